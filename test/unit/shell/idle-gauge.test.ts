import { expect, it } from 'vitest';
import { IdleGauge } from '../../../electron/shell/idle-gauge';

const MINUTE = 60_000;
const CHECK = 10_000;

/** Reads every ten seconds for `minutes` of a clock; `system` gives what the system says at each. The last reading. */
function readFor(
  gauge: IdleGauge,
  {
    from = 0,
    minutes,
    limit = 1,
    system,
  }: { from?: number; minutes: number; limit?: number; system: (ms: number) => number },
): number {
  let idleMs = 0;
  for (let ms = from + CHECK; ms <= from + minutes * MINUTE; ms += CHECK) {
    idleMs = gauge.read(system(ms), ms, limit * MINUTE);
  }
  return idleMs;
}

it.each([
  ['0 for ever', () => 0],
  ['the same for ever', () => 7],
  ['no number', () => Number.NaN],
  ['a time before now', (ms: number) => -ms],
  ['for ever', () => Number.POSITIVE_INFINITY],
])('a system that answers %s does not keep a run going that nobody attends', (_what, system) => {
  const gauge = new IdleGauge(0);
  expect(readFor(gauge, { minutes: 1, system })).toBeGreaterThanOrEqual(MINUTE);
  expect(readFor(gauge, { from: MINUTE, minutes: 2, system })).toBeGreaterThanOrEqual(3 * MINUTE);
  expect(gauge.detection).toBe('blind');
});

it('where the system can’t tell, a hand on the window counts', () => {
  const gauge = new IdleGauge(0);
  readFor(gauge, { minutes: 5, system: () => 0 });
  gauge.noteInput(5 * MINUTE);
  expect(readFor(gauge, { from: 5 * MINUTE, minutes: 0.5, system: () => 0 })).toBe(MINUTE / 2);
});

it('a value that moved and then stands still is believed no longer than the time after which somebody is away', () => {
  const gauge = new IdleGauge(0);
  readFor(gauge, { minutes: 5, limit: 15, system: (ms) => (ms / CHECK) % 3 });
  expect(gauge.detection).toBe('works');
  expect(readFor(gauge, { from: 5 * MINUTE, minutes: 14, limit: 15, system: () => 0 })).toBe(0);
  expect(readFor(gauge, { from: 19 * MINUTE, minutes: 2, limit: 15, system: () => 0 })).toBe(21 * MINUTE);
  expect(gauge.detection).toBe('blind');
});

it('is not said to be blind before its value had time to move', () => {
  const gauge = new IdleGauge(0);
  expect(gauge.detection).toBe('not-known-yet');
  readFor(gauge, { minutes: 1.5, system: () => 0 });
  expect(gauge.detection).toBe('not-known-yet');
});

it('a hand on the machine, not on the window, keeps runs going where the system tells', () => {
  const gauge = new IdleGauge(0);
  const typing = (ms: number) => (ms / CHECK) % 4;
  expect(readFor(gauge, { minutes: 60, limit: 15, system: typing })).toBeLessThan(5000);
  expect(gauge.detection).toBe('works');
});

it('a machine that is left alone is idle for as long as the system says', () => {
  const gauge = new IdleGauge(0);
  gauge.noteInput(0);
  expect(readFor(gauge, { minutes: 16, limit: 15, system: (ms) => ms / 1000 })).toBe(16 * MINUTE);
});

it('works again when the value moves again', () => {
  const gauge = new IdleGauge(0);
  readFor(gauge, { minutes: 5, system: () => 0 });
  readFor(gauge, { from: 5 * MINUTE, minutes: 1, system: (ms) => (ms / CHECK) % 2 });
  expect(gauge.detection).toBe('works');
});
