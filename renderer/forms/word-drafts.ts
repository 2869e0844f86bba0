import { create } from 'zustand';

/** Words to an agent as typed so far, by the question or the run that they are for: another may come in between. */
export const useWordDrafts = create<{ readonly texts: Readonly<Record<string, string>> }>(() => ({
  texts: {},
}));

export function changeWords(id: string, text: string): void {
  useWordDrafts.setState(({ texts }) => ({ texts: { ...texts, [id]: text } }));
}
