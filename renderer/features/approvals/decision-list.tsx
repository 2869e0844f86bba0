import { useMemo } from 'react';
import type { RecordedChanges } from '../../../shared/record/change-reader';
import type { RunStep, StepApproval } from '../../../shared/record/run-steps';
import { Badge } from '../../components/badge';
import { UntrustedText } from '../../components/untrusted-text';
import { formatDuration } from '../../words/format-duration';
import { SETTLED_VERDICTS } from '../../words/step-verdict';
import './decision-list.css';

type DecisionListProps = {
  readonly steps: readonly RunStep[];
  readonly changes: RecordedChanges;
  /** One that is shown elsewhere. */
  readonly except?: string;
};

type Decided = { readonly step: number | null; readonly approval: StepApproval };

/** What a run asked for and what became of it, newest first. */
export function DecisionList({ steps, changes, except }: DecisionListProps) {
  const asked = useMemo(() => changesAsked(changes), [changes]);
  const decided = [...steps.flatMap(ofStep), ...asked]
    .filter(({ approval }) => approval.approvalId !== except)
    .sort((a, b) => placeOf(a) - placeOf(b))
    .reverse();
  if (decided.length === 0) return <p className="muted">Nothing has been asked for yet.</p>;
  return (
    <ul className="decision-list">
      {decided.map(({ step, approval }) => (
        <li key={approval.approvalId}>
          <span className="faint">{step ?? 'page'}</span>
          <div>
            <UntrustedText text={approval.sentence} />
            <DecisionLine approval={approval} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function ofStep({ number, approvals }: RunStep): readonly Decided[] {
  return approvals.map((approval) => ({ step: number, approval }));
}

/** By steps; what no step led to stands with the newest, since nothing says between which steps it came. */
function placeOf({ step }: Decided): number {
  return step ?? Number.MAX_SAFE_INTEGER;
}

/** Those about changes, each with the step that it belongs to. */
function changesAsked({ all }: RecordedChanges): readonly Decided[] {
  return all.flatMap(({ step, approvals }) => approvals.map((approval) => ({ step, approval })));
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
