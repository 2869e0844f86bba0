import { describe, expect, it } from 'vitest';
import { costUsd } from '../../../shared/domain/model-prices';

const PRICED = ['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5'];
const NOTHING = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

describe('what tokens cost', () => {
  it('is known of every model that can be chosen', () => {
    expect(PRICED.map((model) => costUsd(model, NOTHING))).toEqual(PRICED.map(() => 0));
  });

  it('is the sum of each kind at its price for a million', () => {
    const million = { input: 1e6, output: 1e6, cacheRead: 1e6, cacheWrite: 1e6 };
    expect(costUsd('claude-opus-5-5', million)).toBeCloseTo(29.2);
    expect(costUsd('claude-opus-5-5', { ...NOTHING, output: 500_000 })).toBeCloseTo(10);
  });

  it('is not guessed for a model that has no price', () => {
    expect(costUsd('claude-opus-9', NOTHING)).toBeNull();
    expect(costUsd('__proto__', NOTHING)).toBeNull();
  });
});
