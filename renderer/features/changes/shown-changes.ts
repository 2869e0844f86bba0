import { type RecordedChange, wasKept, wasSent } from '../../../shared/record/recorded-change';

/** Which changes are listed. */
export type Shown = 'all' | 'sent' | 'denied';

/**
 * Those that wait, then what was altered, then what was refused, then what came to nothing. The newest of each first while
 * the run goes on; in their order when it is over.
 */
export function shownChanges(
  all: readonly RecordedChange[],
  shown: Shown,
  isOver: boolean,
): readonly RecordedChange[] {
  const wanted = all.filter((change) => shown === 'all' || (shown === 'sent' ? wasSent : wasKept)(change));
  return wanted.sort((a, b) => rankOf(a) - rankOf(b) || (isOver ? a.seq - b.seq : b.seq - a.seq));
}

function rankOf(change: RecordedChange): number {
  if (change.outcome === 'waiting') return 0;
  if (wasSent(change)) return 1;
  return wasKept(change) ? 2 : 3;
}
