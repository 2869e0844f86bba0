const BASE_MS = 1000;
const CAP_MS = 30_000;
/** The service may ask for any wait; over this the run is paused and the operator asked instead. */
const LONGEST_OBEYED_MS = 60_000;
const MOST_ATTEMPTS = 10;
const LONGEST_TRYING_MS = 15 * 60_000;

/**
 * How long to wait before the next attempt, in milliseconds: capped exponential back-off with full jitter, never
 * shorter than what the service asked for. Null: enough, ask the operator. `attempt` counts from 1; `random` is in [0, 1).
 */
export function backOffMs(
  attempt: number,
  tryingForMs: number,
  retryAfterMs: number | null,
  random: number,
): number | null {
  if (attempt >= MOST_ATTEMPTS || tryingForMs >= LONGEST_TRYING_MS) return null;
  if (retryAfterMs !== null && retryAfterMs > LONGEST_OBEYED_MS) return null;
  const jittered = random * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
  return Math.round(Math.max(retryAfterMs ?? 0, jittered));
}
