import type { ApprovalDecision, SettledApproval } from '../../../shared/domain/approval';
import type { ApprovalQueue } from '../desk/approval-queue';
import { refuseSecret } from '../dialogue/refuse-secret';
import type { Credentials } from '../vault/credentials';
import type { SessionManager } from './session-manager';

export type AnswerDeps = {
  readonly approvals: Pick<ApprovalQueue, 'list' | 'decide'>;
  readonly sessions: Pick<SessionManager, 'hold' | 'stop' | 'takeOver'>;
  /** What tells secrets of the vault in a text. */
  readonly vault: Pick<Credentials, 'foundIn'>;
};

/**
 * An operator's answer, and what is to become of the run after it. Rejects as `ApprovalQueue.decide` does, and then
 * nothing has become of it; with `bad-input` also where what the agent would read holds a secret of the vault.
 */
export async function answerApproval(
  { approvals, sessions, vault }: AnswerDeps,
  decision: ApprovalDecision,
): Promise<SettledApproval> {
  const steps = decision.plan ?? [];
  refuseSecret([decision.reason, decision.answer ?? '', ...steps].join('\n'), vault);
  const { then = 'go-on', approvalId } = decision;
  const sessionId = approvals.list().find(({ id }) => id === approvalId)?.sessionId;
  if (then === 'go-on' || sessionId === undefined) return approvals.decide(decision);
  // Held meanwhile, so that the agent has no moment to go on in between the answer and what follows from it.
  const release = sessions.hold(sessionId);
  try {
    const settled = approvals.decide(decision);
    await (then === 'stop' ? sessions.stop(sessionId) : sessions.takeOver(sessionId));
    return settled;
  } finally {
    release();
  }
}
