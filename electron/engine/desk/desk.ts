import type { RecordedAction } from '../../../shared/domain/action';
import type {
  Approval,
  ApprovalKind,
  ApprovalOutcome,
  SettledApproval,
} from '../../../shared/domain/approval';
import { Emitter } from '../base/emitter';
import { cancelled } from '../base/limits';
import type { RunControl } from '../control/run-control';
import type { TypedCodes } from '../control/typed-codes';
import type { SessionRecord } from '../record/session-record';
import type { ApprovalQueue } from './approval-queue';
import type { Bound } from './bind';

/** Something that waits for the operator: what is shown, what an answer is bound to, and what it is about. */
export type Question = {
  readonly approval: Approval;
  readonly bound: Bound['bound'];
  /** The call it is about; null for what no call of the agent asked for. */
  readonly toolUseId: string | null;
  readonly action: RecordedAction | null;
  /** The screen that it was asked on. */
  readonly frame: string | null;
  /** After this many milliseconds without an answer it is denied. */
  readonly timeoutMs: number;
  /** Aborts when nobody waits for the answer any more; a text as its reason is written down. */
  readonly signal: AbortSignal;
  /** Reads once more what was approved, and says what is different. Asked on the screen on which the run goes on. */
  readonly changes: (() => Promise<readonly string[]>) | null;
};

/** What came of a question. `void`: approved, but no longer what was approved; `difference` says in what. */
export type Answer = {
  readonly outcome: ApprovalOutcome;
  readonly settled: SettledApproval;
  readonly difference: readonly string[];
};

export type DeskDeps = {
  readonly queue: ApprovalQueue;
  readonly record: Pick<SessionRecord, 'append'>;
  readonly control: RunControl;
  /** Where the codes go that come with answers. */
  readonly typedCodes: Pick<TypedCodes, 'keep'>;
  /** Told when the run begins and ends to wait for one more of the kind. */
  readonly onWaiting: (kind: ApprovalKind, isWaiting: boolean) => void;
};

const VOID = 'what it was aimed at changed while the operator decided';
const STOPPED = 'the run was stopped before it could be done';

/**
 * Everything of one run that waits for the operator, whoever asks. A question is on disk before it is shown, its answer
 * before anything is done about it, and each is settled exactly once: also one whose asker has left.
 */
export class Desk {
  /** Something waits for the operator, or nothing does any more. */
  readonly waiting = new Emitter<boolean>();
  readonly #open = new Set<Promise<unknown>>();
  #waits = 0;

  constructor(private readonly deps: DeskDeps) {}

  /**
   * Answers when what came of it is on disk. Rejects with `audit-failed`, and then nothing was approved, and with
   * `cancelled` when nobody waits for it any more: then nothing was asked, and nothing written.
   */
  ask(question: Question): Promise<Answer> {
    const answer = this.#ask(question);
    this.#open.add(answer);
    const close = () => this.#open.delete(answer);
    answer.then(close, close);
    return answer;
  }

  /** Settles when no question is open any more. Stop the run before. */
  async closed(): Promise<void> {
    await Promise.allSettled(this.#open);
  }

  async #ask(question: Question): Promise<Answer> {
    if (question.signal.aborted || this.deps.control.signal.aborted) throw cancelled('The question');
    await this.#writeRequest(question);
    const settled = await this.#wait(question);
    const code = this.deps.queue.takeCode(question.approval.id);
    try {
      const answer = await this.#conclude(question, settled);
      if (answer.outcome === 'approved' && code !== null && question.toolUseId !== null)
        this.deps.typedCodes.keep(question.toolUseId, Buffer.from(code));
      return answer;
    } finally {
      code?.fill(0);
    }
  }

  async #conclude(question: Question, settled: SettledApproval): Promise<Answer> {
    const isApproved = settled.outcome === 'approved' || settled.outcome === 'edited';
    const difference = isApproved ? await this.#changes(question) : [];
    const answer: Answer = {
      outcome: difference === null ? 'cancelled' : difference.length > 0 ? 'void' : settled.outcome,
      settled,
      difference: difference ?? [],
    };
    await this.#writeAnswer(question, answer);
    return answer;
  }

  async #wait({ approval, timeoutMs, signal }: Question): Promise<SettledApproval> {
    this.#count(approval.kind, 1);
    try {
      return await this.deps.queue.request(approval, timeoutMs, signal);
    } finally {
      this.#count(approval.kind, -1);
    }
  }

  #count(kind: ApprovalKind, change: 1 | -1): void {
    const before = this.#waits > 0;
    this.#waits += change;
    this.deps.onWaiting(kind, change > 0);
    const isWaiting = this.#waits > 0;
    if (isWaiting !== before) this.waiting.emit(isWaiting);
  }

  /**
   * What is answered while the run is paused or taken over is held against the screen on which the run goes on. Null when
   * it does not go on: nothing is permitted after a stop.
   */
  async #changes({ changes }: Question): Promise<readonly string[] | null> {
    if (changes === null) return [];
    const { control } = this.deps;
    try {
      await control.ready();
      const difference = await changes();
      return control.signal.aborted ? null : difference;
    } catch (error) {
      if (control.signal.aborted) return null;
      throw error;
    }
  }

  async #writeRequest({ approval, bound, toolUseId, action, frame }: Question): Promise<void> {
    const { kind, id, digest, sentence, step, expiresAt, level } = approval;
    await this.deps.record.append({
      kind: 'approval-requested',
      step,
      action,
      screenshot_saved: frame,
      detail: {
        about: kind,
        toolUseId,
        approvalId: id,
        digest,
        sentence,
        expiresAt,
        level,
        difference: kind === 'action' ? approval.difference : [],
        acceptable: kind === 'action' ? approval.acceptable : [],
        bound,
      },
    });
  }

  async #writeAnswer({ approval, toolUseId, action }: Question, answer: Answer): Promise<void> {
    const { outcome, settled, difference } = answer;
    const {
      approvalId,
      digest,
      scope,
      edit,
      upTo,
      accepts,
      wasHeld,
      answer: words,
      by,
      decidedAfterMs,
    } = settled;
    const isPermitted = outcome === 'approved' || outcome === 'edited';
    const reason = outcome === 'void' ? difference.join(' ') : settled.reason || reachOf(approval, settled);
    await this.deps.record.append({
      kind: 'approval-settled',
      step: approval.step,
      action,
      permitted: isPermitted,
      denial_reason: isPermitted ? null : whyNot(answer),
      detail: {
        about: approval.kind,
        toolUseId,
        approvalId,
        digest,
        outcome,
        scope,
        edit,
        upTo,
        accepts,
        wasHeld,
        answer: words,
        by,
        reason,
        decidedAfterMs,
      },
    });
  }
}

/** Why it may not be done. An approval that came to nothing has a reason of its own. */
function whyNot({ outcome, settled }: Answer): string {
  if (outcome === settled.outcome) return settled.reason;
  return outcome === 'void' ? VOID : STOPPED;
}

/** What an approval of something on the network is good for beyond this once. */
function reachOf({ kind }: Approval, { outcome, scope }: SettledApproval): string {
  return kind !== 'action' && outcome === 'approved' && scope === 'run' ? 'for this run' : '';
}
