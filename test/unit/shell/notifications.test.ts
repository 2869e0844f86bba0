import { beforeEach, describe, expect, it } from 'vitest';
import { type Call, Notifier } from '../../../electron/shell/notifications';
import { RunNames } from '../../../electron/shell/run-names';
import { fakeChangeApproval } from '../../../renderer/preview/fake-changes';
import { fakeApproval, fakeQuestion, fakeSession } from '../../../renderer/preview/fake-sessions';
import { USUAL_PREFERENCES } from '../../../shared/domain/preferences';
import type { Session } from '../../../shared/domain/session';

let calls: Call[];
let shown: unknown[];
let badge: number;
let isFocused: boolean | null;
let preferences = USUAL_PREFERENCES;
let notifier: Notifier;
let names: RunNames;

beforeEach(() => {
  [calls, shown, badge, isFocused, preferences] = [[], [], 0, false, USUAL_PREFERENCES];
  names = new RunNames();
  notifier = new Notifier({
    // Null: the window is closed.
    window: () => {
      const now = isFocused;
      return now === null ? null : { isFocused: () => now, flashFrame: () => undefined };
    },
    call: (call) => calls.push(call),
    badge: (count) => {
      badge = count;
    },
    show: (what) => shown.push(what),
    preferences: () => preferences,
    names,
  });
});

const bodies = (): string[] => calls.map(({ body }) => body);
const becomes = (change: Partial<Session>): void => {
  const { settings } = fakeSession({ id: '' });
  const session = fakeSession({
    id: 'one',
    settings: { ...settings, task: 'Pay\u202e the bill' },
    ...change,
  });
  names.note(session);
  notifier.session(session);
};
const NAME = 'Run 1, “Pay⟦U+202E⟧ the bill”';
const waits = (id: string) =>
  fakeApproval({ id, sessionId: 'one', step: 3, level: 'high', sentence: 'Click “Send my salary”' });

it.each([['behind another', false] as const, ['closed', null] as const])(
  'with a window that is %s everything that needs the operator calls, by its run',
  (_where, focus) => {
    isFocused = focus;
    becomes({ state: 'running' });
    notifier.approvals([waits('a')]);
    becomes({ state: 'paused', stateBy: 'console' });
    becomes({ state: 'running' });
    becomes({ state: 'failed' });
    expect(bodies()).toEqual([
      `${NAME}: step 3 is rated high and waits for your decision.`,
      `${NAME} has paused and needs you.`,
      `${NAME} has failed.`,
    ]);
  },
);

it.each([
  ['finished', 'console', 'has ended'],
  ['interrupted', 'console', 'has failed'],
  ['stopped', 'policy', 'was stopped by its limits'],
] as const)('a run that is %s by the %s calls', (state, stateBy, words) => {
  becomes({ state: 'running' });
  becomes({ state, stateBy });
  expect(bodies()).toEqual([`${NAME} ${words}.`]);
});

it.each(['paused', 'stopped'] as const)('what the operator has %s themselves calls nobody', (state) => {
  becomes({ state: 'running' });
  becomes({ state, stateBy: 'ada' });
  expect(calls).toEqual([]);
});

it('a run of the past that is only heard of calls nobody', () => {
  becomes({ state: 'failed' });
  expect(calls).toEqual([]);
});

describe('a call', () => {
  it('never says what a page says', () => {
    becomes({ state: 'running' });
    notifier.approvals([waits('a')]);
    expect(JSON.stringify(calls)).not.toContain('salary');
  });

  it('tells a change from a step, and nothing of what it would do', () => {
    becomes({ state: 'running' });
    notifier.approvals([fakeChangeApproval({ id: 'c', sessionId: 'one', level: 'critical' })]);
    expect(bodies()).toEqual([`${NAME}: a change is rated critical and waits for your decision.`]);
    expect(JSON.stringify(calls)).not.toContain('invoices');
  });

  it('tells a question from an approval, and nothing of what is asked', () => {
    becomes({ state: 'running' });
    notifier.approvals([fakeQuestion({ id: 'q', sessionId: 'one', words: 'What is your password?' })]);
    expect(calls).toMatchObject([
      { title: 'Airlock: a question', body: `${NAME}: the agent asks you and waits for your answer.` },
    ]);
    expect(JSON.stringify(calls)).not.toContain('password');
  });

  it('leads to the very card, or to the run', () => {
    becomes({ state: 'running' });
    notifier.approvals([waits('a'), waits('b')]);
    becomes({ state: 'failed' });
    for (const { onClick } of calls) onClick?.();
    expect(shown).toEqual([
      { sessionId: 'one', approvalId: 'a' },
      { sessionId: 'one', approvalId: 'b' },
      { sessionId: 'one', approvalId: null },
    ]);
  });

  it('is made once for each that waits, and again when the window is left while it does', () => {
    becomes({ state: 'running' });
    notifier.approvals([waits('a')]);
    notifier.approvals([waits('a'), waits('b')]);
    expect(calls).toHaveLength(2);
    notifier.leftWindow();
    expect(bodies().at(-1)).toBe(`${NAME} and 1 more: still waiting for you.`);
    notifier.approvals([]);
    notifier.leftWindow();
    expect(calls).toHaveLength(3);
  });

  it('is not made to whoever looks at the window, nor where the operator wants none', () => {
    becomes({ state: 'running' });
    isFocused = true;
    notifier.approvals([waits('a')]);
    isFocused = false;
    preferences = { ...USUAL_PREFERENCES, notify: false };
    notifier.approvals([waits('a'), waits('b')]);
    expect(calls).toEqual([]);
    expect(badge).toBe(2);
  });
});
