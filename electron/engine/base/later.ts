import type { Clock } from './clock';
import { withoutFailing } from './may-fail';

/** Calls `act` once after `ms` milliseconds. The result calls it off, if it is not too late. */
export function later(clock: Clock, ms: number, act: () => void): () => void {
  const off = new AbortController();
  const waited = clock.sleep(ms, off.signal).then(() => true);
  void withoutFailing(waited, false, 'it was called off').then((isDue) => {
    if (isDue && !off.signal.aborted) act();
  });
  return () => off.abort();
}
