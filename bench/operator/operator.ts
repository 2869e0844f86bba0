import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasDisplay, startVirtualDisplay } from '../../scripts/lib/display.mjs';
import { ConsoleApp } from '../../test/e2e/console-app';
import type { Bench, Figure } from '../figure';
import { cardTime } from './card-time';
import { longRun } from './long-run';
import { stillness } from './stillness';
import { tour } from './tour';

/** What the window costs and how still it stands. On a display of its own, where there is a virtual one. */
export const operator: Bench = {
  name: 'operator',
  what: 'the window: CPU for a step at steps 20, 500 and 2,000, its memory, what moves during a run, time to a card, keys for the guide’s tour',
  async run(report) {
    const display =
      process.platform === 'linux'
        ? await startVirtualDisplay({ size: '2000x1200' })
        : { env: {}, stop: () => undefined };
    if (!hasDisplay()) report('on a display of its own (Xvfb)');
    try {
      return [...(await longRun(display.env, report)), ...(await inTheConsole(display.env, report))];
    } finally {
      display.stop();
    }
  },
};

/** What is measured with practice runs in the real window. The tour begins in one that nothing was done in yet. */
async function inTheConsole(
  env: Record<string, string>,
  report: (line: string) => void,
): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-bench-'));
  const console = await ConsoleApp.launch(folder, env, 1);
  try {
    return [
      ...(await tour(console, report)),
      ...(await cardTime(console, report)),
      ...(await stillness(console, report)),
    ];
  } finally {
    await console.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
