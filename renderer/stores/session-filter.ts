import { create } from 'zustand';

export const OUTCOME_FILTERS = ['all', 'finished', 'stopped', 'failed', 'interrupted', 'running'] as const;
export type OutcomeFilter = (typeof OUTCOME_FILTERS)[number];

export type SessionFilter = { readonly text: string; readonly outcome: OutcomeFilter };
const ALL: SessionFilter = { text: '', outcome: 'all' };

/** Which sessions are looked for; kept while one of them is replayed. */
export const useSessionFilter = create<SessionFilter>(() => ALL);

export function changeSessionFilter(change: Partial<SessionFilter>): void {
  useSessionFilter.setState(change);
}

export function clearSessionFilter(): void {
  useSessionFilter.setState(ALL);
}
