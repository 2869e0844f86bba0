import type { Approval } from '../../../shared/domain/approval';
import { useNow } from '../../components/use-now';
import { formatClock } from '../../words/format-duration';

/** From here on it is said that little time is left. */
export const SHORT_MS = 15_000;

const WITHOUT_ANSWER: Partial<Readonly<Record<Approval['kind'], string>>> = {
  change: 'Without an answer it is denied, and nothing is sent',
  halt: 'Without an answer the run stays paused',
  question: 'Without an answer the run ends',
};

/** What is left of the time to decide, as a bar and a clock. At the end the engine decides, not this clock. */
export function TimeLeft({ approval }: { readonly approval: Approval }) {
  const now = useNow(250);
  const leftMs = Math.max(0, approval.expiresAt - now);
  const share = Math.min(1, leftMs / Math.max(1, approval.expiresAt - approval.createdAt));
  const text = leftMs === 0 ? 'Time is up' : `${formatClock(leftMs)} left`;
  return (
    <div className={`time-left ${leftMs < SHORT_MS ? 'time-left-short' : ''}`}>
      <span
        role="timer"
        aria-label="Time left to decide"
        title={WITHOUT_ANSWER[approval.kind] ?? 'Without an answer the action is denied'}
      >
        {text}
      </span>
      <div className="time-left-track" aria-hidden="true">
        <div className="time-left-bar" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

/** The same as a clock alone, for one of several. */
export function ClockLeft({ approval: { expiresAt } }: { readonly approval: Approval }) {
  const leftMs = Math.max(0, expiresAt - useNow(1000));
  return (
    <span className={`queue-left ${leftMs < SHORT_MS ? 'time-left-short' : ''}`} title="Time left to decide">
      {formatClock(leftMs)}
    </span>
  );
}
