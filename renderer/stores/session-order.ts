import { isEnded, type Session } from '../../shared/domain/session';

const URGENCY: Partial<Record<Session['state'], number>> = { 'waiting-for-approval': 0, 'taken-over': 1 };

/** Sessions that are not over: those that need the operator first, then the newest. */
export function activeSessions(sessions: readonly Session[]): readonly Session[] {
  return sessions
    .filter((session) => !isEnded(session.state))
    .sort((a, b) => urgency(a) - urgency(b) || b.createdAt - a.createdAt);
}

/** The session Live shows: the chosen one if it is known, else the most urgent active one. */
export function liveSession(sessions: readonly Session[], liveId: string | null): Session | null {
  return sessions.find((session) => session.id === liveId) ?? activeSessions(sessions)[0] ?? null;
}

export function isPractice(session: Session): boolean {
  return session.settings.model.kind === 'practice';
}

function urgency(session: Session): number {
  return URGENCY[session.state] ?? 2;
}
