import { hasDisplay, startVirtualDisplay } from '../../scripts/lib/display.mjs';
import type { Bench } from '../figure';
import { longRun } from './long-run';
import { stillness } from './stillness';

/** What the window costs and how still it stands. On a display of its own, where there is a virtual one. */
export const operator: Bench = {
  name: 'operator',
  what: 'the window: CPU for a step at steps 20, 500 and 2,000, its memory, what moves during a run, time to a card',
  async run(report) {
    const display =
      process.platform === 'linux'
        ? await startVirtualDisplay({ size: '2000x1200' })
        : { env: {}, stop: () => undefined };
    if (!hasDisplay()) report('on a display of its own (Xvfb)');
    try {
      return [...(await longRun(display.env, report)), ...(await stillness(display.env, report))];
    } finally {
      display.stop();
    }
  },
};
