import { CACHE_LIFE_MS } from '../../../shared/domain/cache-warmth';
import { costOf } from '../../../shared/domain/model-prices';
import { NO_USAGE, type TokenUsage } from '../../../shared/domain/token-usage';

/** Half a minute before the service forgets it. */
const WARM_EVERY_MS = CACHE_LIFE_MS - 30_000;
/** Who takes longer than an hour has gone. */
const LONGEST_WAIT_MS = 60 * 60_000;
/** How often a prefix is read at most while the operator is waited for once. */
export const MOST_READS_A_WAIT = Math.floor(LONGEST_WAIT_MS / WARM_EVERY_MS);

/** The largest of the least sizes that models keep in the cache (Messages API, "Prompt caching"). In tokens. */
const LEAST_TOKENS = 4096;
/** A cent: what saves less is not worth a request. */
const LEAST_GAIN_NANO_USD = 10_000_000;

/** What it takes to read once more what an answer left in the cache. */
export function usageOfRead({ input, cacheRead, cacheWrite }: TokenUsage): TokenUsage {
  return { ...NO_USAGE, input, cacheRead: cacheRead + cacheWrite };
}

/**
 * How often a prefix may be read for nothing but that it stays in the cache, until the next turn reads it: so often that all
 * of it never costs more than writing it once anew. None where the price is not known, or where there is little to save.
 * `answered`: what the turn took; `at`: wall clock, milliseconds since the epoch.
 */
export function readsThatPay(model: string, answered: TokenUsage, at: number): number {
  const read = usageOfRead(answered);
  if (read.cacheRead < LEAST_TOKENS) return 0;
  const cost = costOf(model, read, at);
  const anew = costOf(model, { ...read, cacheRead: 0, cacheWrite: read.cacheRead }, at);
  if (cost === null || anew === null) return 0;
  const gain = anew.nanoUsd - cost.nanoUsd;
  return gain < LEAST_GAIN_NANO_USD ? 0 : Math.floor(gain / cost.nanoUsd);
}

/** How long until a prefix is to be read, by when it was last used; null where it is too late. Monotonic milliseconds. */
export function dueInMs(usedAtMs: number, nowMs: number): number | null {
  const ageMs = nowMs - usedAtMs;
  return ageMs >= CACHE_LIFE_MS ? null : Math.max(0, WARM_EVERY_MS - ageMs);
}
