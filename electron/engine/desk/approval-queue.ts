import { AirlockError } from '../../../shared/airlock-error';
import type { Approval, ApprovalDecision, SettledApproval } from '../../../shared/domain/approval';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { AttentionGuard } from './attention-guard';
import { refuseDecision } from './refuse-decision';

type Settle = (settled: SettledApproval) => void;
type Pending = {
  readonly approval: Approval;
  readonly requestedMs: number;
  readonly settle: Settle;
  timer?: NodeJS.Timeout;
};
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
  readonly #attention = new AttentionGuard();

  constructor(
    private readonly clock: Clock,
    private readonly operator: string,
  ) {}

  /** Pending approvals, oldest first. */
  list(): readonly Approval[] {
    return [...this.#pending.values()].map(({ approval }) => this.#asShown(approval));
  }

  /** Puts an approval in the queue and answers when it is settled. Never rejects. `timeoutMs` runs monotonically. */
  request(approval: Approval, timeoutMs: number): Promise<SettledApproval> {
    return new Promise((settle) => {
      const pending: Pending = { approval, requestedMs: this.clock.monotonicMs(), settle };
      pending.timer = setTimeout(() => {
        const seconds = Math.round(timeoutMs / 1000);
        const reason = `nobody answered within ${seconds} s`;
        this.#settle(approval.id, { outcome: 'expired', by: 'clock', reason });
      }, timeoutMs);
      this.#pending.set(approval.id, pending);
      this.changed.emit(this.list());
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
    const outcome = verdict === 'deny' ? 'denied' : edit === null ? 'approved' : 'edited';
    const answer = { outcome, by: this.operator, reason: reason.trim() } as const;
    this.#attention.note(verdict, this.clock.monotonicMs() - pending.requestedMs);
    return this.#settle(approvalId, {
      ...answer,
      ...{ scope, edit, upTo, wasHeld: decision.wasHeld ?? false },
      grant: scope === 'run' && shown.kind === 'action' ? (grant ?? shown.grantable) : null,
    });
  }

  /** Takes back one that nobody waits for any more. Nothing happens when it is settled already. */
  withdraw(approvalId: string, reason: string): void {
    if (this.#pending.has(approvalId)) {
      this.#settle(approvalId, { outcome: 'cancelled', by: 'session', reason });
    }
  }

  /** Withdraws what a session has pending, because it ended or was stopped. */
  cancelSession(sessionId: string, reason: string): void {
    for (const { approval } of [...this.#pending.values()]) {
      if (approval.sessionId === sessionId) this.withdraw(approval.id, reason);
    }
  }

  #asShown(approval: Approval): Approval {
    return { ...approval, hold: this.#attention.holdFor(approval.level) };
  }

  #settle(id: string, answer: Answer): SettledApproval {
    const pending = this.#pending.get(id);
    if (pending === undefined) throw new AirlockError('conflict', 'This approval is already settled.');
    this.#pending.delete(id);
    this.#settledIds.add(id);
    clearTimeout(pending.timer);
    const settled: SettledApproval = {
      approvalId: id,
      digest: pending.approval.digest,
      ...{ scope: 'once', grant: null, edit: null, upTo: null, wasHeld: false },
      decidedAfterMs: Math.round(this.clock.monotonicMs() - pending.requestedMs),
      ...answer,
    };
    pending.settle(settled);
    this.changed.emit(this.list());
    return settled;
  }
}
