import { withoutSnapshot } from './model-name';
import { type Cost, promptTokens, type TokenUsage } from './token-usage';

/** US dollars for a million tokens, as the price list has them. */
type Price = {
  readonly input: number;
  readonly output: number;
  /** Written to the cache for five minutes, and for an hour. */
  readonly write: number;
  readonly hourWrite: number;
  readonly read: number;
};

/** A price with the requests that it is for. */
type Tariff = Price & {
  /** The day it begins, UTC; from ever where none is said. */
  readonly from?: string;
  /** The longest prompt it is for, in tokens, those of the cache counted; any where none is said. */
  readonly upTo?: number;
};

const OPUS: Price = { input: 5, output: 25, write: 6.25, hourWrite: 10, read: 0.5 };
const SONNET_4: Price = { input: 3, output: 15, write: 3.75, hourWrite: 6, read: 0.3 };
const SONNET_5: Price = { input: 2, output: 10, write: 2.5, hourWrite: 4, read: 0.2 };
const FABLE_5: Price = { input: 10, output: 50, write: 12.5, hourWrite: 20, read: 1 };
const FABLE_5_1: Price = { ...FABLE_5, read: 0.25 };

/**
 * List prices of 30 November 2026, platform.claude.com/docs, "Models & pricing". Of several tariffs the first that is
 * for a request is in force: the newest before the older, the shorter prompt before the longer.
 */
const TARIFFS: ReadonlyMap<string, readonly Tariff[]> = new Map([
  ['claude-opus-5-5', [{ input: 4, output: 20, write: 5, hourWrite: 8, read: 0.2 }]],
  ['claude-sonnet-5-5', [{ ...SONNET_5, read: 0.1, from: '2026-10-07' }, SONNET_5]],
  [
    'claude-haiku-5-5',
    [
      { input: 0.1, output: 0.5, write: 0.125, hourWrite: 0.2, read: 0.01, upTo: 100_000 },
      { input: 0.5, output: 2.5, write: 0.625, hourWrite: 1, read: 0.05 },
    ],
  ],
  ['claude-fable-5-2', [{ input: 8, output: 40, write: 10, hourWrite: 16, read: 0.2 }]],
  ['claude-fable-5-1', [FABLE_5_1]],
  ['claude-mythos-5-1', [FABLE_5_1]],
  ['claude-fable-5', [FABLE_5]],
  ['claude-mythos-5', [FABLE_5]],
  ['claude-opus-5', [OPUS]],
  ['claude-sonnet-5', [SONNET_5]],
  ['claude-opus-4-8', [OPUS]],
  ['claude-opus-4-7', [OPUS]],
  ['claude-opus-4-6', [OPUS]],
  ['claude-sonnet-4-6', [SONNET_4]],
  ['claude-opus-4-5', [OPUS]],
  ['claude-sonnet-4-5', [SONNET_4]],
  ['claude-haiku-4-5', [{ input: 1, output: 5, write: 1.25, hourWrite: 2, read: 0.1 }]],
]);

/** Billionths of a dollar for a token. Every price of the list is a whole number of them. */
function nano(usdForMillion: number): number {
  return Math.round(usdForMillion * 1000);
}

/**
 * What one request costs by the list price; null when the model's price is not known. Which tariff is in force is decided by
 * the request, so that sums of usage can't be priced. `at`: when it was made, milliseconds since the epoch.
 */
export function costOf(model: string, usage: TokenUsage, at: number): Cost | null {
  const prompt = promptTokens(usage);
  const tariff = TARIFFS.get(withoutSnapshot(model))?.find(
    ({ from, upTo }) =>
      (from === undefined || at >= Date.parse(from)) && (upTo === undefined || prompt <= upTo),
  );
  if (tariff === undefined) return null;
  const { input, output, cacheRead, cacheWrite, hourCacheWrite, thinking } = usage;
  return {
    nanoUsd:
      input * nano(tariff.input) +
      output * nano(tariff.output) +
      cacheRead * nano(tariff.read) +
      (cacheWrite - hourCacheWrite) * nano(tariff.write) +
      hourCacheWrite * nano(tariff.hourWrite),
    thinkingNanoUsd: thinking * nano(tariff.output),
  };
}
