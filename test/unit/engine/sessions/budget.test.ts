import { describe, expect, it } from 'vitest';
import { overspent, spentBy } from '../../../../electron/engine/sessions/budget';
import { NO_COST, NO_USAGE } from '../../../../shared/domain/token-usage';
import { samplePolicy } from '../../../helpers/sample-policy';

const limited = samplePolicy({ max_tokens: 100, max_cost_usd: 0.5 });
const cost = (nanoUsd: number) => ({ ...NO_COST, nanoUsd });

describe('the budget of a run', () => {
  it('is used up where nobody knows the price', () => {
    expect(overspent(limited, spentBy({ usage: NO_USAGE, cost: null }))).toBe('$0.5');
  });

  it('is used up by the last token, and not before', () => {
    const usage = { ...NO_USAGE, input: 40, output: 30, cacheRead: 20, cacheWrite: 9 };
    expect(overspent(limited, spentBy({ usage, cost: NO_COST }))).toBeNull();
    expect(overspent(limited, spentBy({ usage: { ...usage, cacheWrite: 10 }, cost: NO_COST }))).toBe(
      '100 tokens',
    );
  });

  it('is used up by the last billionth of a dollar, and not before', () => {
    expect(overspent(limited, spentBy({ usage: NO_USAGE, cost: cost(499_999_999) }))).toBeNull();
    expect(overspent(limited, spentBy({ usage: NO_USAGE, cost: cost(500_000_000) }))).toBe('$0.5');
  });

  it('counts what is about to be taken, and what has no price as too much', () => {
    const spent = spentBy({ usage: { ...NO_USAGE, input: 60 }, cost: cost(300_000_000) });
    expect(overspent(limited, spent, { tokens: 39, costUsd: 0.19 })).toBeNull();
    expect(overspent(limited, spent, { tokens: 40, costUsd: 0 })).toBe('100 tokens');
    expect(overspent(limited, spent, { tokens: 0, costUsd: 0.2 })).toBe('$0.5');
    expect(overspent(limited, spent, { tokens: 0, costUsd: null })).toBe('$0.5');
  });

  it('has no end where the policy sets none', () => {
    const free = samplePolicy({ max_tokens: null, max_cost_usd: null });
    expect(overspent(free, spentBy({ usage: { ...NO_USAGE, output: 1e9 }, cost: null }))).toBeNull();
  });
});
