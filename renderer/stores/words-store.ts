import { create } from 'zustand';

export type WordsState = {
  /** The model's words of the turn under way, per session. */
  readonly texts: Readonly<Record<string, string>>;
};

export const useWords = create<WordsState>(() => ({ texts: {} }));

export function receiveWords(sessionId: string, text: string): void {
  useWords.setState((state) => ({ texts: { ...state.texts, [sessionId]: text } }));
}
