import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import { fakeApproval } from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';
import { usePreferences } from '../../../../../renderer/stores/preferences-store';
import { USUAL_PREFERENCES } from '../../../../../shared/domain/preferences';

let notes: number[];
let open: number;

class FakeTone {
  readonly frequency = { value: 0 };
  onended: (() => void) | null = null;
  connect = <T,>(next: T): T => next;
  start = (): void => void notes.push(this.frequency.value);
  stop = (): void => void Promise.resolve().then(() => this.onended?.());
}

class FakeAudio {
  readonly currentTime = 0;
  readonly destination = {};
  constructor() {
    open += 1;
  }
  createOscillator = (): FakeTone => new FakeTone();
  createGain = () => ({
    gain: { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined },
    connect: () => undefined,
  });
  close = (): void => {
    open -= 1;
  };
}

const due = (ms: number, change = {}) =>
  fakeApproval({ level: 'high', createdAt: Date.now(), expiresAt: Date.now() + ms, ...change });
const heard = (act: () => void): string => {
  notes = [];
  act();
  return notes.join(' ');
};
const comes =
  (...approvals: ReturnType<typeof due>[]) =>
  () =>
    act(() => receiveApprovals(approvals));
const pass = (ms: number) => () => act(() => void vi.advanceTimersByTime(ms));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('AudioContext', FakeAudio);
  [notes, open] = [[], 0];
  useApprovals.setState(useApprovals.getInitialState(), true);
  usePreferences.setState({ preferences: USUAL_PREFERENCES });
  render(<ApprovalsDock />);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('what is critical sounds other than the rest, and its last seconds other than both', () => {
  const usual = heard(comes(due(120_000)));
  const critical = heard(comes(due(120_000), due(120_000, { id: 'worse', level: 'critical' })));
  const last = heard(pass(105_000));
  expect(new Set([usual, critical, last, '']).size).toBe(4);
});

it('sounds once for each that comes, and not again for what waits already', () => {
  const first = due(120_000);
  comes(first)();
  expect(heard(comes(first))).toBe('');
});

it('says once that time runs out, and nothing of what was answered before', () => {
  comes(due(60_000))();
  expect(heard(pass(44_900))).toBe('');
  expect(heard(pass(200))).not.toBe('');
  expect(heard(pass(10_000))).toBe('');
  comes(due(60_000, { id: 'answered' }))();
  comes()();
  expect(heard(pass(60_000))).toBe('');
});

it('is silent when the sound is off, to the end', () => {
  usePreferences.setState({ preferences: { ...USUAL_PREFERENCES, sound: false } });
  expect(heard(comes(due(60_000, { level: 'critical' })))).toBe('');
  expect(heard(pass(50_000))).toBe('');
});

it('leaves no sound open', async () => {
  comes(due(60_000, { level: 'critical' }))();
  pass(50_000)();
  await Promise.resolve();
  expect(open).toBe(0);
});
