import { Field } from '../../components/field';
import { changeLimit } from '../../forms/draft-store';
import type { Draft, DraftErrors, LimitField } from '../../forms/run-draft';

export type LimitInput = { readonly field: LimitField; readonly label: string; readonly hint: string };

type LimitInputsProps = {
  readonly inputs: readonly LimitInput[];
  readonly draft: Draft;
  readonly errors: DraftErrors;
};

/** A number of the policy each, as the operator types it. */
export function LimitInputs({ inputs, draft, errors }: LimitInputsProps) {
  return inputs.map(({ field, label, hint }) => (
    <Field key={field} id={`limit-${field}`} label={label} hint={hint} error={errors[field]}>
      <input
        id={`limit-${field}`}
        className="input"
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={errors[field] !== undefined}
        aria-describedby={`limit-${field}-note`}
        value={draft.limits[field]}
        onChange={(event) => changeLimit(field, event.target.value)}
      />
    </Field>
  ));
}
