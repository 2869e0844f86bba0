import type { Approval } from '../../../shared/domain/approval';
import { numbersWords } from '../../stores/approval-numbers';
import { useApprovals } from '../../stores/approvals-store';
import { useSessions } from '../../stores/sessions-store';

/** What else the run has asked for: how the answers went so far, and how much waits beside this. */
export function OtherRequests({ approval }: { readonly approval: Approval }) {
  const pending = useApprovals((state) => state.pending);
  const sessions = useSessions((state) => state.sessions);
  const session = sessions.find(({ id }) => id === approval.sessionId);
  const others = pending.filter(
    ({ id, sessionId }) => sessionId === approval.sessionId && id !== approval.id,
  ).length;
  if (session === undefined) return null;
  return (
    <p className="approval-others muted">
      This run so far: {numbersWords(session.approvalNumbers)}
      {others > 0 && `; ${others} more ${others === 1 ? 'waits' : 'wait'} beside this one`}.
    </p>
  );
}
