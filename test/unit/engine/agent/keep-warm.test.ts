import { describe, expect, it } from 'vitest';
import { dueInMs, readsThatPay, usageOfRead } from '../../../../electron/engine/agent/keep-warm';
import { costOf } from '../../../../shared/domain/model-prices';
import { NO_USAGE, type TokenUsage } from '../../../../shared/domain/token-usage';

const NOW = Date.UTC(2026, 10, 30);
const OPUS = 'claude-opus-5-5';
const took = (usage: Partial<TokenUsage>) => ({ ...NO_USAGE, ...usage });
const priceOf = (model: string, usage: TokenUsage) => costOf(model, usage, NOW)?.nanoUsd ?? Number.NaN;

describe('a prefix in the cache', () => {
  it.each([
    ['of a model whose price nobody knows', 'claude-opus-9', 150_000],
    ['of a practice scenario', 'practice-download-all', 150_000],
    ['that is smaller than what any model keeps', 'claude-fable-5', 4095],
    ['that costs under a cent more to write than to read', 'claude-haiku-5-5', 80_000],
    ['that is empty', OPUS, 0],
  ])('%s is not read for nothing', (_what, model, cacheWrite) => {
    expect(readsThatPay(model, took({ cacheWrite }), NOW)).toBe(0);
  });

  it.each([
    // Written for 25 times what a read costs, 12.5 times, 50 times; above 100,000 tokens 12.5 times.
    [OPUS, 150_000, 24],
    ['claude-opus-4-8', 150_000, 11],
    ['claude-fable-5-2', 4096, 49],
    ['claude-haiku-5-5', 120_000, 11],
    ['claude-sonnet-4-6-20260101', 20_000, 11],
  ])('of %s is read as often as pays', (model, cacheRead, reads) => {
    expect(readsThatPay(model, took({ cacheRead }), NOW)).toBe(reads);
  });

  it('is never read so often that writing it anew would have been cheaper, whatever is sent behind it', () => {
    for (const input of [0, 1, 700, 5000, 50_000, 1_000_000]) {
      const answered = took({ input, cacheRead: 60_000, cacheWrite: 3000, output: 900 });
      const read = usageOfRead(answered);
      expect(read).toEqual(took({ input, cacheRead: 63_000 }));
      const reads = readsThatPay(OPUS, answered, NOW);
      const gain = priceOf(OPUS, took({ input, cacheWrite: 63_000 })) - priceOf(OPUS, read);
      expect(reads * priceOf(OPUS, read)).toBeLessThanOrEqual(gain);
      expect((reads + 1) * priceOf(OPUS, read)).toBeGreaterThan(gain);
    }
  });

  it('is due half a minute before it is forgotten, and no more once it is', () => {
    const minutes = (count: number) => count * 60_000;
    expect([0, 1, 4.5, 4.9, 5, 600].map((age) => dueInMs(minutes(3), minutes(3 + age)))).toEqual([
      minutes(4.5),
      minutes(3.5),
      0,
      0,
      null,
      null,
    ]);
  });
});
