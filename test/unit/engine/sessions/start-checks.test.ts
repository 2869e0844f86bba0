import { describe, expect, it, vi } from 'vitest';
import { checkSettings } from '../../../../electron/engine/sessions/start-checks';
import { TimeBudget } from '../../../../electron/engine/sessions/time-budget';
import { MAX_TASK_LENGTH, SESSION_STATES, SessionSettings } from '../../../../shared/domain/session';
import { canChange } from '../../../../shared/domain/session-state';
import { ManualClock } from '../../../helpers/manual-clock';
import { samplePolicy } from '../../../helpers/sample-policy';
import { sampleSettings } from '../../../helpers/sample-settings';

const claude = { kind: 'claude', model: 'claude-opus-5-5' } as const;

describe('the settings of a session', () => {
  for (const startUrl of [
    'http://app.example.com/',
    'https://other.example.com/',
    'https://app.example.com.evil.test/',
    'https://app.example.com@evil.test/',
    'https://user:pass@app.example.com/',
    'https://app.example.com:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'chrome://settings',
    'not a url',
  ]) {
    it(`may not begin at ${startUrl}`, () => {
      const policy = samplePolicy({ allowed_hosts: ['app.example.com'] });
      expect(() => checkSettings(sampleSettings({ model: claude, policy, startUrl }))).toThrow();
    });
  }

  it('may begin at an allowed host over https, or at nothing', () => {
    const policy = samplePolicy({ allowed_hosts: ['app.example.com'] });
    for (const startUrl of ['https://app.example.com/login?next=/', null]) {
      expect(() => checkSettings(sampleSettings({ model: claude, policy, startUrl }))).not.toThrow();
    }
  });

  it.each([
    [2560, 1600],
    [2001, 600],
    [1920, 1201],
  ])('may not have a display of %i×%i, which the model would get scaled down', (width, height) => {
    const settings = sampleSettings({ model: claude, startUrl: null, display: { width, height } });
    expect(() => checkSettings(settings)).toThrow(`${width}×${height} is too large`);
  });

  it('for practice must allow the practice site', () => {
    expect(() => checkSettings(sampleSettings({ policy: samplePolicy() }))).toThrow('billing.practice.test');
  });

  it('with a task of 100 kB are refused with a clear message', () => {
    const parsed = SessionSettings.safeParse(sampleSettings({ task: 'x'.repeat(100_000) }));
    expect(parsed.error?.issues[0]).toMatchObject({
      path: ['task'],
      code: 'too_big',
      maximum: MAX_TASK_LENGTH,
    });
  });
});

describe('the states of a session', () => {
  it('lead nowhere from an ended one', () => {
    for (const from of ['finished', 'stopped', 'failed', 'interrupted'] as const) {
      expect(SESSION_STATES.filter((to) => canChange(from, to))).toEqual([]);
    }
  });

  it('can be stopped, paused and failed from every one that is not ended', () => {
    for (const from of ['preparing', 'running', 'waiting-for-approval', 'taken-over'] as const) {
      expect([canChange(from, 'stopped'), canChange(from, 'failed'), canChange(from, 'paused')]).toEqual([
        true,
        true,
        true,
      ]);
    }
  });
});

describe('the time limit', () => {
  it('counts only while the agent works', async () => {
    const clock = new ManualClock();
    let isSpent = false;
    const budget = new TimeBudget(30, clock, () => {
      isSpent = true;
    });
    budget.run();
    clock.advance(29);
    budget.halt();
    clock.advance(10_000);
    expect(isSpent).toBe(false);
    budget.run();
    clock.advance(1);
    await vi.waitUntil(() => isSpent);
  });
});
