import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { isEnded, type Session } from '../../../shared/domain/session';
import type { RecordedChanges } from '../../../shared/record/change-reader';
import type { RunStep } from '../../../shared/record/run-steps';
import { Button } from '../../components/button';
import { UntrustedText } from '../../components/untrusted-text';
import { useGrants, withdrawGrant } from '../../stores/grants-store';
import { COUNTED, medianMs } from '../../words/approval-numbers';
import { formatDuration } from '../../words/format-duration';
import { grantWords } from '../../words/grant-words';
import { OUTCOME_NAMES } from '../../words/outcome-words';
import { DecisionList } from './decision-list';
import './run-approvals.css';

type RunApprovalsProps = {
  readonly session: Session;
  readonly steps: readonly RunStep[];
  readonly changes: RecordedChanges;
};

/** What one run asked for, what was answered, and what it may do without asking again. */
export function RunApprovals({ session, steps, changes }: RunApprovalsProps) {
  return (
    <div className="run-approvals">
      <Numbers session={session} />
      {!isEnded(session.state) && <Grants sessionId={session.id} />}
      <section aria-label="Decisions">
        <h2>Decisions</h2>
        <DecisionList steps={steps} changes={changes} />
      </section>
    </div>
  );
}

function Numbers({ session: { approvalNumbers: numbers } }: { readonly session: Session }) {
  const median = medianMs(numbers);
  if (numbers.asked === 0) return null;
  return (
    <dl className="run-numbers" aria-label="Approvals of this run">
      <Count name="Asked">{numbers.asked}</Count>
      {COUNTED.filter((outcome) => numbers[outcome] > 0).map((outcome) => (
        <Count key={outcome} name={OUTCOME_NAMES[outcome]}>
          {numbers[outcome]}
        </Count>
      ))}
      {median !== null && <Count name="Time to decide, median">{formatDuration(median)}</Count>}
    </dl>
  );
}

function Count({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
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
