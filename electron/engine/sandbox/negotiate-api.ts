/** The API this console is written for, and the oldest that has all it uses. */
const NEWEST_API = '1.47';
export const OLDEST_API = '1.41';

/** The newest API that the engine and this console both know; null when the engine is too old. */
export function negotiateApi(newest: string, oldest: string | undefined): string | null {
  if (isOlder(newest, OLDEST_API)) return null;
  if (isOlder(newest, NEWEST_API)) return newest;
  // An engine that has dropped our newest one is spoken to in its oldest: the calls used here have not changed.
  return oldest !== undefined && isOlder(NEWEST_API, oldest) ? oldest : NEWEST_API;
}

function isOlder(a: string, b: string): boolean {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA < majorB || (majorA === majorB && minorA < minorB);
}
