import { z } from 'zod';

const count = z.number();

/** Tokens of one request, or of a whole session so far. */
export const TokenUsage = z
  .object({
    /** Neither read from the cache nor written to it. */
    input: count,
    /** All that the model put out, its thinking included. */
    output: count,
    cacheRead: count,
    /** Written to the cache, for however long. */
    cacheWrite: count,
    /** How many of those are kept for an hour, which costs more than for five minutes. */
    hourCacheWrite: count.default(0),
    /** How many of the output were thinking, as far as the service said. */
    thinking: count.default(0),
  })
  .readonly();
export type TokenUsage = z.infer<typeof TokenUsage>;

export const NO_USAGE: TokenUsage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  hourCacheWrite: 0,
  thinking: 0,
};

export function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    hourCacheWrite: a.hourCacheWrite + b.hourCacheWrite,
    thinking: a.thinking + b.thinking,
  };
}

/** Every token of it once. */
export function allTokens(usage: TokenUsage): number {
  return promptTokens(usage) + usage.output;
}

/** The prompt's tokens, wherever they came from. */
export function promptTokens({ input, cacheRead, cacheWrite }: TokenUsage): number {
  return input + cacheRead + cacheWrite;
}

/** What requests cost by the list price, in billionths of a US dollar: whole numbers, so that every sum is exact. */
export const Cost = z
  .object({
    nanoUsd: z.number().int(),
    /** What of that was for thinking. */
    thinkingNanoUsd: z.number().int(),
  })
  .readonly();
export type Cost = z.infer<typeof Cost>;

export const NO_COST: Cost = { nanoUsd: 0, thinkingNanoUsd: 0 };

/** Null, which is a price that nobody knows, stays null. */
export function addCost(a: Cost | null, b: Cost | null): Cost | null {
  if (a === null || b === null) return null;
  return { nanoUsd: a.nanoUsd + b.nanoUsd, thinkingNanoUsd: a.thinkingNanoUsd + b.thinkingNanoUsd };
}

/** In US dollars. */
export function inUsd(nanoUsd: number): number {
  return nanoUsd / 1e9;
}
