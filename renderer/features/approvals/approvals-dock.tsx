import { ChevronLeft, ChevronRight, DoorClosed } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Approval } from '../../../shared/domain/approval';
import { Button } from '../../components/button';
import { stepApproval, useApprovals } from '../../stores/approvals-store';
import { isPractice } from '../../stores/session-order';
import { useSessions } from '../../stores/sessions-store';
import { ApprovalCard } from './approval-card';
import { TimeLeft } from './time-left';
import '../../components/fact-list.css';
import './approvals.css';

/** Everything that waits for the operator, one card at a time. There in every view while something waits. */
export function ApprovalsDock() {
  const pending = useApprovals((state) => state.pending);
  const focusedId = useApprovals((state) => state.focusedId);
  const deciding = useApprovals((state) => state.deciding);
  const sessions = useSessions((state) => state.sessions);
  const card = useRef<HTMLElement>(null);
  const approval = pending.find((candidate) => candidate.id === focusedId);
  useCardFocus(card, approval?.id);
  useDockShortcuts(card);
  if (approval === undefined) return null;
  const session = sessions.find((candidate) => candidate.id === approval.sessionId);
  return (
    <section className="approvals-dock" aria-label="Approval needed">
      <DockHead approval={approval} pending={pending} />
      <ApprovalCard
        key={approval.id}
        approval={approval}
        deciding={deciding[approval.id]}
        isPractice={session !== undefined && isPractice(session)}
        cardRef={card}
      />
    </section>
  );
}

type DockHeadProps = { readonly approval: Approval; readonly pending: readonly Approval[] };

function DockHead({ approval, pending }: DockHeadProps) {
  const index = pending.findIndex((candidate) => candidate.id === approval.id);
  return (
    <header className="dock-head">
      <DoorClosed className="dock-icon" aria-hidden="true" />
      <h2>
        Approval needed
        <span className="visually-hidden" role="status">
          {pending.length === 1 ? '1 action waits for you' : `${pending.length} actions wait for you`}
        </span>
      </h2>
      {pending.length > 1 && (
        <nav className="dock-steps" aria-label="Pending approvals">
          <Button
            tone="ghost"
            size="s"
            className="icon-only"
            icon={ChevronLeft}
            aria-label="Previous approval"
            disabled={index === 0}
            onClick={() => stepApproval(-1)}
          />
          <span className="dock-count">
            {index + 1} of {pending.length}
          </span>
          <Button
            tone="ghost"
            size="s"
            className="icon-only"
            icon={ChevronRight}
            aria-label="Next approval"
            disabled={index === pending.length - 1}
            onClick={() => stepApproval(1)}
          />
        </nav>
      )}
      <TimeLeft approval={approval} />
    </header>
  );
}

/** A new card takes the focus only if nothing else has it, or if the card that had it is gone. */
function useCardFocus(card: React.RefObject<HTMLElement | null>, approvalId: string | undefined): void {
  useEffect(() => {
    if (approvalId === undefined) return;
    const active = document.activeElement;
    if (active === null || active === document.body) card.current?.focus({ preventScroll: true });
  }, [approvalId, card]);
}

/** Ctrl+Shift+A brings the focus to the card; Alt+D does so and opens the reason for a denial. */
function useDockShortcuts(card: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat || card.current === null) return;
      const isGoTo = event.code === 'KeyA' && event.ctrlKey && event.shiftKey;
      const isDeny = event.code === 'KeyD' && event.altKey && !event.ctrlKey;
      if (!isGoTo && !(isDeny && !card.current.contains(document.activeElement))) return;
      event.preventDefault();
      event.stopPropagation();
      card.current.focus();
      if (isDeny) card.current.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyD', bubbles: true }));
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [card]);
}
