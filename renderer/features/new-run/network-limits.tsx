import type { Draft, DraftErrors } from '../../forms/run-draft';
import { type LimitInput, LimitInputs } from './limit-inputs';

const LIMITS: readonly LimitInput[] = [
  { field: 'max_download_mb', label: 'MB in', hint: 'In the whole run, all hosts' },
  { field: 'max_upload_mb', label: 'MB out', hint: 'In the whole run, all hosts' },
  {
    field: 'ask_upload_above_kb',
    label: 'Ask above kB out',
    hint: 'To one host after one step. Empty: never',
  },
  { field: 'max_connections', label: 'Connections', hint: 'At once' },
];

/** How much may go through the broker. */
export function NetworkLimits({ draft, errors }: { readonly draft: Draft; readonly errors: DraftErrors }) {
  return (
    <section aria-label="Network limits">
      <p className="field-label">Network limits</p>
      <div className="budget-fields network-limits">
        <LimitInputs inputs={LIMITS} draft={draft} errors={errors} />
      </div>
    </section>
  );
}
