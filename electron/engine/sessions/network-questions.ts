import { createHash } from 'node:crypto';
import type { ConnectionApproval, UploadApproval } from '../../../shared/domain/approval';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import type { ApprovalQueue } from '../desk/approval-queue';
import type { EgressAnswer, EgressQuestion } from '../egress/egress-events';
import type { RunControl } from '../gate/run-control';
import type { SessionRecord } from '../record/session-record';

export type NetworkQuestionsDeps = {
  readonly sessionId: string;
  readonly task: string;
  /** How long an answer may take; after that it is a denial. */
  readonly timeoutMs: number;
  readonly approvals: ApprovalQueue;
  readonly record: Pick<SessionRecord, 'append'>;
  readonly control: RunControl;
  readonly clock: Clock;
  /** Told when the run begins and ends to wait for one more answer. */
  readonly onWaiting: (isWaiting: boolean) => void;
};

/** Puts what the broker holds before the operator. The agent does nothing meanwhile. */
export class NetworkQuestions {
  constructor(private readonly deps: NetworkQuestionsDeps) {}

  /** Never rejects: whatever goes wrong is a denial. `signal` withdraws the question. */
  async ask(question: EgressQuestion, signal: AbortSignal): Promise<EgressAnswer> {
    const release = this.deps.control.hold();
    this.deps.onWaiting(true);
    try {
      return await this.#ask(question, signal);
    } catch {
      return 'deny';
    } finally {
      this.deps.onWaiting(false);
      release();
    }
  }

  async #ask(question: EgressQuestion, signal: AbortSignal): Promise<EgressAnswer> {
    const { approvals, record, timeoutMs } = this.deps;
    const approval = this.#approvalFor(question);
    const { id: approvalId, digest, sentence, expiresAt, step, kind, level } = approval;
    await record.append({
      kind: 'approval-requested',
      step,
      detail: {
        about: kind,
        approvalId,
        toolUseId: null,
        digest,
        sentence,
        expiresAt,
        level,
        difference: [],
        bound: {},
      },
    });
    if (signal.aborted) return 'deny';
    const withdraw = () => approvals.withdraw(approvalId, 'nobody waits for this connection any more');
    signal.addEventListener('abort', withdraw, { once: true });
    const settled = await approvals.request(approval, timeoutMs);
    signal.removeEventListener('abort', withdraw);
    const { outcome, by, reason, decidedAfterMs, scope, wasHeld } = settled;
    const isApproved = outcome === 'approved';
    // On disk before a byte goes out.
    await record.append({
      kind: 'approval-settled',
      step,
      permitted: isApproved,
      denial_reason: isApproved ? null : reason,
      detail: {
        about: kind,
        toolUseId: null,
        ...{ approvalId, digest, outcome, by, scope, wasHeld, decidedAfterMs },
        ...{ edit: null, upTo: null },
        reason: isApproved && scope === 'run' ? 'for this run' : reason,
      },
    });
    return isApproved ? scope : 'deny';
  }

  #approvalFor(question: EgressQuestion): ConnectionApproval | UploadApproval {
    const { sessionId, task, clock, timeoutMs } = this.deps;
    const { host, port, page, step } = question;
    const createdAt = clock.wallMs();
    const id = createId();
    const common = {
      id,
      sessionId,
      task,
      step,
      host,
      port,
      page,
      sentence: sentenceOf(question),
      findings: [],
      digest: createHash('sha256')
        .update(JSON.stringify([id, sessionId, question]))
        .digest('hex'),
      createdAt,
      expiresAt: createdAt + timeoutMs,
      hold: null,
    } as const;
    return question.kind === 'connection'
      ? {
          kind: 'connection',
          ...common,
          isPlain: question.isPlain,
          level: question.isPlain ? 'high' : 'medium',
        }
      : {
          kind: 'upload',
          ...common,
          level: 'high',
          bytesUp: question.bytesUp,
          limitBytes: question.limitBytes,
        };
  }
}

/** The host is canonical ASCII here, so it can stand in a sentence as it is. */
function sentenceOf(question: EgressQuestion): string {
  const { host, port, step } = question;
  if (question.kind === 'upload') {
    const amount = `${Math.round(question.limitBytes / 1000)} kB`;
    return `Send more than ${amount} to ${host} ${step === 0 ? 'before the first step' : `after step ${step}`}.`;
  }
  const how = question.isPlain ? 'an unencrypted' : 'an encrypted';
  return `Open ${how} connection to ${host}, port ${port}, which the policy does not name.`;
}
