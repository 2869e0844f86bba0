import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { Approval } from '../../../shared/domain/approval';
import { KeyHint } from '../../components/key-hint';
import { RunMark } from '../../components/run-mark';
import { UntrustedText } from '../../components/untrusted-text';
import { type ApprovalGroup, groupApprovals } from '../../stores/approval-order';
import { focusApproval } from '../../stores/approvals-store';
import { changePreferences, usePreferences } from '../../stores/preferences-store';
import { useRunNumber } from '../../stores/use-run-number';
import { causeWords } from '../../words/change-words';
import { LAST_PLACE_KEY, placeKeyOf } from './place-key';
import { ClockLeft } from './time-left';
import './approval-list.css';

type ApprovalListProps = { readonly offered: readonly Approval[]; readonly focusedId: string };

/**
 * The queue over all runs. Choosing a row, by a click or by its number, puts it on the card; nothing can be decided from
 * here. Rows are numbered as they are offered: what _2 of 4_ says on the card.
 */
export function ApprovalList({ offered, focusedId }: ApprovalListProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const place = event.repeat ? null : placeKeyOf(event);
    const chosen = place === null ? undefined : offered[place - 1];
    if (chosen === undefined) return;
    event.preventDefault();
    focusApproval(chosen.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-places~="${place}"]`)?.focus();
  };
  return (
    <section className="queue" aria-label="Queue">
      <header className="queue-head">
        <span>{offered.length} wait</span>
        <OrderChoice />
      </header>
      <ul className="queue-groups" onKeyDown={onKeyDown}>
        {groupApprovals(offered).map((group) => (
          <QueueGroup key={group.approvals[0]?.id} group={group} offered={offered} focusedId={focusedId} />
        ))}
      </ul>
    </section>
  );
}

function OrderChoice() {
  const order = usePreferences((state) => state.preferences.order);
  return (
    <label className="queue-order">
      Order
      <select
        value={order}
        onChange={({ target }) =>
          void changePreferences({ order: target.value === 'risk' ? 'risk' : 'oldest' })
        }
      >
        <option value="risk">riskiest first</option>
        <option value="oldest">oldest first</option>
      </select>
    </label>
  );
}

type QueueGroupProps = ApprovalListProps & { readonly group: ApprovalGroup };

/** Many of one run stand as one line; they are opened to be read, and stepped through, never answered as one. */
function QueueGroup({ group, offered, focusedId }: QueueGroupProps) {
  const [isOpen, setIsOpen] = useState(false);
  const number = useRunNumber(group.sessionId);
  const { approvals, task, isBatch } = group;
  const hasFocused = approvals.some(({ id }) => id === focusedId);
  const rows = approvals.map((approval) => (
    <QueueRow
      key={approval.id}
      approval={approval}
      place={placeOf(approval, offered)}
      isFocused={approval.id === focusedId}
    />
  ));
  if (!isBatch) return rows;
  const places = approvals.map((approval) => placeOf(approval, offered));
  return (
    <li>
      <button
        type="button"
        className="queue-row queue-group"
        aria-expanded={isOpen}
        data-focused={hasFocused && !isOpen}
        data-places={isOpen ? undefined : places.join(' ')}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
        <RunMark number={number} />
        <strong>{approvals.length}</strong>
        <span className="queue-text">
          from <UntrustedText text={task} />
        </span>
        {!isOpen && <PlaceKey place={places[0]} />}
      </button>
      {isOpen && <ul className="queue-inner">{rows}</ul>}
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

type QueueRowProps = { readonly approval: Approval; readonly place: number; readonly isFocused: boolean };

function QueueRow({ approval, place, isFocused }: QueueRowProps) {
  const number = useRunNumber(approval.sessionId);
  return (
    <li>
      <button
        type="button"
        className="queue-row"
        aria-current={isFocused}
        aria-keyshortcuts={place <= LAST_PLACE_KEY ? String(place) : undefined}
        data-focused={isFocused}
        data-places={place}
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
              {placeWords(approval)} <UntrustedText text={approval.task} />
            </span>
            <ClockLeft approval={approval} />
          </span>
        </span>
        <PlaceKey place={place} />
      </button>
    </li>
  );
}

/** What of a run it belongs to; a page may do something that no step led to. */
function placeWords(approval: Approval): string {
  if (approval.kind !== 'change') return `step ${approval.step} of`;
  const { cause } = approval;
  return `${causeWords(cause)}${cause.kind === 'step' ? ' of' : ', in'}`;
}

/** The key that chooses a row; its room is kept where there is none, so that the clocks stand below each other. */
function PlaceKey({ place = 0 }: { readonly place?: number | undefined }) {
  return (
    <span className="queue-key">
      {place >= 1 && place <= LAST_PLACE_KEY && <KeyHint keys={String(place)} />}
    </span>
  );
}

/** From 1, as offered. */
function placeOf({ id }: Approval, offered: readonly Approval[]): number {
  return offered.findIndex((candidate) => candidate.id === id) + 1;
}
