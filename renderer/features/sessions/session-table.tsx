import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { isEnded, type Session } from '../../../shared/domain/session';
import { shortLabel } from '../../../shared/text/visible-text';
import { OutcomeBadge } from '../../components/outcome-badge';
import { PracticeBadge } from '../../components/practice-badge';
import { openLive, openReplay } from '../../stores/navigation-store';
import { rememberSessionPlace, type SessionPlace, useSessionPlace } from '../../stores/session-place';
import { countWords } from '../../words/change-words';
import { formatAgo, formatDateTime } from '../../words/format-date';
import { formatClock } from '../../words/format-duration';
import { stateLabel } from '../../words/session-words';

const ROW_PX = 52;
const FIRST_RECT = { width: 1000, height: 600 };

const COLUMNS = ['Outcome', 'Task', 'Agent', 'When', 'Lasted', 'Steps', 'Changes', 'Denials'] as const;
const NUMBERS: readonly string[] = ['Lasted', 'Steps', 'Changes', 'Denials'];

/**
 * The sessions as a table. Only the rows in view are in the document, so each says which of all it is. Up and down move,
 * Enter opens. Whoever comes back finds the row that they opened where it was, with the focus.
 */
export function SessionTable({ sessions }: { readonly sessions: readonly Session[] }) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: sessions.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    initialRect: FIRST_RECT,
    initialOffset: () => offsetOf(useSessionPlace.getState().place, sessions),
  });
  useFocusedReturn(box);
  const open = (session: Session, index: number): void => {
    rememberSessionPlace({
      sessionId: session.id,
      belowTopPx: index * ROW_PX - (box.current?.scrollTop ?? 0),
    });
    openSession(session);
  };
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
    const current = Number(
      (event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index ?? -1,
    );
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
    // biome-ignore-start lint/a11y: a table element can't have rows that come and go by their place
    <div className="session-table" role="table" aria-label="Sessions" aria-rowcount={sessions.length + 1}>
      <div role="rowgroup">
        <div className="session-columns" role="row" aria-rowindex={1}>
          {COLUMNS.map((name) => (
            <span
              key={name}
              role="columnheader"
              className={NUMBERS.includes(name) ? 'number' : undefined}
              title={name === 'Lasted' ? 'From start to end, with what you took to decide' : undefined}
            >
              {name}
            </span>
          ))}
        </div>
      </div>
      <div className="session-scroll" role="rowgroup" ref={box} onKeyDown={onKeyDown}>
        <div className="session-rows" role="presentation" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const session = sessions[row.index];
            return (
              session && (
                <div
                  key={session.id}
                  className="session-row"
                  role="row"
                  aria-rowindex={row.index + 2}
                  data-index={row.index}
                  data-session={session.id}
                  style={{ transform: `translateY(${row.start}px)` }}
                  onClick={() => open(session, row.index)}
                >
                  <SessionCells session={session} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
    // biome-ignore-end lint/a11y: as above
  );
}

/** How far the list is scrolled for the row to stand where it stood; the top where the row is gone. */
function offsetOf(place: SessionPlace | null, sessions: readonly Session[]): number {
  const index = sessions.findIndex(({ id }) => id === place?.sessionId);
  return place === null || index < 0 ? 0 : Math.max(0, index * ROW_PX - place.belowTopPx);
}

/** Puts the focus on the row that was opened, unless it is in another part of the window. */
function useFocusedReturn(box: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const id = useSessionPlace.getState().place?.sessionId;
    const row = [...(box.current?.querySelectorAll<HTMLElement>('[data-session]') ?? [])].find(
      ({ dataset }) => dataset.session === id,
    );
    if (document.activeElement === document.body)
      row?.querySelector('button')?.focus({ preventScroll: true });
  }, [box]);
}

function openSession({ id, state }: Session): void {
  if (isEnded(state)) openReplay(id);
  else openLive(id);
}

/** Its task is the button; what it does the row does, for a click anywhere on it. */
function SessionCells({ session }: { readonly session: Session }) {
  const { task, model } = session.settings;
  const tookMs = session.startedAt === null ? null : (session.endedAt ?? Date.now()) - session.startedAt;
  return (
    // biome-ignore-start lint/a11y: cells of the table above
    <>
      <span role="cell">
        <OutcomeBadge state={session.state} label={stateLabel(session.state)} />
      </span>
      <span className="session-task" role="cell">
        <button type="button" className="session-task-text" dir="auto">
          {shortLabel(task, 160)}
        </button>
        {session.stateReason !== '' && (
          <span className="session-reason" dir="auto">
            {shortLabel(session.stateReason, 160)}
          </span>
        )}
      </span>
      <span className="session-agent" role="cell">
        {model.kind === 'practice' ? <PracticeBadge isShort /> : shortLabel(model.model, 40)}
      </span>
      <span role="cell" title={formatDateTime(session.createdAt)}>
        {formatAgo(session.createdAt)}
      </span>
      <span role="cell" className="number">
        {tookMs === null ? '–' : formatClock(tookMs)}
      </span>
      <span role="cell" className="number">
        {session.steps}
      </span>
      <span
        role="cell"
        className={`number ${session.changes.sent > 0 ? '' : 'faint'}`}
        title={countWords(session.changes)}
      >
        {session.changes.sent}
      </span>
      <span role="cell" className={`number ${session.denials > 0 ? 'session-denials' : 'faint'}`}>
        {session.denials}
      </span>
    </>
    // biome-ignore-end lint/a11y: as above
  );
}
