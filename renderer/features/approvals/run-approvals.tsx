import { Undo2 } from 'lucide-react';
import { isEnded, type Session } from '../../../shared/domain/session';
import { Badge } from '../../components/badge';
import { Button } from '../../components/button';
import { formatDuration } from '../../components/format-duration';
import { UntrustedText } from '../../components/untrusted-text';
import { medianMs } from '../../stores/approval-numbers';
import { grantWords } from '../../stores/grant-words';
import { useGrants, withdrawGrant } from '../../stores/grants-store';
import type { RunStep, StepApproval } from '../../stores/run-steps';
import { SETTLED_VERDICTS } from '../../stores/step-verdict';
import './run-approvals.css';

type RunApprovalsProps = { readonly session: Session; readonly steps: readonly RunStep[] };

/** What one run asked for, what was answered, and what it may do without asking again. */
export function RunApprovals({ session, steps }: RunApprovalsProps) {
  return (
    <div className="run-approvals">
      <Numbers session={session} />
      {!isEnded(session.state) && <Grants sessionId={session.id} />}
      <Decisions steps={steps} />
    </div>
  );
}

function Numbers({ session: { approvalNumbers: numbers } }: { readonly session: Session }) {
  const median = medianMs(numbers);
  const shown = [
    ['asked', numbers.asked],
    ['approved', numbers.approved],
    ['edited', numbers.edited],
    ['denied', numbers.denied],
    ['void', numbers.void],
    ['expired', numbers.expired],
    ['cancelled', numbers.cancelled],
  ] as const;
  return (
    <dl className="run-numbers" aria-label="Approvals of this run">
      {shown.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count}</dd>
        </div>
      ))}
      <div>
        <dt>median</dt>
        <dd>{median === null ? '–' : `${(median / 1000).toFixed(1)} s`}</dd>
      </div>
    </dl>
  );
}

/** Approved for the whole run: each can be taken back at once. */
function Grants({ sessionId }: { readonly sessionId: string }) {
  const all = useGrants((state) => state.grants);
  const grants = all.filter((grant) => grant.sessionId === sessionId);
  return (
    <section aria-label="Approved for this run">
      <h3>Approved for this run</h3>
      {grants.length === 0 ? (
        <p className="muted">Nothing. Each risky action is asked for by itself.</p>
      ) : (
        <ul className="run-grants">
          {grants.map((grant) => (
            <li className="run-grant" key={grant.id}>
              <p>
                <UntrustedText text={grantWords(grant.scope)} />
              </p>
              <div className="run-grant-foot">
                <span className="muted">
                  Used {grant.uses} of {grant.scope.maxUses}
                </span>
                <Button size="s" icon={Undo2} onClick={() => void withdrawGrant(grant)}>
                  Withdraw
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Decisions({ steps }: { readonly steps: readonly RunStep[] }) {
  const decided = steps.flatMap((step) => step.approvals.map((approval) => ({ step, approval }))).reverse();
  return (
    <section aria-label="Decisions">
      <h3>Decisions</h3>
      {decided.length === 0 && <p className="muted">Nothing has been asked for yet.</p>}
      <ul className="run-decisions">
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
    </section>
  );
}

function DecisionLine({
  approval: { outcome, by, reason, decidedAfterMs },
}: {
  readonly approval: StepApproval;
}) {
  return (
    <p className="run-decision-line">
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
