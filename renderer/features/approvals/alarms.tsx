import { History, TriangleAlert } from 'lucide-react';
import type { ActionApproval } from '../../../shared/domain/approval';
import { UntrustedText } from '../../components/untrusted-text';
import './alarms.css';

type DifferenceProps = Pick<ActionApproval, 'difference' | 'acceptable'> & {
  readonly isForRun: boolean;
  readonly onForRun: (isForRun: boolean) => void;
};

/** What has changed since the operator approved it before, and what of it an approval lets go on. */
export function Difference({ difference, acceptable, isForRun, onForRun }: DifferenceProps) {
  if (difference.length === 0) return null;
  return (
    <section className="approval-alarm" aria-label="Changed since you saw it">
      <History aria-hidden="true" />
      <div>
        <strong>Asked again: it changed since you saw it.</strong>
        <Lines lines={difference} />
        {acceptable.length > 0 && (
          <>
            <p className="approval-acceptable">
              The page changes this by itself. If you approve, these may change again without another
              question:
            </p>
            <Lines lines={acceptable} />
            <label className="approval-accepts">
              <input
                type="checkbox"
                checked={isForRun}
                onChange={(event) => onForRun(event.target.checked)}
              />
              For the rest of this run, too
            </label>
          </>
        )}
      </div>
    </section>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>
          <UntrustedText text={line} />
        </li>
      ))}
    </ul>
  );
}

/** The agent says one thing and points at another: louder than anything else on a card, since nothing else tells it. */
export function Mismatch({ mismatch }: Pick<ActionApproval, 'mismatch'>) {
  if (mismatch === null) return null;
  return (
    <section className="approval-mismatch" role="alert" aria-label="The agent’s words name another target">
      <h3>
        <TriangleAlert aria-hidden="true" />
        The agent speaks of one thing and points at another.
      </h3>
      <dl>
        <dt>It speaks of</dt>
        <dd>
          <UntrustedText text={mismatch.said} />
        </dd>
        <dt>It points at</dt>
        <dd>
          <UntrustedText text={mismatch.found} />
        </dd>
      </dl>
    </section>
  );
}
