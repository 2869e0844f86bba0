import { create } from 'zustand';

/** Where the live pictures of sessions are being drawn now, so that a part of one can be shown without a second stream. */
export const useLiveScreens = create<{ readonly screens: Readonly<Record<string, HTMLElement>> }>(() => ({
  screens: {},
}));

/** Answers how to take it back. */
export function offerLiveScreen(sessionId: string, screen: HTMLElement): () => void {
  useLiveScreens.setState(({ screens }) => ({ screens: { ...screens, [sessionId]: screen } }));
  return () => {
    useLiveScreens.setState(({ screens }) => {
      if (screens[sessionId] !== screen) return { screens };
      const { [sessionId]: _gone, ...others } = screens;
      return { screens: others };
    });
  };
}
