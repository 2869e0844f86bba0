import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { RfbClient } from '../../electron/engine/sandbox/display/rfb-client';
import { encodeWebp } from '../../electron/engine/webp/encode-webp';
import { MARK, markedPixels } from '../helpers/find-pixels';
import { DISPLAY, makeSandbox } from '../helpers/make-sandbox';
import { NO_REDACTION, screenPicture } from '../helpers/screen-picture';
import { TestSite } from '../helpers/test-site';

const PAGE = `<style>body { margin: 0; height: 4000px } .s { position: absolute; left: 100px; width: 300px; height: 60px; background: ${MARK} }</style>
  <title>Live</title><div class="s" style="top:40px"></div><div class="s" style="top:700px"></div><div class="s" style="top:1500px"></div>`;

const site = new TestSite({ '/': PAGE });
let made: Awaited<ReturnType<typeof makeSandbox>>;

beforeAll(async () => {
  const redaction = { ...NO_REDACTION, regions: [{ selector: '.s' }], live_view: 'masked' as const };
  made = await makeSandbox({ site, redaction });
}, 60_000);
afterAll(() => made?.dispose());

it('has not one pixel of a marked element in any of its pictures, while the page scrolls', async () => {
  const viewer = await RfbClient.connect(await made.sandbox.openDisplayStream(), DISPLAY);
  onTestFinished(() => viewer.close());
  expect(markedPixels(await screenPicture(made.sandbox.display))).toBeGreaterThan(10_000);
  let pictures = 0;
  const found: number[] = [];
  const look = async (): Promise<void> => {
    const { width, height, pixels } = viewer.framebuffer;
    found.push(markedPixels(await encodeWebp({ width, height, pixels: Buffer.from(pixels) })));
  };
  viewer.updated.on(() => {
    pictures += 1;
  });
  await look();
  for (let turn = 1; turn <= 8; turn += 1) {
    const before = pictures;
    await site.evaluate('/', `scrollTo(0, ${turn * 190})`);
    await expect.poll(() => pictures).toBeGreaterThan(before);
    await look();
  }
  expect(found).toEqual(found.map(() => 0));
});

it('lets the operator act on what it shows', async () => {
  const viewer = await RfbClient.connect(await made.sandbox.openDisplayStream(), DISPLAY);
  onTestFinished(() => viewer.close());
  await site.evaluate(
    '/',
    "addEventListener('keydown', (event) => window.note({ type: 'key', key: event.key }))",
  );
  viewer.sendKey(0x71, true);
  viewer.sendKey(0x71, false);
  await site.until(() => site.events.some(({ type, key }) => type === 'key' && key === 'q'));
});
