import { create } from 'zustand';

export type NoticeTone = 'neutral' | 'allowed' | 'denied' | 'attention';
export type Notice = {
  readonly id: number;
  readonly tone: NoticeTone;
  readonly text: string;
  /** The session that it is about; null for none. */
  readonly sessionId: string | null;
  /** Takes back what was done; null where that can't be. */
  readonly undo: (() => void) | null;
};

export type NoticesState = { readonly notices: readonly Notice[]; readonly nextId: number };

const MOST_SHOWN = 3;
export const useNotices = create<NoticesState>(() => ({ notices: [], nextId: 1 }));

/** Tells the operator of something that happened, in passing. Never for what needs a decision. */
export function notify(tone: NoticeTone, text: string, sessionId: string | null = null): void {
  add({ tone, text, sessionId, undo: null });
}

/** Tells the operator what they have just done, with the way back. */
export function notifyDone(text: string, undo: () => void): void {
  add({ tone: 'neutral', text, sessionId: null, undo });
}

function add(notice: Omit<Notice, 'id'>): void {
  useNotices.setState((state) => ({
    notices: [...state.notices, { ...notice, id: state.nextId }].slice(-MOST_SHOWN),
    nextId: state.nextId + 1,
  }));
}

export function dismissNotice(id: number): void {
  useNotices.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
}

/** What was told of a session is no longer what is going on in it. */
export function dropNotices(sessionId: string): void {
  useNotices.setState((state) => ({
    notices: state.notices.filter((notice) => notice.sessionId !== sessionId),
  }));
}
