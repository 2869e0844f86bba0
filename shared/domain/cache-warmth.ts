import { z } from 'zod';

/** What keeping a run's prompt in the service's cache, while it waits for the operator, has come to. By the list price. */
export const CacheWarmth = z
  .object({
    /** How often it was read for nothing else. */
    reads: z.number().int(),
    /** Billionths of a US dollar, what those reads cost taken off: below zero where they cost more than they saved. */
    savedNanoUsd: z.number().int(),
    /** Reads since the newest answer: whether they save anything tells the next one. */
    open: z
      .object({
        reads: z.number().int(),
        costNanoUsd: z.number().int(),
        /** Tokens that are in the cache by the newest of them. */
        tokens: z.number(),
      })
      .readonly(),
    /** When the newest request that was answered went out, and the newest of all. Monotonic milliseconds; null: none has. */
    usedAt: z.number().nullable(),
    sentAt: z.number().nullable(),
  })
  .readonly();
export type CacheWarmth = z.infer<typeof CacheWarmth>;

export const NO_READS: CacheWarmth['open'] = { reads: 0, costNanoUsd: 0, tokens: 0 };

export const NO_WARMTH: CacheWarmth = {
  reads: 0,
  savedNanoUsd: 0,
  open: NO_READS,
  usedAt: null,
  sentAt: null,
};

/** How long a prefix stays in the service's cache after it was last used, in milliseconds (Messages API, `cache_control`). */
export const CACHE_LIFE_MS = 5 * 60_000;
