import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { Display } from '../../../../../electron/engine/sandbox/display/display';
import {
  blackOutside,
  cropPicture,
  type Picture,
} from '../../../../../electron/engine/sandbox/display/framebuffer';
import type { Box } from '../../../../../shared/domain/geometry';
import { FakeDisplayServer } from '../../../../helpers/fake-display-server';
import { ManualClock } from '../../../../helpers/manual-clock';

/** A screen on which every pixel says where it is, and none is black. */
function screen(width: number, height: number): Picture {
  const pixels = Buffer.alloc(width * height * 4);
  for (let index = 0; index < width * height; index += 1)
    pixels.set([(index % width) + 1, Math.floor(index / width) + 1, 7, 0], index * 4);
  return { width, height, pixels };
}

/** The pixels of the screen that a picture of `box` shows. */
function shown(box: Box, area: Box): string[] {
  const picture = cropPicture(screen(20, 10), box);
  blackOutside(picture, box, area);
  const found: string[] = [];
  for (let at = 0; at < picture.pixels.length; at += 4) {
    const [x = 0, y = 0, z = 0] = picture.pixels.subarray(at, at + 3);
    if (x + y + z > 0) found.push(`${x - 1},${y - 1}`);
  }
  return found;
}

describe('of a picture with a limit', () => {
  const whole = { x: 0, y: 0, width: 20, height: 10 };

  it('nothing outside is left', () => {
    expect(shown(whole, { x: 3, y: 4, width: 2, height: 2 })).toEqual(['3,4', '4,4', '3,5', '4,5']);
  });

  it('a part of the screen shows what both have', () => {
    const box = { x: 4, y: 3, width: 5, height: 3 };
    expect(shown(box, { x: 0, y: 5, width: 6, height: 5 })).toEqual(['4,5', '5,5']);
    expect(shown(box, { x: 15, y: 0, width: 5, height: 10 })).toEqual([]);
    expect(shown(box, whole)).toHaveLength(15);
  });
});

describe('a display with a limit', () => {
  async function display() {
    const server = new FakeDisplayServer(64, 48);
    return Display.connect(server.client, { width: 64, height: 48 }, new ManualClock());
  }
  const isBlack = (png: Buffer) =>
    PNG.sync.read(png).data.every((byte, index) => index % 4 === 3 || byte === 0);

  it('forgets the picture it had, and shows all again when the limit is gone', async () => {
    const limited = await display();
    const before = await limited.capture();
    expect(isBlack(before)).toBe(false);
    limited.limitTo({ x: 0, y: 0, width: 0, height: 0 });
    expect(isBlack(await limited.capture())).toBe(true);
    expect(isBlack(await limited.captureBox({ x: 1, y: 1, width: 9, height: 9 }))).toBe(true);
    limited.limitTo(null);
    expect((await limited.capture()).equals(before)).toBe(true);
  });

  it('keeps its size, and gives raw pixels for comparing, as far as they are on the screen', async () => {
    const limited = await display();
    const raw = limited.pixelsIn({ x: 60, y: -5, width: 20, height: 10 });
    limited.limitTo({ x: 0, y: 0, width: 1, height: 1 });
    expect(limited.size).toEqual({ width: 64, height: 48 });
    expect([raw.width, raw.height]).toEqual([4, 5]);
    expect(limited.pixelsIn({ x: 60, y: -5, width: 20, height: 10 }).pixels.equals(raw.pixels)).toBe(true);
    expect(limited.pixelsIn({ x: 100, y: 100, width: 5, height: 5 })).toMatchObject({ width: 0, height: 0 });
  });
});
