import { expect, it } from 'vitest';
import { RateWindow } from '../../../../electron/engine/policy/rate-window';

it('counts over any 60 seconds, not over calendar minutes', () => {
  const window = new RateWindow();
  for (const second of [0, 30, 59]) window.add(second * 1000);
  expect([59_999, 60_000, 89_999, 90_000, 119_000].map((now) => window.count(now))).toEqual([3, 2, 2, 1, 0]);
});
