import type { ConnectionApproval, UploadApproval } from '../../../shared/domain/approval';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import type { RunControl } from '../control/run-control';
import { bind } from '../desk/bind';
import type { Desk, Question } from '../desk/desk';
import type { EgressAnswer, EgressQuestion } from '../egress/asking/egress-question';

export type NetworkQuestionsDeps = {
  readonly sessionId: string;
  readonly task: string;
  /** How long an answer may take; after that it is a denial. */
  readonly timeoutMs: number;
  readonly desk: Desk;
  readonly control: RunControl;
  readonly clock: Clock;
};

/** Puts what the broker holds before the operator. The agent does nothing meanwhile. */
export class NetworkQuestions {
  constructor(private readonly deps: NetworkQuestionsDeps) {}

  /** Never rejects: whatever goes wrong is a denial. `signal` withdraws the question. */
  async ask(question: EgressQuestion, signal: AbortSignal): Promise<EgressAnswer> {
    const { desk, control } = this.deps;
    const release = control.hold();
    try {
      const { outcome, settled } = await desk.ask(this.#questionFor(question, signal));
      return outcome === 'approved' ? settled.scope : 'deny';
    } catch {
      return 'deny';
    } finally {
      release();
    }
  }

  #questionFor(question: EgressQuestion, signal: AbortSignal): Question {
    const { sessionId, task, clock, timeoutMs } = this.deps;
    const { host, port, page, step } = question;
    const createdAt = clock.wallMs();
    const id = createId();
    const expiresAt = createdAt + timeoutMs;
    const { bound, digest } = bind({ id, session: sessionId, ...question, expiresAt });
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
      digest,
      createdAt,
      expiresAt,
      hold: null,
    } as const;
    return {
      approval: approvalOf(question, common),
      bound,
      toolUseId: null,
      action: null,
      frame: null,
      timeoutMs,
      signal,
      changes: null,
    };
  }
}

/** What both kinds are shown with. */
type Common = Omit<ConnectionApproval, 'kind' | 'level' | 'isPlain'>;

function approvalOf(question: EgressQuestion, common: Common): ConnectionApproval | UploadApproval {
  if (question.kind === 'connection') {
    const { isPlain } = question;
    return { ...common, kind: 'connection', isPlain, level: isPlain ? 'high' : 'medium' };
  }
  const { bytesUp, limitBytes } = question;
  return { ...common, kind: 'upload', level: 'high', bytesUp, limitBytes };
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
