import { AirlockError } from '../../../shared/airlock-error';
import type { ApprovalDecision, SettledApproval } from '../../../shared/domain/approval';
import type { ApprovalQueue } from '../desk/approval-queue';
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
  refuseSecrets(decision, vault);
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

/** The agent reads what the operator writes, and a model must not come by a secret that way either. */
function refuseSecrets({ reason, answer = null }: ApprovalDecision, vault: AnswerDeps['vault']): void {
  const entry = vault.foundIn(`${reason}\n${answer ?? ''}`);
  if (entry === null) return;
  throw new AirlockError(
    'bad-input',
    `What you wrote holds a secret of the credential “${entry}”, which the agent must not know. Nothing was sent.`,
  );
}
