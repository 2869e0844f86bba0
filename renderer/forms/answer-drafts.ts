import { create } from 'zustand';

/** Answers to the agent as typed so far, by question: another card may come to the front in between. */
export const useAnswerDrafts = create<{ readonly texts: Readonly<Record<string, string>> }>(() => ({
  texts: {},
}));

export function changeAnswer(questionId: string, text: string): void {
  useAnswerDrafts.setState(({ texts }) => ({ texts: { ...texts, [questionId]: text } }));
}
