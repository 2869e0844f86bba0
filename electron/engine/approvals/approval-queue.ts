import { AirlockError } from '../../../shared/airlock-error';
import type { Approval, ApprovalDecision, SettledApproval } from '../../../shared/domain/approval';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';

type Settle = (settled: SettledApproval) => void;
type Pending = {
  readonly approval: Approval;
  readonly requestedMs: number;
  readonly settle: Settle;
  timer?: NodeJS.Timeout;
};

/**
 * Everything that waits for an operator, over all sessions. pending → approved | denied | expired | cancelled, exactly
 * once: the entry leaves the map before anything else happens, so a second answer finds nothing. No answer is a denial.
 */
export class ApprovalQueue {
  readonly changed = new Emitter<readonly Approval[]>();
  readonly #pending = new Map<string, Pending>();
  readonly #settledIds = new Set<string>();

  constructor(
    private readonly clock: Clock,
    private readonly operator: string,
  ) {}

  /** Pending approvals, oldest first. */
  list(): readonly Approval[] {
    return [...this.#pending.values()].map(({ approval }) => approval);
  }

  /** Puts an approval in the queue and answers when it is settled. Never rejects. `timeoutMs` runs monotonically. */
  request(approval: Approval, timeoutMs: number): Promise<SettledApproval> {
    return new Promise((settle) => {
      const pending: Pending = { approval, requestedMs: this.clock.monotonicMs(), settle };
      pending.timer = setTimeout(() => {
        const seconds = Math.round(timeoutMs / 1000);
        this.#settle(approval.id, 'expired', 'clock', `nobody answered within ${seconds} s`);
      }, timeoutMs);
      this.#pending.set(approval.id, pending);
      this.changed.emit(this.list());
    });
  }

  /** An operator's answer. Throws `conflict` when the approval is already settled, `not-found` when there is none. */
  decide(decision: ApprovalDecision): SettledApproval {
    const { approvalId, verdict, reason, scope = 'once' } = decision;
    const pending = this.#pending.get(approvalId);
    if (pending === undefined) {
      if (this.#settledIds.has(approvalId)) {
        throw new AirlockError('conflict', 'This approval is already settled; your answer was not used.');
      }
      throw new AirlockError('not-found', 'There is no such approval.');
    }
    if (pending.approval.kind === 'action' && scope !== 'once') {
      throw new AirlockError('bad-input', 'An action can only be approved once.');
    }
    // Timers stop while a machine sleeps; the clock has the last word.
    if (this.clock.wallMs() >= pending.approval.expiresAt) {
      this.#settle(approvalId, 'expired', 'clock', 'the time to answer had passed');
      throw new AirlockError('conflict', 'The time to answer had passed; the action was denied.');
    }
    const outcome = verdict === 'approve' ? 'approved' : 'denied';
    return this.#settle(approvalId, outcome, this.operator, reason.trim(), scope);
  }

  /** Takes back one that nobody waits for any more. Nothing happens when it is settled already. */
  withdraw(approvalId: string, reason: string): void {
    if (this.#pending.has(approvalId)) this.#settle(approvalId, 'cancelled', 'session', reason);
  }

  /** Withdraws what a session has pending, because it ended or was stopped. */
  cancelSession(sessionId: string, reason: string): void {
    for (const { approval } of [...this.#pending.values()]) {
      if (approval.sessionId === sessionId) this.#settle(approval.id, 'cancelled', 'session', reason);
    }
  }

  #settle(
    id: string,
    outcome: SettledApproval['outcome'],
    by: string,
    reason: string,
    scope: SettledApproval['scope'] = 'once',
  ): SettledApproval {
    const pending = this.#pending.get(id);
    if (pending === undefined) throw new AirlockError('conflict', 'This approval is already settled.');
    this.#pending.delete(id);
    this.#settledIds.add(id);
    clearTimeout(pending.timer);
    const decidedAfterMs = Math.round(this.clock.monotonicMs() - pending.requestedMs);
    const settled = { approvalId: id, outcome, scope, by, reason, decidedAfterMs };
    pending.settle(settled);
    this.changed.emit(this.list());
    return settled;
  }
}
