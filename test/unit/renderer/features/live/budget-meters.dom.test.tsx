import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { BudgetMeters } from '../../../../../renderer/features/live/budget-meters';
import { FAKE_SETTINGS, fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { formatUsd } from '../../../../../renderer/words/format-money';
import { NO_WARMTH } from '../../../../../shared/domain/cache-warmth';
import type { Session, SessionSettings } from '../../../../../shared/domain/session';
import { NO_USAGE } from '../../../../../shared/domain/token-usage';

afterEach(cleanup);

function meters(changes: Partial<Session>, policy: Partial<SessionSettings['policy']> = {}) {
  const settings: SessionSettings = {
    ...FAKE_SETTINGS,
    model: { kind: 'claude', model: 'claude-opus-5-5' },
    policy: { ...FAKE_SETTINGS.policy, ...policy },
  };
  render(<BudgetMeters session={fakeSession({ id: 's', settings, workingSince: null, ...changes })} />);
  return screen.getByRole('region', { name: 'Budgets' });
}

describe('the budgets of a run', () => {
  it('calls a cost unknown that it does not know, and never nothing', () => {
    const shown = meters({ cost: null }, { max_cost_usd: 5 });
    expect(shown.textContent).toContain('Costnot known');
    expect(shown.textContent).not.toContain('$0');
  });

  it('shows tokens and cost against their limits, with thinking apart', () => {
    const usage = { ...NO_USAGE, input: 500, output: 400, thinking: 300 };
    meters(
      { usage, cost: { nanoUsd: 1_250_000_000, thinkingNanoUsd: 6_000_000 } },
      { max_tokens: 1000, max_cost_usd: 5 },
    );
    expect(screen.getByRole('meter', { name: 'Tokens: 900 of 1,000' })).toBeTruthy();
    expect(screen.getByRole('meter', { name: 'Cost: $1.25 of $5.00' })).toBeTruthy();
    expect(screen.getByTitle(/400 out \(300 of it thinking\)/)).toBeTruthy();
    expect(screen.getByTitle(/\$0\.0060 of it for thinking/)).toBeTruthy();
  });

  it('speaks of no cost where a script plays the agent', () => {
    const settings: SessionSettings = {
      ...FAKE_SETTINGS,
      model: { kind: 'practice', scenario: 'download-all' },
    };
    expect(meters({ settings }).textContent).not.toContain('Cost');
  });
});

describe('what keeping the cache warm has come to', () => {
  const words = (warmth: Partial<Session['cacheWarmth']>) =>
    meters({ cacheWarmth: { ...NO_WARMTH, ...warmth } }).querySelector('.cache-line')?.textContent;

  it.each([
    [5, 720_000_000, 'Cache kept warm: saved about $0.72 (5 reads)'],
    [1, 45_000_000, 'Cache kept warm: saved about $0.0450 (1 read)'],
    [2, 0, 'Cache kept warm: saved nothing (2 reads)'],
    [2, -60_000_000, 'Cache kept warm: saved nothing (2 reads)'],
  ])(
    'of %i reads and %i billionths is said in words, and never below nothing',
    (reads, savedNanoUsd, said) => {
      expect(words({ reads, savedNanoUsd })).toBe(said);
    },
  );

  it('is not said while nothing of it is settled: nothing moves while a card is read', () => {
    const open = { reads: 3, costNanoUsd: 90_000_000, tokens: 150_000 };
    expect(words({ open })).toBeUndefined();
  });
});

describe('an amount of money', () => {
  it.each([
    [0, '$0.00'],
    [1, 'under $0.0001'],
    [4_200_000, '$0.0042'],
    [424_000_000, '$0.42'],
    [12_400_000_000, '$12.40'],
    [1_234_560_000_000, '$1,234.56'],
  ])('of %i billionths is %s', (nano, text) => expect(formatUsd(nano)).toBe(text));
});
