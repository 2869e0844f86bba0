import { create } from 'zustand';

export const VIEWS = ['live', 'new-run', 'sessions', 'policies', 'credentials', 'settings'] as const;
export type View = (typeof VIEWS)[number];

export type NavigationState = {
  readonly view: View;
  /** The session shown in Live; null picks the one that needs the operator most. */
  readonly liveId: string | null;
  /** The session that Live keeps showing whichever card comes to the front, while it is the one shown; null for none. */
  readonly pinnedId: string | null;
  /** The session replayed in Sessions; null shows the list. */
  readonly replayId: string | null;
};

export const useNavigation = create<NavigationState>(() => ({
  view: 'live',
  liveId: null,
  pinnedId: null,
  replayId: null,
}));

export function openView(view: View): void {
  useNavigation.setState({ view, replayId: null });
}

export function openLive(sessionId: string): void {
  useNavigation.setState({ view: 'live', liveId: sessionId });
}

/** Pins a run in Live, in place of one that was; null lets go of it. */
export function pinLive(sessionId: string | null): void {
  useNavigation.setState({ pinnedId: sessionId });
}

export function openReplay(sessionId: string): void {
  useNavigation.setState({ view: 'sessions', replayId: sessionId });
}

export function closeReplay(): void {
  useNavigation.setState({ replayId: null });
}
