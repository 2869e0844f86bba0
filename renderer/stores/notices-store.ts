import { create } from 'zustand';

export type NoticeTone = 'neutral' | 'allowed' | 'denied' | 'attention';
export type Notice = { readonly id: number; readonly tone: NoticeTone; readonly text: string };

export type NoticesState = { readonly notices: readonly Notice[]; readonly nextId: number };

const MOST_SHOWN = 3;
export const useNotices = create<NoticesState>(() => ({ notices: [], nextId: 1 }));

/** Tells the operator of something that happened, in passing. Never for what needs a decision. */
export function notify(tone: NoticeTone, text: string): void {
  useNotices.setState((state) => ({
    notices: [...state.notices, { id: state.nextId, tone, text }].slice(-MOST_SHOWN),
    nextId: state.nextId + 1,
  }));
}

export function dismissNotice(id: number): void {
  useNotices.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
}
