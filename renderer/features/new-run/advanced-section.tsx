import { escapeHidden } from '../../../shared/text/visible-text';
import { Field } from '../../components/field';
import { changeDraft } from '../../forms/draft-store';
import type { Draft, DraftErrors } from '../../forms/run-draft';
import { ModelWishes } from './model-wishes';
import { NetworkLimits } from './network-limits';
import { RegionsEditor } from './regions-editor';
import { SandboxFields } from './sandbox-fields';

type AdvancedSectionProps = { readonly draft: Draft; readonly errors: DraftErrors };

export function AdvancedSection({ draft, errors }: AdvancedSectionProps) {
  return (
    <details className="form-section advanced">
      <summary>Advanced: model, sandbox, network limits, display, blocked regions, keys</summary>
      <div className="advanced-body">
        <ModelWishes draft={draft} errors={errors} />
        <SandboxFields draft={draft} />
        <NetworkLimits draft={draft} errors={errors} />
        <div className="display-fields">
          <SizeField draft={draft} side="width" label="Display width" error={errors.width} />
          <SizeField draft={draft} side="height" label="Display height" error={errors.height} />
        </div>
        <RegionsEditor regions={draft.regions} errors={errors} />
        <PolicyKeys draft={draft} />
      </div>
    </details>
  );
}

type SizeFieldProps = {
  readonly draft: Draft;
  readonly side: 'width' | 'height';
  readonly label: string;
  readonly error: string | undefined;
};

function SizeField({ draft, side, label, error }: SizeFieldProps) {
  return (
    <Field id={`display-${side}`} label={label} error={error} hint="Pixels">
      <input
        id={`display-${side}`}
        className="input"
        inputMode="numeric"
        aria-invalid={error !== undefined}
        value={draft[side]}
        onChange={(event) => changeDraft({ [side]: event.target.value })}
      />
    </Field>
  );
}

/** What the policy lets the agent do, for reading; changed with another preset or a file. */
function PolicyKeys({ draft: { policy } }: { readonly draft: Draft }) {
  const groups = [
    policy.allow_click ? 'click' : null,
    policy.allow_type ? 'type' : null,
    policy.allow_scroll ? 'scroll' : null,
    policy.allow_key ? 'press the keys below' : null,
  ].filter((group) => group !== null);
  return (
    <section aria-label="Keys">
      <p className="field-label">Keys</p>
      <p className="faint">The agent may {groups.length === 0 ? 'only look' : groups.join(', ')}.</p>
      {policy.allow_key && (
        <ul className="key-list" aria-label="Allowed keys">
          {policy.allowed_key_combos.map((combo) => (
            <li key={combo}>
              <kbd>{escapeHidden(combo)}</kbd>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
