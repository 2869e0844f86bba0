import { create } from 'zustand';

/** The session that was opened from the list, and how far below the list's upper edge its row stood. */
export type SessionPlace = { readonly sessionId: string; readonly belowTopPx: number };

/** Where the operator was in the list of sessions, for when they come back to it; null before they opened one. */
export const useSessionPlace = create<{ readonly place: SessionPlace | null }>(() => ({ place: null }));

export function rememberSessionPlace(place: SessionPlace): void {
  useSessionPlace.setState({ place });
}
