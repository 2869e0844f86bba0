import { isEnded, type Session } from '../../shared/domain/session';

const URGENCY: Partial<Record<Session['state'], number>> = {
  'waiting-for-approval': 0,
  'waiting-for-answer': 1,
  'taken-over': 2,
};

/** Sessions that are not over, the newest first: a row stays where it is, whatever becomes of its run. */
export function activeSessions(sessions: readonly Session[]): Session[] {
  return sessions.filter((session) => !isEnded(session.state)).sort((a, b) => b.createdAt - a.createdAt);
}

/** The session Live shows: the chosen one if it is known, else the active one that needs the operator most. */
export function liveSession(sessions: readonly Session[], liveId: string | null): Session | null {
  const chosen = sessions.find((session) => session.id === liveId);
  return chosen ?? activeSessions(sessions).sort((a, b) => urgency(a) - urgency(b))[0] ?? null;
}

export function isPractice(session: Session): boolean {
  return session.settings.model.kind === 'practice';
}

function urgency(session: Session): number {
  return URGENCY[session.state] ?? 3;
}
