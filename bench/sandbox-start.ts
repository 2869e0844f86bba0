import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { containerSpec, DISPLAY_USER } from '../electron/engine/sandbox/container-spec';
import { RfbClient } from '../electron/engine/sandbox/display/rfb-client';
import { execStream } from '../electron/engine/sandbox/exec-stream';
import { type Bench, figure, percentile, timeEach } from './figure';
import { DISPLAY, openSandbox, sandboxImage } from './open-sandbox';

const RUNS = 5;

/** Container create → first frame; container create → browser ready with its page painted. */
export const sandboxStart: Bench = {
  name: 'sandbox-start',
  what: 'container create → first frame; → browser ready with its page drawn (p50 of 5)',
  async run(report) {
    const { docker, tag } = await sandboxImage();
    report('starting sandboxes');
    const seccompProfile = await readFile(
      path.resolve(import.meta.dirname, '../assets/sandbox-image/seccomp.json'),
      'utf8',
    );
    const firstFrame: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const plan = {
        sandboxId: `bench-frame-${Date.now()}`,
        owner: 'bench',
        version: 'bench',
        image: tag,
        display: DISPLAY,
        seccompProfile,
      };
      const start = performance.now();
      const container = await docker.createContainer(containerSpec(plan));
      await container.start();
      const stream = await execStream(docker, container.id, {
        command: ['airlock-display'],
        user: DISPLAY_USER,
      });
      const client = await RfbClient.connect(stream, DISPLAY);
      firstFrame.push(performance.now() - start);
      client.close();
      await container.remove({ force: true });
    }
    const disposals: number[] = [];
    const ready = await timeEach(RUNS, async () => {
      const sandbox = await openSandbox(docker, tag);
      const [took] = await timeEach(1, () => sandbox.dispose());
      disposals.push(took ?? 0);
    });
    const readyOnly = ready.map((took, index) => took - (disposals[index] ?? 0));
    return [
      figure('sandbox-start: first frame', percentile(firstFrame, 0.5), 'ms'),
      figure('sandbox-start: browser ready', percentile(readyOnly, 0.5), 'ms'),
      figure('sandbox-start: removal', percentile(disposals, 0.5), 'ms'),
    ];
  },
};
