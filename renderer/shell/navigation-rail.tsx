import { History, KeyRound, type LucideIcon, Plus, Radio, ScrollText, Settings } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { Session } from '../../shared/domain/session';
import { isWaiting } from '../../shared/domain/session-state';
import { shortLabel } from '../../shared/text/visible-text';
import { Badge } from '../components/badge';
import { KeyHint } from '../components/key-hint';
import { RunMark } from '../components/run-mark';
import { StateDot } from '../components/state-dot';
import { useApprovals } from '../stores/approvals-store';
import { openLive, openView, useNavigation, type View } from '../stores/navigation-store';
import { activeSessions, isPractice, liveSession } from '../stores/session-order';
import { useSessions } from '../stores/sessions-store';
import { useRunNumber } from '../stores/use-run-number';
import { stateLabel, stateTone } from '../words/session-words';

const LINKS: readonly { view: View; label: string; icon: LucideIcon }[] = [
  { view: 'live', label: 'Live', icon: Radio },
  { view: 'new-run', label: 'New run', icon: Plus },
  { view: 'sessions', label: 'Sessions', icon: History },
  { view: 'policies', label: 'Policies', icon: ScrollText },
  { view: 'credentials', label: 'Credentials', icon: KeyRound },
  { view: 'settings', label: 'Settings', icon: Settings },
];

export function NavigationRail() {
  const view = useNavigation((state) => state.view);
  const liveId = useNavigation((state) => state.liveId);
  const sessions = useSessions((state) => state.sessions);
  const waiting = useApprovals((state) => state.pending.length);
  const active = activeSessions(sessions);
  const shown = view === 'live' ? liveSession(sessions, liveId) : null;
  return (
    <nav className="rail" aria-label="Main">
      {LINKS.map((link, index) => (
        <RailLink key={link.view} {...link} number={index + 1} isCurrent={view === link.view} />
      ))}
      {active.length > 0 && (
        <section className="rail-runs" aria-label="Running sessions">
          <h2>
            Running <span className="faint">{active.length}</span>
            {waiting > 0 && (
              <Badge tone="attention">{waiting === 1 ? '1 needs you' : `${waiting} need you`}</Badge>
            )}
          </h2>
          <ul>
            {active.map((session) => (
              <RunItem key={session.id} session={session} isCurrent={session.id === shown?.id} />
            ))}
          </ul>
        </section>
      )}
    </nav>
  );
}

type RailLinkProps = {
  readonly view: View;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly number: number;
  readonly isCurrent: boolean;
};

function RailLink({ view, label, icon: Icon, number, isCurrent }: RailLinkProps) {
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    openView(view);
  };
  return (
    <a
      className="rail-link"
      href={`#${view}`}
      aria-current={isCurrent ? 'page' : undefined}
      aria-keyshortcuts={`Control+${number}`}
      title={label}
      onClick={open}
    >
      <Icon aria-hidden="true" />
      <span className="rail-label">{label}</span>
      <KeyHint keys={`Ctrl+${number}`} />
    </a>
  );
}

/** Short enough for the rail. */
function runStateWords({ state, queuePlace }: Session): string {
  if (isWaiting(state)) return 'Needs you';
  if (state === 'queued' && queuePlace !== null) return `In the queue: ${queuePlace}`;
  return stateLabel(state);
}

function RunItem({ session, isCurrent }: { readonly session: Session; readonly isCurrent: boolean }) {
  const state = stateLabel(session.state);
  const task = shortLabel(session.settings.task, 60);
  const number = useRunNumber(session.id);
  return (
    <li>
      <button
        type="button"
        className="rail-run"
        aria-current={isCurrent ? 'true' : undefined}
        title={`${task} (${state})`}
        onClick={() => openLive(session.id)}
      >
        <span className="rail-run-mark">
          <RunMark number={number} />
          <StateDot tone={stateTone(session)} />
        </span>
        <span className="rail-run-text">
          <span className="rail-run-task" dir="auto">
            {task}
          </span>
          <span className={`rail-run-state rail-run-${stateTone(session)}`}>
            {runStateWords(session)}
            {isPractice(session) ? ' · Practice' : ''}
          </span>
        </span>
      </button>
    </li>
  );
}
