import { ArrowDownWideNarrow, ChevronDown, ChevronRight, Clock3 } from 'lucide-react';
import { useState } from 'react';
import type { Approval } from '../../../shared/domain/approval';
import { RunMark } from '../../components/run-mark';
import { UntrustedText } from '../../components/untrusted-text';
import { type ApprovalGroup, groupApprovals } from '../../stores/approval-order';
import { focusApproval } from '../../stores/approvals-store';
import { changePreferences, usePreferences } from '../../stores/preferences-store';
import { useRunNumber } from '../../stores/use-run-number';
import { ClockLeft } from './time-left';
import './approval-list.css';

type ApprovalListProps = { readonly offered: readonly Approval[]; readonly focusedId: string };

/** The queue over all runs. Choosing one puts it on the card; nothing can be decided from here. */
export function ApprovalList({ offered, focusedId }: ApprovalListProps) {
  const order = usePreferences((state) => state.preferences.order);
  return (
    <section className="queue" aria-label="Queue">
      <header className="queue-head">
        <span>{offered.length} wait</span>
        <button
          type="button"
          className="queue-order"
          onClick={() => void changePreferences({ order: order === 'risk' ? 'oldest' : 'risk' })}
          title="Change the order"
        >
          {order === 'risk' ? <ArrowDownWideNarrow aria-hidden="true" /> : <Clock3 aria-hidden="true" />}
          {order === 'risk' ? 'Riskiest first' : 'Oldest first'}
        </button>
      </header>
      <ul className="queue-groups">
        {groupApprovals(offered).map((group) => (
          <QueueGroup key={group.approvals[0]?.id} group={group} focusedId={focusedId} />
        ))}
      </ul>
    </section>
  );
}

/** Many of one run stand as one line; they are opened to be read, and stepped through, never answered as one. */
function QueueGroup({ group, focusedId }: { readonly group: ApprovalGroup; readonly focusedId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const number = useRunNumber(group.sessionId);
  const { approvals, task, isBatch } = group;
  const hasFocused = approvals.some(({ id }) => id === focusedId);
  if (!isBatch) {
    return approvals.map((approval) => (
      <QueueRow key={approval.id} approval={approval} isFocused={approval.id === focusedId} />
    ));
  }
  return (
    <li>
      <button
        type="button"
        className="queue-row queue-group"
        aria-expanded={isOpen}
        data-focused={hasFocused && !isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
        <RunMark number={number} />
        <strong>{approvals.length}</strong>
        <span className="queue-text">
          from <UntrustedText text={task} />
        </span>
      </button>
      {isOpen && (
        <ul className="queue-inner">
          {approvals.map((approval) => (
            <QueueRow key={approval.id} approval={approval} isFocused={approval.id === focusedId} />
          ))}
        </ul>
      )}
    </li>
  );
}

function QueueLevel({ approval: { kind, level } }: { readonly approval: Approval }) {
  return kind === 'question' ? (
    <span className="queue-level">question</span>
  ) : (
    <span className={`queue-level queue-level-${level}`}>{level}</span>
  );
}

function QueueRow({ approval, isFocused }: { readonly approval: Approval; readonly isFocused: boolean }) {
  const number = useRunNumber(approval.sessionId);
  return (
    <li>
      <button
        type="button"
        className="queue-row"
        aria-current={isFocused}
        data-focused={isFocused}
        onClick={() => focusApproval(approval.id)}
      >
        <RunMark number={number} />
        <span className="queue-lines">
          <span className="queue-text">
            <UntrustedText text={approval.sentence} />
          </span>
          <span className="queue-about">
            <QueueLevel approval={approval} />
            <span className="queue-text">
              step {approval.step} of <UntrustedText text={approval.task} />
            </span>
            <ClockLeft approval={approval} />
          </span>
        </span>
      </button>
    </li>
  );
}
