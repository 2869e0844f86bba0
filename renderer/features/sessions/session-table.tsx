import { useVirtualizer } from '@tanstack/react-virtual';
import { format, formatDistanceToNowStrict } from 'date-fns';
import { type KeyboardEvent, useRef } from 'react';
import { isEnded, type Session } from '../../../shared/domain/session';
import { shortLabel } from '../../../shared/text/visible-text';
import { formatClock } from '../../components/format-duration';
import { OutcomeBadge } from '../../components/outcome-badge';
import { PracticeBadge } from '../../components/practice-badge';
import { openLive, openReplay } from '../../stores/navigation-store';
import { stateLabel } from '../../stores/session-words';

const ROW_PX = 52;
const FIRST_RECT = { width: 1000, height: 600 };

/** The sessions as rows; only those in view are in the document. Up and down move, Enter opens. */
export function SessionTable({ sessions }: { readonly sessions: readonly Session[] }) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: sessions.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    initialRect: FIRST_RECT,
  });
  const moveTo = (index: number): void => {
    if (index < 0 || index >= sessions.length) return;
    const row = (): HTMLElement | null | undefined =>
      box.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
    rows.scrollToIndex(index);
    // A row out of sight comes into the document with the next frame.
    const shown = row();
    if (shown) shown.focus({ preventScroll: true });
    else requestAnimationFrame(() => requestAnimationFrame(() => row()?.focus({ preventScroll: true })));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const current = Number((event.target as HTMLElement).closest('li')?.dataset.index ?? -1);
    const targets: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: sessions.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target);
  };
  return (
    <div className="session-table">
      <div className="session-columns" aria-hidden="true">
        <span>Outcome</span>
        <span>Task</span>
        <span>Agent</span>
        <span>When</span>
        <span className="number">Took</span>
        <span className="number">Steps</span>
        <span className="number">Denials</span>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside */}
      <div className="session-scroll" ref={box} onKeyDown={onKeyDown}>
        <ul aria-label="Sessions" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const session = sessions[row.index];
            return (
              session && (
                <li
                  key={session.id}
                  data-index={row.index}
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <SessionRow session={session} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function SessionRow({ session }: { readonly session: Session }) {
  const { task, model } = session.settings;
  const open = (): void => (isEnded(session.state) ? openReplay(session.id) : openLive(session.id));
  const tookMs = session.startedAt === null ? null : (session.endedAt ?? Date.now()) - session.startedAt;
  return (
    <button type="button" className="session-row" onClick={open}>
      <span>
        <OutcomeBadge state={session.state} label={stateLabel(session.state)} />
      </span>
      <span className="session-task">
        <span className="session-task-text" dir="auto">
          {shortLabel(task, 160)}
        </span>
        {session.stateReason !== '' && (
          <span className="session-reason" dir="auto">
            {shortLabel(session.stateReason, 160)}
          </span>
        )}
      </span>
      <span className="session-agent">
        {model.kind === 'practice' ? <PracticeBadge isShort /> : shortLabel(model.model, 40)}
      </span>
      <span title={format(session.createdAt, 'yyyy-MM-dd HH:mm:ss')}>
        {formatDistanceToNowStrict(session.createdAt, { addSuffix: true })}
      </span>
      <span className="number">{tookMs === null ? '–' : formatClock(tookMs)}</span>
      <span className="number">{session.steps}</span>
      <span className={`number ${session.denials > 0 ? 'session-denials' : 'faint'}`}>{session.denials}</span>
    </button>
  );
}
