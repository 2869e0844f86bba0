import { History, TriangleAlert } from 'lucide-react';
import type { ActionApproval } from '../../../shared/domain/approval';
import { UntrustedText } from '../../components/untrusted-text';
import './alarms.css';

/** What has changed since the operator approved it before. */
export function Difference({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section className="approval-alarm" aria-label="Changed since you saw it">
      <History aria-hidden="true" />
      <div>
        <strong>Asked again: it changed since you saw it.</strong>
        <ul>
          {lines.map((line) => (
            <li key={line}>
              <UntrustedText text={line} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** The agent says one thing and points at another. */
export function Mismatch({ mismatch }: Pick<ActionApproval, 'mismatch'>) {
  if (mismatch === null) return null;
  return (
    <section className="approval-alarm" role="alert" aria-label="The agent’s words name another target">
      <TriangleAlert aria-hidden="true" />
      <dl>
        <dt>The agent says</dt>
        <dd>
          <UntrustedText text={mismatch.said} />
        </dd>
        <dt>Under the pointer</dt>
        <dd>
          <UntrustedText text={mismatch.found} />
        </dd>
      </dl>
    </section>
  );
}
