import type { Effort, ThinkingDisplay } from '../../../shared/domain/model-row';
import { LEAST_TASK_BUDGET } from '../../../shared/domain/model-wishes';
import { shortLabel } from '../../../shared/text/visible-text';
import { Field } from '../../components/field';
import { chosenModel } from '../../forms/chosen-model';
import { changeDraft } from '../../forms/draft-store';
import type { Draft, DraftErrors } from '../../forms/run-draft';
import { wishesFor } from '../../forms/wishes-draft';
import { useApp } from '../../stores/app-store';
import { useModels } from '../../stores/models-store';

const EFFORTS: Readonly<Record<Effort, string>> = {
  low: 'Low: quick and cheap',
  medium: 'Medium',
  high: 'High',
  xhigh: 'Very high: long work',
  max: 'As much as it takes',
};

const DISPLAYS: Readonly<Record<ThinkingDisplay, string>> = {
  updates: 'Short notes between its actions',
  summarized: 'A summary of its thinking',
  omitted: 'Nothing of it',
};

/** How the model is asked, for the whole run: only what the chosen one takes. */
export function ModelWishes({ draft, errors }: { readonly draft: Draft; readonly errors: DraftErrors }) {
  const models = useModels((state) => state.list.models);
  const suggested = useApp((state) => state.info?.defaultModel ?? '');
  const row = chosenModel(models, draft.model, suggested)?.row ?? null;
  if (draft.modelKind === 'practice' || row === null) return null;
  const { effort, thinkingDisplay } = wishesFor(draft, row);
  const takesNone = row.efforts.length === 0 && !row.takesTaskBudget;
  return (
    <section aria-label="How the model is asked">
      <p className="field-label">How {shortLabel(row.name, 40)} is asked</p>
      <p className="faint">
        {takesNone
          ? 'This model takes neither a level of effort nor a task budget.'
          : 'Fixed for the run: a change would cost what it has in its cache.'}
      </p>
      <div className="budget-fields model-wishes">
        {row.efforts.length > 0 && (
          <Choice
            id="effort"
            label="Effort"
            hint="More of it thinks longer, and costs more"
            value={effort}
            options={row.efforts.map((level) => [level, EFFORTS[level]])}
          />
        )}
        {row.thinking.includes('adaptive') && (
          <Choice
            id="thinkingDisplay"
            label="Shown of its thinking"
            hint="In the live view and in the record"
            value={thinkingDisplay}
            options={row.displays.map((display) => [display, DISPLAYS[display]])}
          />
        )}
        {row.takesTaskBudget && <TaskBudget text={draft.taskBudget} error={errors.taskBudget} />}
      </div>
    </section>
  );
}

type ChoiceProps = {
  readonly id: 'effort' | 'thinkingDisplay';
  readonly label: string;
  readonly hint: string;
  /** Empty: the model's own. */
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
};

function Choice({ id, label, hint, value, options }: ChoiceProps) {
  return (
    <Field id={id} label={label} hint={hint}>
      <select
        id={id}
        className="input"
        aria-describedby={`${id}-note`}
        value={value}
        onChange={(event) => changeDraft({ [id]: event.target.value })}
      >
        <option value="">{id === 'effort' ? 'The model’s own' : 'As usual'}</option>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}

function TaskBudget({ text, error }: { readonly text: string; readonly error: string | undefined }) {
  return (
    <Field
      id="task-budget"
      label="Task budget"
      error={error}
      hint={`Tokens, from ${LEAST_TASK_BUDGET.toLocaleString('en-US')}. The model sees it and is not held to it; the policy’s limits are what holds`}
    >
      <input
        id="task-budget"
        className="input"
        inputMode="numeric"
        autoComplete="off"
        placeholder="None"
        aria-invalid={error !== undefined}
        aria-describedby="task-budget-note"
        value={text}
        onChange={(event) => changeDraft({ taskBudget: event.target.value })}
      />
    </Field>
  );
}
