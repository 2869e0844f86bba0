import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, figure, percentile, timeEach } from './figure';
import { openSandbox, sandboxImage } from './open-sandbox';
import { referenceImage } from './reference-image';
import {
  encodeWithPngjs,
  REFERENCE_WAIT_MS,
  referenceClick,
  referenceScreenshot,
  VNC_EXAMPLE_WAIT_MS,
  wholeFrame,
} from './reference-way';

const RUNS = 8;
/** Two entries of the practice site's menu: each click opens a page. */
const LINKS = [
  { x: 100, y: 150 },
  { x: 100, y: 190 },
] as const;

/** A click on a link → the screenshot of the page it opened. */
export const clickSettled: Bench = {
  name: 'click-settled',
  what: 'click on a link → settled screenshot, against xdotool + 2 s + scrot, and click + 0.5 s + pngjs',
  async run(report) {
    const { docker, tag } = await sandboxImage();
    const sandbox = await openSandbox(docker, await referenceImage(docker, tag, report));
    report('clicking');
    const { signal } = new AbortController();
    let turn = 0;
    const nextLink = () => {
      turn += 1;
      return LINKS[turn % LINKS.length] ?? LINKS[0];
    };
    try {
      const { display, browser, camera } = sandbox;
      const settles: boolean[] = [];
      const ours = await timeEach(RUNS, async () => {
        await display.click(nextLink(), 'left', 1, signal);
        const { isSettled } = await display.settle(() => browser.isLoading(), signal);
        settles.push(isSettled);
        await camera.take();
      });
      const reference = await timeEach(3, async () => {
        const { x, y } = nextLink();
        await referenceClick(docker, sandbox.containerId, x, y);
        await sleep(REFERENCE_WAIT_MS);
        await referenceScreenshot(docker, sandbox.containerId, 'scrot');
      });
      const vnc = await timeEach(4, async () => {
        await display.click(nextLink(), 'left', 1, signal);
        await sleep(VNC_EXAMPLE_WAIT_MS);
        encodeWithPngjs(await wholeFrame(sandbox));
      });
      const value = percentile(ours, 0.5);
      return [
        figure('click-settled: vs xdotool + 2 s + scrot', value, 'ms', percentile(reference, 0.5)),
        figure('click-settled: vs click + 0.5 s + pngjs', value, 'ms', percentile(vnc, 0.5)),
        figure('click-settled: settled within 2 s', settles.filter(Boolean).length / settles.length, 'part'),
      ];
    } finally {
      await sandbox.dispose();
    }
  },
};
