import { isEnded } from '../../shared/domain/session';
import { isHandInLive, useLiveHand } from './live-hand';
import { openLive, useNavigation } from './navigation-store';
import { useSessions } from './sessions-store';

/**
 * Who brought a card to the front: the operator, or the console, when something came to wait, or the card before went away.
 */
export type BroughtBy = 'operator' | 'console';

/**
 * Live shows the run of the card that has come to the front. Not while another view is read, while the run that it shows
 * is pinned or any run is taken over, nor under the operator's hand: what they reach for there must not become another
 * run's. The card says then that it belongs to another one.
 */
export function followCard(sessionId: string, by: BroughtBy): void {
  const { view, liveId } = useNavigation.getState();
  const { sessions } = useSessions.getState();
  if (view !== 'live' || liveId === sessionId) return;
  if (!sessions.some(({ id }) => id === sessionId)) return;
  if (sessions.some(({ state }) => state === 'taken-over')) return;
  if (liveId !== null && isPinned(liveId)) return;
  if (by === 'operator' ? isActing() : isHandInLive()) return;
  openLive(sessionId);
}

/** A pointer that only rests over Live holds back nothing that the operator asked for themselves. */
function isActing(): boolean {
  const { isPressed, keys } = useLiveHand.getState();
  return isPressed || keys.length > 0;
}

/** Whether Live keeps showing a run. A pin ends with its run. */
function isPinned(sessionId: string): boolean {
  const session = useSessions.getState().sessions.find(({ id }) => id === sessionId);
  return useNavigation.getState().pinnedId === sessionId && session !== undefined && !isEnded(session.state);
}
