import { expect, it } from 'vitest';
import { later } from '../../../../electron/engine/base/later';
import { ManualClock } from '../../../helpers/manual-clock';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('is never done once it was called off, not even when its time had come', async () => {
  const clock = new ManualClock();
  const done: string[] = [];
  const offBefore = later(clock, 10, () => done.push('called off before'));
  const offThen = later(clock, 10, () => done.push('called off then'));
  later(clock, 10, () => done.push('left alone'));
  offBefore();
  clock.advance(10);
  offThen();
  await turn();
  expect(done).toEqual(['left alone']);
});

it('is done after its time and once', async () => {
  const clock = new ManualClock();
  let count = 0;
  later(clock, 10, () => {
    count += 1;
  });
  clock.advance(9);
  await turn();
  expect(count).toBe(0);
  clock.advance(1);
  clock.advance(100);
  await turn();
  expect(count).toBe(1);
});
