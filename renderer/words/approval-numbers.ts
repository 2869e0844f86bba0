import { type ApprovalNumbers, NO_APPROVALS } from '../../shared/domain/session';

/** The numbers of several runs together. */
export function addNumbers(all: readonly ApprovalNumbers[]): ApprovalNumbers {
  return all.reduce(
    (sum, next) => ({
      asked: sum.asked + next.asked,
      approved: sum.approved + next.approved,
      edited: sum.edited + next.edited,
      denied: sum.denied + next.denied,
      expired: sum.expired + next.expired,
      cancelled: sum.cancelled + next.cancelled,
      void: sum.void + next.void,
      decideMs: [...sum.decideMs, ...next.decideMs],
    }),
    NO_APPROVALS,
  );
}

/** Milliseconds; null when nothing was decided. */
export function medianMs({ decideMs }: ApprovalNumbers): number | null {
  const sorted = [...decideMs].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle];
  if (high === undefined) return null;
  const low = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? high) : high;
  return (low + high) / 2;
}

const OUTCOMES = ['approved', 'edited', 'denied', 'void', 'expired', 'cancelled'] as const;

/** "5 asked, 3 approved, 1 denied, 6 s to decide". */
export function numbersWords(numbers: ApprovalNumbers): string {
  const counts = OUTCOMES.filter((outcome) => numbers[outcome] > 0).map(
    (outcome) => `${numbers[outcome]} ${outcome}`,
  );
  const median = medianMs(numbers);
  const time = median === null ? [] : [`${(median / 1000).toFixed(1)} s to decide (median)`];
  return [`${numbers.asked} asked`, ...counts, ...time].join(', ');
}
