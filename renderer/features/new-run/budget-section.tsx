import { Field } from '../../components/field';
import { changeDraft } from '../../forms/draft-store';
import type { Draft, DraftErrors } from '../../forms/run-draft';
import { type LimitInput, LimitInputs } from './limit-inputs';

const BUDGETS: readonly LimitInput[] = [
  { field: 'max_steps', label: 'Steps', hint: 'Actions in the whole run' },
  { field: 'timeout_seconds', label: 'Seconds', hint: 'The agent’s time; waiting for you is free' },
  { field: 'max_actions_per_minute', label: 'Actions per minute', hint: 'Over any 60 s' },
  { field: 'approval_timeout_seconds', label: 'Seconds to decide', hint: 'Then it is denied' },
];

export function BudgetSection({ draft, errors }: { readonly draft: Draft; readonly errors: DraftErrors }) {
  return (
    <fieldset className="form-section">
      <legend>Budgets</legend>
      <div className="budget-fields">
        <LimitInputs inputs={BUDGETS} draft={draft} errors={errors} />
        {draft.modelKind === 'claude' && (
          <Field
            id="keep-minutes"
            label="Minutes kept at the end"
            hint="Of the desktop, for more to do"
            error={errors.keepMinutes}
          >
            <input
              id="keep-minutes"
              className="input"
              inputMode="numeric"
              autoComplete="off"
              aria-invalid={errors.keepMinutes !== undefined}
              aria-describedby="keep-minutes-note"
              value={draft.keepMinutes}
              onChange={(event) => changeDraft({ keepMinutes: event.target.value })}
            />
          </Field>
        )}
      </div>
    </fieldset>
  );
}
