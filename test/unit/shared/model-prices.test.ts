import { describe, expect, it } from 'vitest';
import { MODEL_TABLE } from '../../../electron/engine/models/model-table';
import { costOf } from '../../../shared/domain/model-prices';
import { addCost, NO_COST, NO_USAGE, type TokenUsage } from '../../../shared/domain/token-usage';

const NOW = Date.UTC(2026, 10, 30);
const nano = (model: string, usage: Partial<TokenUsage>, at = NOW) =>
  costOf(model, { ...NO_USAGE, ...usage }, at)?.nanoUsd;

/** Dollars for a million tokens each: input, output, 5-minute write, 1-hour write, read. */
const LIST: readonly (readonly [string, number, number, number, number, number])[] = [
  ['claude-opus-5-5', 4, 20, 5, 8, 0.2],
  ['claude-sonnet-5-5', 2, 10, 2.5, 4, 0.1],
  ['claude-fable-5-2', 8, 40, 10, 16, 0.2],
  ['claude-fable-5-1', 10, 50, 12.5, 20, 0.25],
  ['claude-mythos-5-1', 10, 50, 12.5, 20, 0.25],
  ['claude-fable-5', 10, 50, 12.5, 20, 1],
  ['claude-mythos-5', 10, 50, 12.5, 20, 1],
  ['claude-opus-5', 5, 25, 6.25, 10, 0.5],
  ['claude-sonnet-5', 2, 10, 2.5, 4, 0.2],
  ['claude-opus-4-8', 5, 25, 6.25, 10, 0.5],
  ['claude-opus-4-7', 5, 25, 6.25, 10, 0.5],
  ['claude-opus-4-6', 5, 25, 6.25, 10, 0.5],
  ['claude-sonnet-4-6', 3, 15, 3.75, 6, 0.3],
  ['claude-opus-4-5', 5, 25, 6.25, 10, 0.5],
  ['claude-sonnet-4-5-20250929', 3, 15, 3.75, 6, 0.3],
  ['claude-haiku-4-5-20251001', 1, 5, 1.25, 2, 0.1],
];

describe('what a request costs', () => {
  it('is not guessed for a model that has no price', () => {
    for (const model of ['claude-opus-9', '__proto__', 'constructor', '', 'claude-opus-5-5-latest'])
      expect(costOf(model, NO_USAGE, NOW)).toBeNull();
    expect(addCost(NO_COST, costOf('claude-opus-9', NO_USAGE, NOW))).toBeNull();
    expect(addCost(null, NO_COST)).toBeNull();
  });

  it.each(LIST)('is that of the list for %s, to the billionth', (model, input, output, write, hour, read) => {
    const million = 1_000_000;
    expect(nano(model, { input: million })).toBe(input * 1e9);
    expect(nano(model, { output: million })).toBe(output * 1e9);
    expect(nano(model, { cacheWrite: million })).toBe(write * 1e9);
    expect(nano(model, { cacheWrite: million, hourCacheWrite: million })).toBe(hour * 1e9);
    expect(nano(model, { cacheRead: million })).toBe(read * 1e9);
    expect(nano(model, { input: 1, output: 1, cacheWrite: 2, hourCacheWrite: 1, cacheRead: 1 })).toBe(
      Math.round((input + output + write + hour + read) * 1000),
    );
  });

  it('goes by the prompt of the request, with what of it came from the cache', () => {
    const at = (prompt: Partial<TokenUsage>) => nano('claude-haiku-5-5', { ...prompt, output: 1000 });
    // 0.10, 0.50, 0.125, 0.20 and 0.01 dollars for a million up to 100,000 tokens.
    expect(at({ input: 100_000 })).toBe(100_000 * 100 + 1000 * 500);
    expect(at({ input: 1000, cacheRead: 49_000, cacheWrite: 50_000, hourCacheWrite: 10_000 })).toBe(
      1000 * 100 + 49_000 * 10 + 40_000 * 125 + 10_000 * 200 + 1000 * 500,
    );
    // 0.50, 2.50, 0.625, 1 and 0.05 above, for every token of the request.
    expect(at({ input: 100_001 })).toBe(100_001 * 500 + 1000 * 2500);
    expect(at({ input: 1000, cacheRead: 50_001, cacheWrite: 49_000, hourCacheWrite: 9000 })).toBe(
      1000 * 500 + 50_001 * 50 + 40_000 * 625 + 9000 * 1000 + 1000 * 2500,
    );
  });

  it('is not the cost of a sum: many short prompts stay short', () => {
    const request = { ...NO_USAGE, input: 60_000, output: 10 };
    const [one, two] = [costOf('claude-haiku-5-5', request, NOW), costOf('claude-haiku-5-5', request, NOW)];
    expect(addCost(one, two)?.nanoUsd).toBe(2 * (60_000 * 100 + 10 * 500));
    expect(nano('claude-haiku-5-5', { input: 120_000, output: 20 })).toBe(120_000 * 500 + 20 * 2500);
  });

  it('is that of the day on which it was made', () => {
    const read = (at: number) => nano('claude-sonnet-5-5', { cacheRead: 1000 }, at);
    const change = Date.UTC(2026, 9, 7);
    expect([read(change - 1), read(change)]).toEqual([200_000, 100_000]);
  });

  it('says what of it was for thinking', () => {
    expect(costOf('claude-opus-5-5', { ...NO_USAGE, output: 300, thinking: 200 }, NOW)).toEqual({
      nanoUsd: 300 * 20_000,
      thinkingNanoUsd: 200 * 20_000,
    });
  });

  it('adds up without an error of rounding', () => {
    const request = { ...NO_USAGE, input: 1, cacheRead: 3, cacheWrite: 7 };
    let sum = NO_COST as ReturnType<typeof addCost>;
    for (let i = 0; i < 100_000; i += 1) sum = addCost(sum, costOf('claude-haiku-5-5', request, NOW));
    expect(sum?.nanoUsd).toBe(100_000 * (100 + 3 * 10 + 7 * 125));
  });

  it('is known of every model that can be chosen without being invited to it', () => {
    const unknown = MODEL_TABLE.filter(({ id }) => nano(id, {}) === undefined).map(({ id }) => id);
    expect(unknown).toEqual(['claude-mythos-5-2']);
  });
});
