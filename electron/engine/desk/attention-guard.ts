import { isAtLeast, type RiskLevel } from '../../../shared/domain/risk';

/** An approval given faster than this was hardly read. */
const QUICK_MS = 3000;
const STREAK = 5;

/**
 * Notices an operator who approves faster than one can read. From then on a high risk needs the button to be held, as a
 * critical one always does, until one answer has taken its time or was a denial.
 */
export class AttentionGuard {
  #quickInARow = 0;

  /** An answer of the operator. */
  note(verdict: 'approve' | 'deny', decidedAfterMs: number): void {
    this.#quickInARow = verdict === 'approve' && decidedAfterMs < QUICK_MS ? this.#quickInARow + 1 : 0;
  }

  /** Why a click is not enough at this level; null when it is. */
  holdFor(level: RiskLevel): string | null {
    if (level === 'critical') return 'It is critical.';
    if (this.#quickInARow < STREAK || !isAtLeast(level, 'high')) return null;
    return `Your last ${this.#quickInARow} approvals took less than ${QUICK_MS / 1000} s each.`;
  }
}
