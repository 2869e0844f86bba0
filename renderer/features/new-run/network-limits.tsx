import { Field } from '../../components/field';
import { changeDraft } from '../../forms/draft-store';
import type { Draft, DraftErrors } from '../../forms/run-draft';

type LimitField = 'maxConnections' | 'downloadMb' | 'uploadMb' | 'askUploadKb';

const FIELDS: readonly { field: LimitField; error: string; label: string; hint: string }[] = [
  { field: 'downloadMb', error: 'max_download_mb', label: 'MB in', hint: 'In the whole run, all hosts' },
  { field: 'uploadMb', error: 'max_upload_mb', label: 'MB out', hint: 'In the whole run, all hosts' },
  {
    field: 'askUploadKb',
    error: 'ask_upload_above_kb',
    label: 'Ask above kB out',
    hint: 'To one host after one step. Empty: never',
  },
  { field: 'maxConnections', error: 'max_connections', label: 'Connections', hint: 'At once' },
];

/** How much may go through the broker. */
export function NetworkLimits({ draft, errors }: { readonly draft: Draft; readonly errors: DraftErrors }) {
  return (
    <section aria-label="Network limits">
      <p className="field-label">Network limits</p>
      <div className="budget-fields network-limits">
        {FIELDS.map(({ field, error, label, hint }) => (
          <Field key={field} id={`network-${field}`} label={label} hint={hint} error={errors[error]}>
            <input
              id={`network-${field}`}
              className="input"
              inputMode="numeric"
              autoComplete="off"
              aria-invalid={errors[error] !== undefined}
              aria-describedby={`network-${field}-note`}
              value={draft[field]}
              onChange={(event) => changeDraft({ [field]: event.target.value })}
            />
          </Field>
        ))}
      </div>
    </section>
  );
}
