import { create } from 'zustand';
import type { LeakReport } from '../../shared/domain/leak-report';
import { isEnded, type Session, type SessionSettings } from '../../shared/domain/session';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { LOADING, type LoadState, READY } from './load-state';
import { openLive, useNavigation } from './navigation-store';
import { notify } from './notices-store';

/** A command that the engine has been given and that the session's state does not show yet. */
export type Command = 'pause' | 'resume' | 'stop' | 'take-over' | 'hand-back';

export type SessionsState = {
  /** Newest first, as the engine lists them. */
  readonly sessions: readonly Session[];
  readonly load: LoadState;
  readonly commands: Readonly<Record<string, Command>>;
};

export const useSessions = create<SessionsState>(() => ({ sessions: [], load: LOADING, commands: {} }));

export async function loadSessions(): Promise<void> {
  try {
    const sessions = await airlock().call('sessions:list');
    useSessions.setState({ sessions, load: READY });
  } catch (error) {
    useSessions.setState({ load: { kind: 'failed', message: errorMessage(error) } });
  }
}

/** Puts the engine's newest word of a session into the list. A state that moved ends the command under way. */
export function receiveSession(session: Session): void {
  useSessions.setState((state) => {
    const known = state.sessions.find((other) => other.id === session.id);
    const sessions = known
      ? state.sessions.map((other) => (other.id === session.id ? session : other))
      : [session, ...state.sessions].sort((a, b) => b.createdAt - a.createdAt);
    const isOver = isCommandOver(state.commands[session.id], known, session);
    return isOver ? { sessions, commands: without(state.commands, session.id) } : { sessions };
  });
}

function isCommandOver(command: Command | undefined, before: Session | undefined, after: Session): boolean {
  if (command === undefined) return false;
  return command === 'stop' ? isEnded(after.state) : before?.state !== after.state;
}

function without(commands: SessionsState['commands'], sessionId: string): SessionsState['commands'] {
  return Object.fromEntries(Object.entries(commands).filter(([id]) => id !== sessionId));
}

const CALLS = {
  pause: 'sessions:pause',
  resume: 'sessions:resume',
  stop: 'sessions:stop',
  'take-over': 'sessions:take-over',
  'hand-back': 'sessions:hand-back',
} as const satisfies Record<Command, string>;

/**
 * Sends a command; the session's state changes when the engine says so, never before. After a stop nothing else is sent,
 * but a stop always is.
 */
export async function commandSession(sessionId: string, command: Command): Promise<void> {
  if (useSessions.getState().commands[sessionId] === 'stop' && command !== 'stop') return;
  useSessions.setState((state) => ({ commands: { ...state.commands, [sessionId]: command } }));
  try {
    await airlock().call(CALLS[command], { sessionId });
  } catch (error) {
    notify('denied', errorMessage(error));
    useSessions.setState((state) => ({ commands: without(state.commands, sessionId) }));
  }
}

/** Starts a run and shows it. Rejects with the engine's reason when it can't. */
export async function startSession(settings: SessionSettings): Promise<Session> {
  const from = useNavigation.getState().view;
  const session = await airlock().call('sessions:start', settings);
  if (!useSessions.getState().sessions.some((other) => other.id === session.id)) receiveSession(session);
  // Whoever has gone elsewhere meanwhile stays there.
  if (useNavigation.getState().view === from) openLive(session.id);
  return session;
}

/** Tries from inside the running sandbox to get out of it. Rejects as the engine does. */
export function testLeaks(sessionId: string): Promise<LeakReport> {
  return airlock().call('sessions:test-leaks', { sessionId });
}
