import { expect, it } from 'vitest';
import { IdleWatch } from '../../../../electron/engine/base/idle-watch';
import { ManualClock } from '../../../helpers/manual-clock';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('aborts after silence, counted from what was heard last', async () => {
  const clock = new ManualClock();
  const watch = new IdleWatch(clock, 1000);
  clock.advance(900);
  watch.touch();
  clock.advance(900);
  await turn();
  expect(watch.signal.aborted).toBe(false);
  clock.advance(100);
  await turn();
  expect(watch.signal.aborted).toBe(true);
});

it('never aborts once it has ended', async () => {
  const clock = new ManualClock();
  const watch = new IdleWatch(clock, 1000);
  watch.end();
  clock.advance(5000);
  await turn();
  expect(watch.signal.aborted).toBe(false);
});
