import { ChevronLeft, ChevronRight, DoorClosed, Maximize2, Minimize2 } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { Approval, QuestionApproval } from '../../../shared/domain/approval';
import { Button } from '../../components/button';
import { offerApprovals } from '../../stores/approval-order';
import { stepApproval, toggleZoom, useApprovals } from '../../stores/approvals-store';
import { usePreferences } from '../../stores/preferences-store';
import { isPractice } from '../../stores/session-order';
import { useSessions } from '../../stores/sessions-store';
import { ApprovalCard } from './approval-card';
import { ApprovalList } from './approval-list';
import { QuietDock } from './quiet-dock';
import { TimeLeft } from './time-left';
import { useApprovalSound } from './use-approval-sound';
import '../../components/fact-list.css';
import './approvals.css';

/** Everything that waits for the operator, one card at a time. There in every view while something waits. */
export function ApprovalsDock({ isKept = false }: { readonly isKept?: boolean }) {
  const pending = useApprovals((state) => state.pending);
  const aside = useApprovals((state) => state.aside);
  const focusedId = useApprovals((state) => state.focusedId);
  const deciding = useApprovals((state) => state.deciding);
  const isZoomed = useApprovals((state) => state.isZoomed);
  const order = usePreferences((state) => state.preferences.order);
  const sessions = useSessions((state) => state.sessions);
  const card = useRef<HTMLElement>(null);
  const offered = useMemo(() => offerApprovals(pending, aside, order), [pending, aside, order]);
  const approval = offered.find((candidate) => candidate.id === focusedId);
  useDockShortcuts(card);
  useApprovalSound(pending);
  if (approval === undefined) return isKept ? <QuietDock /> : null;
  const session = sessions.find((candidate) => candidate.id === approval.sessionId);
  return (
    <section className="approvals-dock" data-zoomed={isZoomed} aria-label={dockName(approval)}>
      <DockHead approval={approval} offered={offered} isZoomed={isZoomed} />
      {offered.length > 1 && <ApprovalList offered={offered} focusedId={approval.id} />}
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

const QUESTIONS: Readonly<Record<QuestionApproval['asked'], string>> = {
  call: 'The agent asks you',
  turn: 'The agent asks you',
  finish: 'The agent has finished',
  console: 'The console asks you',
  plan: 'The agent proposes a plan',
};

/** What the dock holds. */
function dockName(approval: Approval): string {
  return approval.kind === 'question' ? QUESTIONS[approval.asked] : 'Approval needed';
}

type DockHeadProps = {
  readonly approval: Approval;
  readonly offered: readonly Approval[];
  readonly isZoomed: boolean;
};

function DockHead({ approval, offered, isZoomed }: DockHeadProps) {
  const index = offered.findIndex((candidate) => candidate.id === approval.id);
  return (
    <header className="dock-head">
      <DoorClosed className="dock-icon" aria-hidden="true" />
      <h2>{dockName(approval)}</h2>
      {offered.length > 1 && (
        <nav className="dock-steps" aria-label="Pending approvals">
          <Button
            tone="ghost"
            size="s"
            className="icon-only"
            icon={ChevronLeft}
            aria-label="Previous approval"
            title="Previous (P)"
            disabled={index === 0}
            onClick={() => stepApproval(-1)}
          />
          <span className="dock-count">
            {index + 1} of {offered.length}
          </span>
          <Button
            tone="ghost"
            size="s"
            className="icon-only"
            icon={ChevronRight}
            aria-label="Next approval"
            title="Next (N)"
            disabled={index === offered.length - 1}
            onClick={() => stepApproval(1)}
          />
        </nav>
      )}
      <TimeLeft approval={approval} />
      <Button
        tone="ghost"
        size="s"
        className="icon-only"
        icon={isZoomed ? Minimize2 : Maximize2}
        aria-label={isZoomed ? 'Make the card small' : 'Make the card large'}
        title="Large or small (Z)"
        onClick={toggleZoom}
      />
    </header>
  );
}

/** Ctrl+Shift+A brings the focus to the card; Alt+D does so and opens the reason for a denial. */
function useDockShortcuts(card: RefObject<HTMLElement | null>): void {
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
