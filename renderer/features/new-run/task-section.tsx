import { MAX_TASK_LENGTH } from '../../../shared/domain/session';
import { Field } from '../../components/field';
import { changeDraft } from '../../forms/draft-store';
import type { Draft } from '../../forms/run-draft';

/** From here on the count is shown beside the limit. */
const NEAR_LIMIT = MAX_TASK_LENGTH * 0.75;

export function TaskSection({ draft, error }: { readonly draft: Draft; readonly error: string | undefined }) {
  const length = draft.task.trim().length;
  const count =
    length > NEAR_LIMIT
      ? `${length.toLocaleString('en-US')} of ${MAX_TASK_LENGTH.toLocaleString('en-US')}`
      : undefined;
  return (
    <section className="form-section">
      <Field
        id="task"
        label="Task"
        error={error}
        aside={count}
        hint="Say what to do, where, and when to stop. The agent sees this and the screen, nothing else."
      >
        <textarea
          id="task"
          className="input"
          rows={4}
          dir="auto"
          aria-invalid={error !== undefined}
          aria-describedby="task-note"
          placeholder="Open the exports page and download this month’s invoices…"
          value={draft.task}
          onChange={(event) => changeDraft({ task: event.target.value })}
        />
      </Field>
      <div className="plan-first">
        <input
          type="checkbox"
          id="plan-first"
          checked={draft.planFirst}
          aria-describedby="plan-first-note"
          onChange={(event) => changeDraft({ planFirst: event.target.checked })}
        />
        <div>
          <label htmlFor="plan-first">Plan first</label>
          <p className="field-hint" id="plan-first-note">
            The agent proposes its steps first; nothing but looking is allowed until you approve them.
          </p>
        </div>
      </div>
    </section>
  );
}
