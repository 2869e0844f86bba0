import { OFFICIAL_MODEL_ADDRESS } from '../../../shared/domain/model-address';
import type { AppInfo } from '../../../shared/domain/settings';
import { shortLabel } from '../../../shared/text/visible-text';
import { ChoiceCard } from '../../components/choice-card';
import { Field } from '../../components/field';
import { PracticeBadge } from '../../components/practice-badge';
import { changeDraft } from '../../forms/draft-store';
import { SCENARIOS } from '../../forms/practice-scenarios';
import { type Draft, leaveScenario, scenarioDraft } from '../../forms/run-draft';
import { openView } from '../../stores/navigation-store';
import { usePreferences } from '../../stores/preferences-store';

type AgentSectionProps = {
  readonly draft: Draft;
  readonly hasKey: boolean;
  readonly info: AppInfo | null;
  readonly error: string | undefined;
};

export function AgentSection({ draft, hasKey, info, error }: AgentSectionProps) {
  const isPractice = draft.modelKind === 'practice';
  return (
    <fieldset className="form-section">
      <legend>Agent</legend>
      <div className="cards cards-2">
        <ChoiceCard
          name="agent"
          value="claude"
          title="Claude"
          isChecked={!isPractice}
          isDisabled={!hasKey}
          onChoose={() => changeDraft(leaveScenario(draft))}
        >
          {hasKey ? 'A Claude model works on the task with your API key.' : <NeedsKey />}
        </ChoiceCard>
        <ChoiceCard
          name="agent"
          value="practice"
          title="Practice scenario"
          isChecked={isPractice}
          onChoose={() => changeDraft({ modelKind: 'practice', ...scenarioDraft(draft.scenario) })}
        >
          A script plays the agent on an invented site. No model, no key, nothing at stake.
        </ChoiceCard>
      </div>
      {isPractice ? <Scenarios draft={draft} /> : <ModelField draft={draft} info={info} error={error} />}
    </fieldset>
  );
}

function NeedsKey() {
  return (
    <>
      Needs an API key.{' '}
      <button type="button" className="link" onClick={() => openView('settings')}>
        Save one in Settings
      </button>
    </>
  );
}

function Scenarios({ draft }: { readonly draft: Draft }) {
  return (
    <fieldset className="scenarios">
      <legend className="visually-hidden">Practice scenario</legend>
      <div className="cards cards-2">
        {SCENARIOS.map((scenario) => (
          <ChoiceCard
            key={scenario.id}
            name="scenario"
            value={scenario.id}
            title={scenario.title}
            isChecked={draft.scenario === scenario.id}
            onChoose={() => changeDraft(scenarioDraft(scenario.id))}
          >
            {scenario.summary}
          </ChoiceCard>
        ))}
      </div>
      <p className="scenario-note">
        <PracticeBadge />{' '}
        <span className="faint">Choosing one fills in task, start address and allowed hosts.</span>
      </p>
    </fieldset>
  );
}

type ModelFieldProps = Pick<AgentSectionProps, 'draft' | 'info' | 'error'>;

function ModelField({ draft, info, error }: ModelFieldProps) {
  const models = info?.models ?? [];
  const address = usePreferences((state) => state.preferences.modelAddress);
  const hint =
    address === null || address === OFFICIAL_MODEL_ADDRESS
      ? undefined
      : `Model at ${shortLabel(address, 300)}`;
  return (
    <Field id="model" label="Model" hint={hint} error={error}>
      <select
        id="model"
        className="input model-select"
        value={draft.model || (info?.defaultModel ?? '')}
        onChange={(event) => changeDraft({ model: event.target.value })}
      >
        {models.map((model) => (
          <option key={model} value={model}>
            {model}
          </option>
        ))}
      </select>
    </Field>
  );
}
