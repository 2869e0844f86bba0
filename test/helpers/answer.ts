import type { ApprovalQueue } from '../../electron/engine/desk/approval-queue';
import type { ApprovalDecision, SettledApproval } from '../../shared/domain/approval';

/** Decides as an operator does who has read the card and holds the button. */
export function answer(
  approvals: ApprovalQueue,
  decision: Omit<ApprovalDecision, 'digest'>,
): SettledApproval {
  const shown = approvals.list().find(({ id }) => id === decision.approvalId);
  return approvals.decide({ wasHeld: true, ...decision, digest: shown?.digest ?? 'none' });
}
