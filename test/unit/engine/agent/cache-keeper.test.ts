import { beforeEach, describe, expect, it } from 'vitest';
import { CacheKeeper } from '../../../../electron/engine/agent/cache-keeper';
import type { AnsweredRequest, WarmOutcome } from '../../../../electron/engine/agent/warm-call';
import { RunControl } from '../../../../electron/engine/control/run-control';
import type { Spent } from '../../../../electron/engine/gate/gate-facts';
import { overspent, spentBy } from '../../../../electron/engine/sessions/budget';
import { NO_COST, NO_USAGE } from '../../../../shared/domain/token-usage';
import { ManualClock } from '../../../helpers/manual-clock';
import { samplePolicy } from '../../../helpers/sample-policy';

const MINUTE = 60_000;
const TURN = 4.5;

/** Reads as they come; each ends as the test says, `kept` unless it does. */
class FakeWarmCall {
  readonly atMinutes: number[] = [];
  readonly signals: AbortSignal[] = [];
  outcome: (signal: AbortSignal) => Promise<WarmOutcome> = async () => 'kept';

  constructor(private readonly clock: ManualClock) {}

  read(_answered: AnsweredRequest, signal: AbortSignal): Promise<WarmOutcome> {
    this.atMinutes.push(this.clock.monotonicMs() / MINUTE);
    this.signals.push(signal);
    return this.outcome(signal);
  }
}

let clock: ManualClock;
let control: RunControl;
let warm: FakeWarmCall;
let keeper: CacheKeeper;
let budget: (ahead: Spent) => string | null;

beforeEach(() => {
  clock = new ManualClock(Date.UTC(2026, 10, 30));
  control = new RunControl();
  warm = new FakeWarmCall(clock);
  budget = () => null;
  keeper = new CacheKeeper({ clock, control, warm, overspent: (ahead) => budget(ahead) });
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function pass(minutes: number, step = 0.5): Promise<void> {
  for (let passed = 0; passed < minutes; passed += step) {
    clock.advance(step * MINUTE);
    await settled();
  }
}

function answered(changes: Partial<AnsweredRequest> = {}): AnsweredRequest {
  return {
    number: 1,
    model: 'claude-opus-5-5',
    request: {} as AnsweredRequest['request'],
    lines: [[0, 2]],
    usage: { ...NO_USAGE, cacheRead: 140_000, cacheWrite: 10_000, output: 400 },
    sentAtMs: clock.monotonicMs(),
    ...changes,
  };
}

describe('a prompt in the cache, while the operator is waited for', () => {
  it('is not read once it is decided, also where that is right as a read is due', async () => {
    keeper.note(answered());
    keeper.wait(true);
    clock.advance(TURN * MINUTE);
    keeper.wait(false);
    await pass(20);
    expect(warm.atMinutes).toEqual([]);
  });

  it('is read no more at once where it is decided, or the run is stopped, in the middle of a read', async () => {
    for (const end of [() => keeper.wait(false), () => control.stop()]) {
      warm.outcome = (signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve('failed')));
      keeper.note(answered());
      keeper.wait(true);
      await pass(TURN);
      expect(warm.signals.at(-1)?.aborted).toBe(false);
      end();
      expect(warm.signals.at(-1)?.aborted).toBe(true);
      await pass(20);
    }
    keeper.wait(true);
    keeper.note(answered());
    await pass(20);
    expect(warm.signals).toHaveLength(2);
  });

  it.each([
    ['failed', 2],
    ['unable', 1],
  ] as const)('is not tried again in the same wait where a read has %s', async (outcome, reads) => {
    warm.outcome = async () => outcome;
    keeper.note(answered());
    keeper.wait(true);
    await pass(30);
    expect(warm.atMinutes).toEqual([TURN]);
    keeper.wait(false);
    // Another wait, of the next turn: what no service can do is not asked of it again.
    keeper.note(answered());
    keeper.wait(true);
    await pass(30);
    expect(warm.atMinutes).toHaveLength(reads);
  });

  it('is not tried again where the record can not be written, and nothing else fails by it', async () => {
    warm.outcome = () => Promise.reject(new Error('the disk is full'));
    keeper.note(answered());
    keeper.wait(true);
    await pass(30);
    expect(warm.atMinutes).toEqual([TURN]);
  });

  it.each([
    ['the price is not known', { model: 'claude-opus-9' }],
    ['a practice scenario costs nothing', { model: 'practice-download-all' }],
    ['it is small', { usage: { ...NO_USAGE, cacheRead: 2000 } }],
  ])('is left alone where %s', async (_what, changes) => {
    keeper.note(answered(changes));
    keeper.wait(true);
    await pass(60);
    expect(warm.atMinutes).toEqual([]);
  });

  it('is left alone where a read would use up a budget', async () => {
    // 150,000 tokens at $0.2 a million are $0.03.
    const spent = { usage: { ...NO_USAGE, input: 700_000 }, cost: { ...NO_COST, nanoUsd: 900_000_000 } };
    for (const [limits, reads] of [
      [{ max_tokens: 850_001, max_cost_usd: null }, 1],
      [{ max_tokens: 850_000, max_cost_usd: null }, 0],
      [{ max_tokens: null, max_cost_usd: 0.94 }, 1],
      [{ max_tokens: null, max_cost_usd: 0.93 }, 0],
    ] as const) {
      const before = warm.atMinutes.length;
      budget = (ahead) =>
        warm.atMinutes.length > before ? 'used up' : overspent(samplePolicy(limits), spentBy(spent), ahead);
      keeper.note(answered());
      keeper.wait(true);
      await pass(10);
      keeper.wait(false);
      expect(warm.atMinutes.length - before).toBe(reads);
    }
  });

  it('is not read once it is forgotten: the machine may have slept, or the wait begun late', async () => {
    keeper.note(answered());
    keeper.wait(true);
    await pass(TURN);
    await pass(7, 7);
    await pass(20);
    expect(warm.atMinutes).toEqual([TURN]);
    keeper.wait(false);
    keeper.note(answered());
    await pass(5);
    keeper.wait(true);
    await pass(20);
    expect(warm.atMinutes).toEqual([TURN]);
  });

  it('is read in time, counted from when it was last used and not from when the wait began', async () => {
    keeper.note(answered({ sentAtMs: clock.monotonicMs() - MINUTE }));
    await pass(1);
    keeper.wait(true);
    await pass(9);
    expect(warm.atMinutes).toEqual([3.5, 8]);
  });

  it('is read for an hour of one wait at most', async () => {
    keeper.note(answered());
    keeper.wait(true);
    await pass(180);
    expect(warm.atMinutes).toHaveLength(13);
    expect(warm.atMinutes.at(-1)).toBe(13 * TURN);
  });

  it('is read no oftener than pays until the next turn, over however many waits', async () => {
    keeper.note(answered({ model: 'claude-opus-4-8' }));
    for (let wait = 0; wait < 4; wait += 1) {
      keeper.wait(true);
      await pass(18);
      keeper.wait(false);
      await settled();
    }
    expect(warm.atMinutes).toHaveLength(11);
    keeper.note(answered({ model: 'claude-opus-4-8' }));
    keeper.wait(true);
    await pass(TURN);
    expect(warm.atMinutes).toHaveLength(12);
  });

  it('is not what the next request reads while that is on its way, and is again once it is answered', async () => {
    keeper.note(answered());
    keeper.wait(true);
    await pass(4);
    keeper.note(null);
    await pass(20);
    expect(warm.atMinutes).toEqual([]);
    keeper.note(answered());
    await pass(5);
    expect(warm.atMinutes).toEqual([24 + TURN]);
  });
});
