import { Check } from 'lucide-react';
import type { BatchStep } from '../../../shared/domain/approval';
import { escapeHidden } from '../../../shared/text/visible-text';
import { ActionIcon } from '../../components/action-icon';
import { RiskBadge } from '../../components/risk-badge';
import { UntrustedText } from '../../components/untrusted-text';
import './batch-board.css';

type BatchBoardProps = {
  readonly steps: readonly BatchStep[];
  /** The last step that is approved together with this one; null: this one alone, and the next is asked for by itself. */
  readonly upTo: string | null;
  readonly onUpTo: (toolUseId: string | null) => void;
};

/** Everything the agent wants to do in this turn, as far as it can be told on the screen of now. */
export function BatchBoard({ steps, upTo, onUpTo }: BatchBoardProps) {
  if (steps.length < 2) return null;
  const current = steps.findIndex(({ state }) => state === 'current');
  const last = upTo === null ? current : steps.findIndex(({ toolUseId }) => toolUseId === upTo);
  return (
    <section className="batch" aria-label="The agent’s turn, step by step">
      <h3>
        {steps.length} steps in one turn
        {upTo !== null && (
          <button type="button" className="batch-clear" onClick={() => onUpTo(null)}>
            Only this one
          </button>
        )}
      </h3>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step.toolUseId}
            className={`batch-step batch-step-${step.state}`}
            data-approved={index >= current && index <= last}
          >
            {step.state === 'done' ? (
              <Check aria-hidden="true" />
            ) : (
              <ActionIcon member={step.action.member} />
            )}
            <div className="batch-lines">
              <span className="batch-sentence">
                <UntrustedText text={step.sentence} />
              </span>
              <div className="batch-about">
                <span>Step {index + 1}</span>
                <StepNote step={step} />
                {step.state === 'next' && step.verdict !== 'deny' && step.level !== 'critical' && (
                  <button
                    type="button"
                    aria-label={`Up to here: step ${index + 1}, ${escapeHidden(step.sentence)}`}
                    aria-pressed={step.toolUseId === upTo}
                    title="Approve the steps up to this one as they are shown; those after it are not run"
                    onClick={() => onUpTo(step.toolUseId === upTo ? null : step.toolUseId)}
                  >
                    Up to here
                  </button>
                )}
              </div>
            </div>
          </li>
        ))}
      </ol>
      {upTo !== null && (
        <p className="muted">
          Each is checked again when its turn comes. One that has changed is asked for by itself; those after
          the last are not run, and the agent is told so.
        </p>
      )}
    </section>
  );
}

function StepNote({ step }: { readonly step: BatchStep }) {
  if (step.verdict === 'deny') return <span className="batch-note">will be denied by the policy</span>;
  return step.level === 'low' ? null : <RiskBadge level={step.level} />;
}
