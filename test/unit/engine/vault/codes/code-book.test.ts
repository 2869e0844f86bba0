import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../../electron/engine/base/clock';
import { CodeBook } from '../../../../../electron/engine/vault/codes/code-book';
import { ManualClock } from '../../../../helpers/manual-clock';

/** Begins at the start of a period of 30 s; T is 0 there. */
const atStart = () => new ManualClock(0);

/** What a promise has come to so far. */
async function sofar<T>(promise: Promise<T>): Promise<T | 'waiting'> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  return Promise.race([promise, Promise.resolve('waiting' as const)]);
}

/** The clock with its wall set off by what the test says. */
function jumping(clock: ManualClock): Clock & { jumpMs: number } {
  const jumper = {
    jumpMs: 0,
    wallMs: () => clock.wallMs() + jumper.jumpMs,
    monotonicMs: () => clock.monotonicMs(),
    sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal),
  };
  return jumper;
}

describe('one-time codes are given out', () => {
  it('at once while 5 s are left, and not with less', async () => {
    for (const [seconds, counter] of [
      [0, 0],
      [25, 0],
      [30, 1],
      [31, 1],
    ] as const) {
      const clock = atStart();
      clock.advance(seconds * 1000);
      expect([seconds, await sofar(new CodeBook(clock).claim('a', 30))]).toEqual([seconds, counter]);
    }
    const clock = atStart();
    clock.advance(25_001);
    expect(await sofar(new CodeBook(clock).claim('a', 30))).toBe('waiting');
  });

  it('at 29 s for the next period, from its first moment on', async () => {
    const clock = atStart();
    clock.advance(29_000);
    const claim = new CodeBook(clock).claim('a', 30);
    expect(await sofar(claim)).toBe('waiting');
    clock.advance(999);
    expect(await sofar(claim)).toBe('waiting');
    clock.advance(1);
    expect(await claim).toBe(1);
  });

  it('once in a period, also to two who ask at once', async () => {
    const clock = atStart();
    const book = new CodeBook(clock);
    const first = book.claim('a', 30);
    const second = book.claim('a', 30);
    expect(await first).toBe(0);
    expect(await sofar(second)).toBe('waiting');
    clock.advance(30_000);
    expect(await second).toBe(1);
  });

  it('to each entry by itself', async () => {
    const book = new CodeBook(atStart());
    expect([await book.claim('a', 30), await book.claim('b', 30), await book.claim('c', 60)]).toEqual([
      0, 0, 0,
    ]);
  });

  it('in other periods too', async () => {
    const clock = atStart();
    clock.advance(56_000);
    const claim = new CodeBook(clock).claim('a', 60);
    expect(await sofar(claim)).toBe('waiting');
    clock.advance(4000);
    expect(await claim).toBe(1);
  });

  it('not again when the clock is put back into a period that was used', async () => {
    const clock = atStart();
    const wall = jumping(clock);
    const book = new CodeBook(wall);
    clock.advance(90_000);
    expect(await book.claim('a', 30)).toBe(3);
    clock.advance(30_000);
    wall.jumpMs = -30_000;
    const claim = book.claim('a', 30);
    expect(await sofar(claim)).toBe('waiting');
    clock.advance(30_000);
    expect(await claim).toBe(4);
  });

  it('of the time as it is when the wait is over, also when the clock was put ahead meanwhile', async () => {
    const clock = atStart();
    const wall = jumping(clock);
    const book = new CodeBook(wall);
    clock.advance(29_000);
    const claim = book.claim('a', 30);
    expect(await sofar(claim)).toBe('waiting');
    wall.jumpMs = 3_600_000;
    clock.advance(1000);
    expect(await claim).toBe(121);
  });

  it('not after a wait that the clock ends in the last seconds of another period', async () => {
    const clock = atStart();
    const wall = jumping(clock);
    const book = new CodeBook(wall);
    clock.advance(29_000);
    const claim = book.claim('a', 30);
    expect(await sofar(claim)).toBe('waiting');
    wall.jumpMs = 28_000;
    clock.advance(1000);
    expect(await sofar(claim)).toBe('waiting');
    clock.advance(2000);
    expect(await claim).toBe(2);
  });

  it('to nobody who would wait for more than two periods', async () => {
    const clock = atStart();
    const book = new CodeBook(clock);
    const claims = Array.from({ length: 4 }, () =>
      book.claim('a', 30).catch((error: Error) => error.message),
    );
    clock.advance(30_000);
    await sofar(claims[1] as Promise<unknown>);
    clock.advance(30_000);
    const all = await Promise.all(claims);
    expect(all.slice(0, 2)).toEqual([0, 1]);
    expect(all.at(-1)).toContain('Too many one-time codes');
  });

  it('to nobody who has given up waiting, and the period stays free', async () => {
    const clock = atStart();
    const book = new CodeBook(clock);
    clock.advance(29_000);
    const stop = new AbortController();
    const claim = book.claim('a', 30, stop.signal).catch((error: { code: string }) => error.code);
    await sofar(claim);
    stop.abort();
    expect(await claim).toBe('cancelled');
    clock.advance(1000);
    expect(await book.claim('a', 30)).toBe(1);
  });
});
