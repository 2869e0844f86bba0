import { encodeWebp } from '../electron/engine/webp/encode-webp';
import { type Bench, figure, percentile, timeEach } from './figure';
import { DISPLAY, openSandbox, sandboxImage } from './open-sandbox';
import { pictureBytes } from './picture-bytes';
import { referenceImage } from './reference-image';
import {
  encodeWithPngjs,
  REFERENCE_WAIT_MS,
  type ReferenceTool,
  referenceScreenshot,
  VNC_EXAMPLE_WAIT_MS,
  wholeFrame,
} from './reference-way';
import { screensUse } from './screens';

const RUNS = 15;

/** One screenshot of a screen at rest: capture and encode, without any settling, against the ways to beat. */
export const screenshot: Bench = {
  name: 'screenshot',
  what: 'one screenshot (capture, encode), against docker exec with scrot or import plus 2 s, and 0.5 s + full frame + pngjs; bytes against PNG',
  async run(report) {
    const { docker, tag } = await sandboxImage();
    const image = await referenceImage(docker, tag, report);
    const { use, close } = screensUse();
    const sandbox = await openSandbox(docker, image, use);
    report('taking screenshots');
    try {
      const whole = { x: 0, y: 0, ...DISPLAY };
      const shoot = () => encodeWebp(sandbox.display.pixelsIn(whole));
      await timeEach(5, shoot);
      const ours = await timeEach(RUNS, shoot);
      const unchanged = await timeEach(RUNS, () => sandbox.camera.take());
      const exec = async (tool: ReferenceTool) =>
        percentile(await timeEach(RUNS, () => referenceScreenshot(docker, sandbox.containerId, tool)), 0.5);
      const scrot = await exec('scrot');
      const imported = await exec('import');
      const vnc = percentile(
        await timeEach(RUNS, async () => encodeWithPngjs(await wholeFrame(sandbox))),
        0.5,
      );
      const value = percentile(ours, 0.5);
      const picture = sandbox.display.pixelsIn(whole);
      const encode = percentile(await timeEach(RUNS, () => encodeWebp(picture)), 0.5);
      const pngjs = percentile(await timeEach(RUNS, async () => encodeWithPngjs(picture)), 0.5);
      return [
        figure('screenshot: vs scrot + wait', value, 'ms', scrot + REFERENCE_WAIT_MS),
        figure('screenshot: vs import + wait', value, 'ms', imported + REFERENCE_WAIT_MS),
        figure('screenshot: vs scrot without its wait', value, 'ms', scrot),
        figure('screenshot: vs 0.5 s + frame + pngjs', value, 'ms', vnc + VNC_EXAMPLE_WAIT_MS),
        figure('screenshot: vs frame + pngjs without the wait', value, 'ms', vnc),
        figure('screenshot: encode vs pngjs', encode, 'ms', pngjs),
        figure('screenshot: unchanged screen', percentile(unchanged, 0.5), 'ms'),
        ...(await pictureBytes(sandbox)),
      ];
    } finally {
      await sandbox.dispose();
      close();
    }
  },
};
