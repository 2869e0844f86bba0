import { expect, it } from 'vitest';
import { BrowserParts } from '../../../../../electron/engine/sandbox/browser/browser-parts';
import type { PageView } from '../../../../../electron/engine/sandbox/browser/page-probe';
import type { ScreenWindow } from '../../../../../electron/engine/sandbox/display/screen-windows';
import { ManualClock } from '../../../../helpers/manual-clock';
import { sampleTarget } from '../../../../helpers/sample-facts';

const box = { x: 0, y: 0, width: 1280, height: 800 };
const window: ScreenWindow = {
  id: 1,
  title: 'Start - Chromium',
  windowClass: 'chromium',
  box,
  isPopUp: false,
  isNotice: false,
  hasFocus: true,
};
const view = (hasFocus: boolean): PageView => ({
  isVisible: true,
  hasFocus,
  originX: 0,
  originY: 87,
  scale: 1,
  width: 1280,
  height: 713,
  scrollX: 0,
  scrollY: 0,
  url: 'https://app.example.com/',
  title: '',
  window: box,
});
const found = sampleTarget();
/** The line below the bars, broken where `isBroken` says so. */
const line = (isBroken: () => boolean) => ({
  cursor: { x: 640, y: 600 },
  pixelsIn: ({ width, height }: typeof box) => {
    const pixels = Buffer.alloc(width * height * 4, 0xff);
    pixels.fill(0xe0, (height - 1) * width * 4);
    if (isBroken()) pixels.fill(0xff, ((height - 1) * width + 121) * 4, ((height - 1) * width + 490) * 4);
    return { width, height, pixels };
  },
});
const parts = (screen: ReturnType<typeof line> | null, clock = new ManualClock()) =>
  new BrowserParts({ screen: () => screen, clock });
const scene = (hasFocus: boolean) => ({ view: view(hasFocus), window, windows: [window], found });

it('a page without the keyboard is not believed while nobody can see the bars, nor is a place on them', async () => {
  const blind = parts(null);
  expect(await blind.at({ x: 300, y: 300 }, scene(true))).toBe(found);
  expect(await blind.at({ x: 300, y: 300 }, scene(false))).toMatchObject({ kind: 'window', box });
  expect(await blind.at({ x: 300, y: 20 }, { ...scene(true), found: null })).toMatchObject({
    kind: 'window',
    box,
  });
});

it('a page without the keyboard is believed below a line that is whole', async () => {
  expect(await parts(line(() => false)).at({ x: 300, y: 300 }, scene(false))).toBe(found);
});

it('a page without the keyboard is not believed below a message of the browser, which may hide that the line is broken', async () => {
  const clock = new ManualClock();
  const below = { ...scene(false), view: { ...view(false), originY: 143 } };
  const looking = parts(
    line(() => false),
    clock,
  ).at({ x: 300, y: 300 }, below);
  for (let look = 0; look < 5; look += 1) await clock.advance(50);
  expect(await looking).toMatchObject({ kind: 'window', box });
});

it('what a page said is not believed once something has hung over it, though it is gone a moment later', async () => {
  const clock = new ManualClock();
  let isBroken = true;
  const looking = parts(
    line(() => isBroken),
    clock,
  ).at({ x: 300, y: 300 }, scene(true));
  isBroken = false;
  for (let look = 0; look < 5; look += 1) await clock.advance(50);
  expect(await looking).toMatchObject({ kind: 'window', box });
});

it('beside what hangs over it, only a page with the keyboard is believed', async () => {
  const clock = new ManualClock();
  const prompt = parts(
    line(() => true),
    clock,
  );
  expect(await prompt.at({ x: 700, y: 300 }, scene(true))).toBe(found);
  const looking = prompt.at({ x: 700, y: 300 }, scene(false));
  for (let look = 0; look < 5; look += 1) await clock.advance(50);
  expect(await looking).toMatchObject({ kind: 'window', box });
});
