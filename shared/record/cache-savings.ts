import type { AuditEntry } from '../domain/audit-entry';
import { CACHE_LIFE_MS, type CacheWarmth, NO_READS } from '../domain/cache-warmth';
import { costOf } from '../domain/model-prices';
import type { TokenUsage } from '../domain/token-usage';

/**
 * What keeping the cache warm has come to after one more entry. The next call to the model settles it: where it comes later
 * than the cache would have lasted, and reads what was kept, then that is what it did not have to write. What the reads cost
 * is taken off in any case, so also at the end of a run that made no further call. `model`: null where nothing costs anything.
 */
export function warmthAfter(warmth: CacheWarmth, entry: AuditEntry, model: string | null): CacheWarmth {
  const at = Date.parse(entry.timestamp);
  switch (entry.kind) {
    case 'model-requested':
      return entry.detail.purpose === 'warm' ? warmth : { ...warmth, sentAt: entry.monotonic_ms };
    case 'model-responded': {
      const { purpose, usage } = entry.detail;
      if (purpose === 'warm') return countRead(warmth, usage, priced(model, usage, at));
      return { ...settle(warmth, savedBy(warmth, usage, { model, at })), usedAt: warmth.sentAt };
    }
    case 'session-ended':
      return { ...settle(warmth, 0), usedAt: null, sentAt: null };
    default:
      return warmth;
  }
}

function countRead(warmth: CacheWarmth, usage: TokenUsage, costNanoUsd: number): CacheWarmth {
  const { open } = warmth;
  const tokens = usage.cacheRead;
  return {
    ...warmth,
    open: { reads: open.reads + 1, costNanoUsd: open.costNanoUsd + costNanoUsd, tokens },
  };
}

function settle(warmth: CacheWarmth, gainNanoUsd: number): CacheWarmth {
  const { open } = warmth;
  return {
    ...warmth,
    reads: warmth.reads + open.reads,
    savedNanoUsd: warmth.savedNanoUsd + gainNanoUsd - open.costNanoUsd,
    open: NO_READS,
  };
}

/** What an answer would have cost more, had it had to write what was kept for it. */
function savedBy(
  { open, usedAt, sentAt }: CacheWarmth,
  usage: TokenUsage,
  { model, at }: { readonly model: string | null; readonly at: number },
): number {
  if (open.reads === 0 || usedAt === null || sentAt === null) return 0;
  // In this time the cache would have kept it by itself.
  if (sentAt - usedAt <= CACHE_LIFE_MS) return 0;
  const kept = Math.min(usage.cacheRead, open.tokens);
  const written = {
    ...usage,
    cacheRead: usage.cacheRead - kept,
    cacheWrite: usage.cacheWrite + kept,
  };
  return priced(model, written, at) - priced(model, usage, at);
}

/** In billionths of a US dollar; a price that nobody knows saves nothing. */
function priced(model: string | null, usage: TokenUsage, at: number): number {
  return model === null ? 0 : (costOf(model, usage, at)?.nanoUsd ?? 0);
}
