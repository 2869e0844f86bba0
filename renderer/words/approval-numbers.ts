import { type ApprovalNumbers, NO_APPROVALS } from '../../shared/domain/session';
import { formatDuration } from './format-duration';
import { OUTCOME_NAMES } from './outcome-words';

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

/** The outcomes in the order in which they are told. */
export const COUNTED = ['approved', 'edited', 'denied', 'void', 'expired', 'cancelled'] as const;

/** "5 asked, 3 approved, 1 denied, 6 s to decide". */
export function numbersWords(numbers: ApprovalNumbers): string {
  const counts = COUNTED.filter((outcome) => numbers[outcome] > 0).map(
    (outcome) => `${numbers[outcome]} ${OUTCOME_NAMES[outcome].toLowerCase()}`,
  );
  const median = medianMs(numbers);
  const time = median === null ? [] : [`${formatDuration(median)} to decide (median)`];
  return [`${numbers.asked} asked`, ...counts, ...time].join(', ');
}
