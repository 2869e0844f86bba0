import { Undo2 } from 'lucide-react';
import { isEnded, type Session } from '../../../shared/domain/session';
import type { RunStep } from '../../../shared/record/run-steps';
import { Button } from '../../components/button';
import { UntrustedText } from '../../components/untrusted-text';
import { useGrants, withdrawGrant } from '../../stores/grants-store';
import { medianMs } from '../../words/approval-numbers';
import { grantWords } from '../../words/grant-words';
import { DecisionList } from './decision-list';
import './run-approvals.css';

type RunApprovalsProps = { readonly session: Session; readonly steps: readonly RunStep[] };

/** What one run asked for, what was answered, and what it may do without asking again. */
export function RunApprovals({ session, steps }: RunApprovalsProps) {
  return (
    <div className="run-approvals">
      <Numbers session={session} />
      {!isEnded(session.state) && <Grants sessionId={session.id} />}
      <section aria-label="Decisions">
        <h2>Decisions</h2>
        <DecisionList steps={steps} />
      </section>
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
      <h2>Approved for this run</h2>
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
