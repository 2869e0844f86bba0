import type { TokenUsage } from './session';

/** US dollars for a million tokens. `cacheWrite` is that of the five-minute cache, the only one that is used here. */
type Price = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
};

/**
 * List prices of 23 November 2026, platform.claude.com/docs, "Models & pricing". Where there is more than one, the
 * highest: a budget must not be overrun. So `claude-haiku-5-5` has that for prompts over 100,000 tokens (a fifth of it
 * up to there), and cache reads of `claude-sonnet-5-5` the price from before October 2026 (half of it since).
 */
const PRICES: ReadonlyMap<string, Price> = new Map([
  ['claude-opus-5-5', { input: 4, output: 20, cacheRead: 0.2, cacheWrite: 5 }],
  ['claude-sonnet-5-5', { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 }],
  ['claude-haiku-5-5', { input: 0.5, output: 2.5, cacheRead: 0.05, cacheWrite: 0.625 }],
]);

/** What tokens of a Claude model cost at most, in US dollars by the list price; null when its price is not known. */
export function costUsd(model: string, usage: TokenUsage): number | null {
  const price = PRICES.get(model);
  if (price === undefined) return null;
  const { input, output, cacheRead, cacheWrite } = usage;
  const millionths =
    input * price.input + output * price.output + cacheRead * price.cacheRead + cacheWrite * price.cacheWrite;
  return millionths / 1_000_000;
}
