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

/** Leaves a halted run as it is, as an operator does who wants to look first. */
export function keepHalted(approvals: ApprovalQueue): void {
  approvals.changed.on(([first]) => {
    if (first?.kind !== 'halt') return;
    const approvalId = first.id;
    queueMicrotask(() => answer(approvals, { approvalId, verdict: 'deny', reason: 'Kept paused.' }));
  });
}
