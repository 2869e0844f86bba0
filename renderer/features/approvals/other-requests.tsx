import { useState } from 'react';
import type { Approval } from '../../../shared/domain/approval';
import { NOTHING_READ } from '../../../shared/record/record-reader';
import { useApprovals } from '../../stores/approvals-store';
import { useSessions } from '../../stores/sessions-store';
import { useRecord } from '../../stores/use-record';
import { numbersWords } from '../../words/approval-numbers';
import { DecisionList } from './decision-list';

/** What else the run has asked for: how the answers went so far, how much waits beside this, and each of it on request. */
export function OtherRequests({ approval }: { readonly approval: Approval }) {
  const [isOpen, setIsOpen] = useState(false);
  const pending = useApprovals((state) => state.pending);
  const sessions = useSessions((state) => state.sessions);
  const session = sessions.find(({ id }) => id === approval.sessionId);
  const others = pending.filter(
    ({ id, sessionId }) => sessionId === approval.sessionId && id !== approval.id,
  ).length;
  if (session === undefined) return null;
  return (
    <details className="approval-others" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="muted">
        This run so far: {numbersWords(session.approvalNumbers)}
        {others > 0 && `; ${others} more ${others === 1 ? 'waits' : 'wait'} beside this one`}.
      </summary>
      {isOpen && <Earlier approval={approval} />}
    </details>
  );
}

function Earlier({ approval }: { readonly approval: Approval }) {
  const record = useRecord(approval.sessionId);
  const { steps, changes } = record?.reading ?? NOTHING_READ;
  return <DecisionList steps={steps} changes={changes} except={approval.id} />;
}
