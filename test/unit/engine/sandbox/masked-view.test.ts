import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { Camera } from '../../../../electron/engine/redaction/camera';
import type { PageEye } from '../../../../electron/engine/redaction/page-eye';
import { RfbClient } from '../../../../electron/engine/sandbox/display/rfb-client';
import { MaskedView } from '../../../../electron/engine/sandbox/masked-view/masked-view';
import type { Redaction } from '../../../../shared/domain/policy';
import { FakeDisplayServer } from '../../../helpers/fake-display-server';
import { NO_REDACTION } from '../../../helpers/screen-picture';

const SIZE = { width: 64, height: 48 };
const RED = [200, 10, 10] as const;
const REGION: Redaction = {
  ...NO_REDACTION,
  live_view: 'masked',
  regions: [{ x1: 20, y1: 20, x2: 29, y2: 29 }],
};
const NOBODY: PageEye = {
  glance: async () => ({ kind: 'seen', masks: [], held: true }),
  before: async () => ({ kind: 'seen', masks: [], held: true }),
  after: async () => ({ kind: 'seen', masks: [], held: true }),
  shown: () => [{ x: 0, y: 0, ...SIZE }],
};
const SILENT: PageEye = {
  ...NOBODY,
  before: async () => ({ kind: 'unseen', cause: 'silent', last: null }),
};

/** A viewer of a masked view, and the display server behind it, which has a stream of its own for the camera. */
async function watch(redaction: Redaction, eye: PageEye = NOBODY) {
  const filmed = new FakeDisplayServer(SIZE.width, SIZE.height);
  const film = await RfbClient.connect(filmed.client, SIZE);
  const camera = new Camera({
    film: () => ({
      size: SIZE,
      generation: film.framebuffer.generation,
      pixelsIn: () => ({ ...SIZE, pixels: Buffer.from(film.framebuffer.pixels) }),
      ping: async () => undefined,
    }),
    eye,
    clock: systemClock,
  });
  camera.goBy({ redaction, area: null });
  const server = new FakeDisplayServer(SIZE.width, SIZE.height);
  const stream = new MaskedView({ display: server.client, camera, clock: systemClock });
  onTestFinished(() => void stream.destroy());
  const viewer = await RfbClient.connect(stream, SIZE);
  const colourAt = (x: number, y: number) => [
    ...viewer.framebuffer.pixels.subarray((y * 64 + x) * 4).subarray(0, 3),
  ];
  return { filmed, server, stream, viewer, colourAt };
}

describe('a masked live view', () => {
  it('shows the camera’s pictures, and nothing that the display server sends', async () => {
    const { server, filmed, viewer, colourAt } = await watch(REGION);
    // The server that the viewer's stream leads to shows something, and is never asked for it.
    server.paint(0, 0, 64, 48, [1, 2, 3]);
    server.sendBytes(Buffer.from([2]));
    expect([colourAt(5, 5), colourAt(25, 25)]).toEqual([
      [255, 255, 255],
      [0, 0, 0],
    ]);
    const updated = new Promise<void>((resolve) => viewer.updated.on(() => resolve()));
    filmed.paint(0, 0, 64, 48, RED);
    await updated;
    expect([colourAt(5, 5), colourAt(25, 25)]).toEqual([[...RED], [0, 0, 0]]);
  });

  it('is black where nobody knows what pages show', async () => {
    const { colourAt } = await watch({ ...NO_REDACTION, live_view: 'masked', fields: ['password'] }, SILENT);
    expect(colourAt(5, 5)).toEqual([0, 0, 0]);
  });

  it('takes the operator’s input to the display', async () => {
    const { server, viewer } = await watch(REGION);
    viewer.sendPointer(7, 8, 1);
    viewer.sendKey(0x61, true);
    await expect
      .poll(() => server.events)
      .toEqual([
        { kind: 'pointer', x: 7, y: 8, buttons: 1 },
        { kind: 'key', keysym: 0x61, isDown: true },
      ]);
  });

  it('ends when a viewer wants pixels that it does not make, and with the display', async () => {
    const first = await watch(REGION);
    const wrong = Buffer.from([0, 0, 0, 0, 8, 8, 0, 1, 0, 7, 0, 7, 0, 3, 0, 3, 6, 0, 0, 0]);
    first.stream.on('error', () => undefined);
    first.stream.write(wrong);
    await expect.poll(() => first.stream.destroyed).toBe(true);
    const second = await watch(REGION);
    second.server.end();
    await expect.poll(() => second.stream.destroyed).toBe(true);
  });
});
