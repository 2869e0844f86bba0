/**
 * The number by which a person tells a run from others: which run of this console it is, from 1. `newestFirst` are all that
 * are known, so it stays what it is as others begin. Null for one that is not among them.
 */
export function runNumber(newestFirst: readonly { readonly id: string }[], id: string): number | null {
  const index = newestFirst.findIndex((session) => session.id === id);
  return index < 0 ? null : newestFirst.length - index;
}
