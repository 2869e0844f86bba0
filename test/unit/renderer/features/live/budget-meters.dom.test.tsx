import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { BudgetMeters } from '../../../../../renderer/features/live/budget-meters';
import { FAKE_SETTINGS, fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { formatUsd } from '../../../../../renderer/words/format-money';
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
