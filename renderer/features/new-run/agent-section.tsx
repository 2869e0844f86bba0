import type { AppInfo } from '../../../shared/domain/settings';
import { ChoiceCard } from '../../components/choice-card';
import { PracticeBadge } from '../../components/practice-badge';
import { changeDraft } from '../../forms/draft-store';
import { SCENARIOS } from '../../forms/practice-scenarios';
import { type Draft, leaveScenario, scenarioDraft } from '../../forms/run-draft';
import { openView } from '../../stores/navigation-store';
import { ModelField } from './model-field';

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
