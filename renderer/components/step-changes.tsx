import { PencilLine } from 'lucide-react';
import { type RecordedChange, wasKept, wasSent } from '../../shared/record/recorded-change';
import { changeLine, changeOutcome } from '../words/change-words';
import './step-changes.css';

/** Lines that are shown; a page may send hundreds after one step. */
const MOST_LINES = 3;

/** What a step altered, what it was kept from altering, and what of it waits. */
export function StepChanges({ changes }: { readonly changes: readonly RecordedChange[] }) {
  const lines = changes.filter((change) => wasSent(change) || wasKept(change) || isWaiting(change));
  if (lines.length === 0) return null;
  const rest = lines.length - MOST_LINES;
  return (
    <div className="step-changes">
      {lines.slice(0, MOST_LINES).map((change) => (
        <p key={change.id} data-tone={changeOutcome(change).tone}>
          <PencilLine aria-hidden="true" />
          <span>
            {leadOf(change)} <bdi>{changeLine(change)}</bdi>
          </span>
        </p>
      ))}
      {rest > 0 && <p className="faint">and {rest} more</p>}
    </div>
  );
}

function isWaiting({ outcome }: RecordedChange): boolean {
  return outcome === 'waiting';
}

function leadOf(change: RecordedChange): string {
  if (isWaiting(change)) return 'About to:';
  if (wasKept(change)) return 'Kept from:';
  if (change.outcome === 'unknown') return 'May have changed:';
  return change.status !== null && change.status >= 400 ? `Sent, answered ${change.status}:` : 'Changed:';
}
