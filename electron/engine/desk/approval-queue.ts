import { AirlockError } from '../../../shared/airlock-error';
import type {
  ActionApproval,
  Approval,
  ApprovalDecision,
  ChangeApproval,
  SettledApproval,
} from '../../../shared/domain/approval';
import { PlanSteps } from '../../../shared/domain/plan';
import { readTypedCode } from '../../../shared/domain/typed-code';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { AttentionGuard } from './attention-guard';
import { refuseDecision } from './refuse-decision';

type Settle = (settled: SettledApproval) => void;
type Pending = {
  readonly approval: Approval;
  readonly requestedMs: number;
  readonly settle: Settle;
};
/** Settled approvals that are still known as such; one that was settled before these is not known at all. */
const MOST_SETTLED = 1000;

type Answer = Pick<SettledApproval, 'outcome' | 'by' | 'reason'> & Partial<SettledApproval>;

/**
 * Everything that waits for an operator, over all sessions. pending → approved | edited | denied | expired | cancelled,
 * exactly once: the entry leaves the map before anything else happens, so a second answer finds nothing. No answer is a
 * denial.
 */
export class ApprovalQueue {
  readonly changed = new Emitter<readonly Approval[]>();
  readonly #pending = new Map<string, Pending>();
  readonly #settledIds = new Set<string>();
  readonly #codes = new Map<string, Buffer>();
  readonly #attention = new AttentionGuard();

  constructor(
    private readonly clock: Clock,
    private readonly operator: string,
  ) {}

  /** Pending approvals, oldest first. */
  list(): readonly Approval[] {
    return [...this.#pending.values()].map(({ approval }) => this.#asShown(approval));
  }

  /**
   * Puts an approval in the queue and answers when it is settled: also at once, when `signal` has aborted already. Never
   * rejects. `timeoutMs` runs monotonically; a text that `signal` aborts with is the reason.
   */
  request(approval: Approval, timeoutMs: number, signal: AbortSignal): Promise<SettledApproval> {
    const over = new AbortController();
    const withdraw = () =>
      this.#settleIfOpen(approval.id, { outcome: 'cancelled', by: 'session', reason: whyOf(signal) });
    const settled = new Promise<SettledApproval>((settle) => {
      this.#pending.set(approval.id, { approval, requestedMs: this.clock.monotonicMs(), settle });
    });
    signal.addEventListener('abort', withdraw, { once: true });
    const reason = `nobody answered within ${Math.round(timeoutMs / 1000)} s`;
    this.clock.sleep(timeoutMs, over.signal).then(
      () => this.#settleIfOpen(approval.id, { outcome: 'expired', by: 'clock', reason }),
      () => undefined,
    );
    if (signal.aborted) withdraw();
    else this.changed.emit(this.list());
    return settled.finally(() => {
      signal.removeEventListener('abort', withdraw);
      over.abort();
    });
  }

  /**
   * An operator's answer. Throws `conflict` when the approval is settled or is another than the one that was shown,
   * `not-found` when there is none, `bad-input` for an answer that this approval does not take.
   */
  decide(decision: ApprovalDecision): SettledApproval {
    const { approvalId, verdict, reason, scope = 'once', grant = null, edit = null, upTo = null } = decision;
    const pending = this.#pending.get(approvalId);
    if (pending === undefined) {
      if (this.#settledIds.has(approvalId)) {
        throw new AirlockError('conflict', 'This approval is already settled; your answer was not used.');
      }
      throw new AirlockError('not-found', 'There is no such approval.');
    }
    const shown = this.#asShown(pending.approval);
    refuseDecision(shown, decision);
    // Timers stop while a machine sleeps; the clock has the last word.
    if (this.clock.wallMs() >= shown.expiresAt) {
      this.#settle(approvalId, { outcome: 'expired', by: 'clock', reason: 'the time to answer had passed' });
      throw new AirlockError('conflict', 'The time to answer had passed; the action was denied.');
    }
    const code = verdict === 'approve' ? readTypedCode(decision.code ?? '') : null;
    if (code !== null) this.#codes.set(approvalId, Buffer.from(code, 'ascii'));
    const outcome = verdict === 'deny' ? 'denied' : edit === null ? 'approved' : 'edited';
    const answer = { outcome, by: this.operator, reason: reason.trim() } as const;
    // An answer approves nothing: an agent must not end a streak of hasty approvals by asking something.
    if (shown.kind !== 'question')
      this.#attention.note(verdict, this.clock.monotonicMs() - pending.requestedMs);
    return this.#settle(approvalId, {
      ...answer,
      scope,
      edit,
      upTo,
      accepts: decision.accepts ?? 'once',
      wasHeld: decision.wasHeld ?? false,
      answer: decision.answer?.trim() ?? null,
      plan: decision.plan == null ? null : PlanSteps.parse(decision.plan),
      grant: scope === 'run' && isGrantable(shown) ? (grant ?? shown.grantable) : null,
    });
  }

  /** The code that came with the answer; the caller wipes it. Null when there was none, or it was taken before. */
  takeCode(approvalId: string): Buffer | null {
    const code = this.#codes.get(approvalId) ?? null;
    this.#codes.delete(approvalId);
    return code;
  }

  #settleIfOpen(id: string, answer: Answer): void {
    if (this.#pending.has(id)) this.#settle(id, answer);
  }

  #asShown(approval: Approval): Approval {
    return { ...approval, hold: this.#attention.holdFor(approval.level) };
  }

  #settle(id: string, answer: Answer): SettledApproval {
    const pending = this.#pending.get(id);
    if (pending === undefined) throw new AirlockError('conflict', 'This approval is already settled.');
    this.#pending.delete(id);
    this.#remember(id);
    const settled: SettledApproval = {
      approvalId: id,
      digest: pending.approval.digest,
      scope: 'once',
      grant: null,
      edit: null,
      upTo: null,
      accepts: 'once',
      wasHeld: false,
      answer: null,
      plan: null,
      decidedAfterMs: Math.round(this.clock.monotonicMs() - pending.requestedMs),
      ...answer,
    };
    pending.settle(settled);
    this.changed.emit(this.list());
    return settled;
  }

  #remember(id: string): void {
    this.#settledIds.add(id);
    const [oldest] = this.#settledIds;
    if (this.#settledIds.size > MOST_SETTLED && oldest !== undefined) this.#settledIds.delete(oldest);
  }
}

function isGrantable(approval: Approval): approval is ActionApproval | ChangeApproval {
  return approval.kind === 'action' || approval.kind === 'change';
}

function whyOf({ reason }: AbortSignal): string {
  return typeof reason === 'string' ? reason : 'nobody waits for it any more';
}
