import type { RunStep, StepApproval } from '../../../shared/record/run-steps';
import { Badge } from '../../components/badge';
import { UntrustedText } from '../../components/untrusted-text';
import { formatDuration } from '../../words/format-duration';
import { SETTLED_VERDICTS } from '../../words/step-verdict';
import './decision-list.css';

type DecisionListProps = {
  readonly steps: readonly RunStep[];
  /** One that is shown elsewhere. */
  readonly except?: string;
};

/** What a run asked for and what became of it, newest first. */
export function DecisionList({ steps, except }: DecisionListProps) {
  const decided = steps
    .flatMap((step) => step.approvals.map((approval) => ({ step, approval })))
    .filter(({ approval }) => approval.approvalId !== except)
    .reverse();
  if (decided.length === 0) return <p className="muted">Nothing has been asked for yet.</p>;
  return (
    <ul className="decision-list">
      {decided.map(({ step, approval }) => (
        <li key={approval.approvalId}>
          <span className="faint">{step.number}</span>
          <div>
            <UntrustedText text={approval.sentence} />
            <DecisionLine approval={approval} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function DecisionLine({
  approval: { outcome, by, reason, decidedAfterMs },
}: {
  readonly approval: StepApproval;
}) {
  return (
    <p className="decision-line">
      <Badge tone={outcome === null ? 'attention' : SETTLED_VERDICTS[outcome].tone}>
        {outcome === null ? 'Waits' : SETTLED_VERDICTS[outcome].label}
      </Badge>
      {by !== '' && (
        <span className="muted">
          <UntrustedText text={by} />
          {decidedAfterMs !== null && decidedAfterMs > 0 && `, after ${formatDuration(decidedAfterMs)}`}
        </span>
      )}
      {reason !== '' && (
        <q className="muted">
          <UntrustedText text={reason} />
        </q>
      )}
    </p>
  );
}
