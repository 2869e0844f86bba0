import { Field } from '../../components/field';
import { changeDraft } from '../../forms/draft-store';
import type { Draft, DraftErrors } from '../../forms/run-draft';

type BudgetField = 'maxSteps' | 'timeoutSeconds' | 'actionsPerMinute' | 'approvalSeconds';

const FIELDS: readonly { field: BudgetField; error: string; label: string; hint: string }[] = [
  { field: 'maxSteps', error: 'max_steps', label: 'Steps', hint: 'Actions in the whole run' },
  {
    field: 'timeoutSeconds',
    error: 'timeout_seconds',
    label: 'Seconds',
    hint: 'The agent’s time; waiting for you is free',
  },
  {
    field: 'actionsPerMinute',
    error: 'max_actions_per_minute',
    label: 'Actions per minute',
    hint: 'Over any 60 s',
  },
  {
    field: 'approvalSeconds',
    error: 'approval_timeout_seconds',
    label: 'Seconds to decide',
    hint: 'Then it is denied',
  },
];

export function BudgetSection({ draft, errors }: { readonly draft: Draft; readonly errors: DraftErrors }) {
  return (
    <fieldset className="form-section">
      <legend>Budgets</legend>
      <div className="budget-fields">
        {FIELDS.map(({ field, error, label, hint }) => (
          <Field key={field} id={`budget-${field}`} label={label} hint={hint} error={errors[error]}>
            <input
              id={`budget-${field}`}
              className="input"
              inputMode="numeric"
              autoComplete="off"
              aria-invalid={errors[error] !== undefined}
              aria-describedby={`budget-${field}-note`}
              value={draft[field]}
              onChange={(event) => changeDraft({ [field]: event.target.value })}
            />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
