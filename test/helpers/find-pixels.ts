import { readWebp } from '../../electron/engine/webp/read-webp';
import type { Box } from '../../shared/domain/geometry';

/** Marks what nobody is to see: nothing else in a test's page or in the browser comes near it. */
export const MARK = '#ff00ff';

/** How many pixels of a picture have the colour of `MARK`, or are a blend that is mostly it. */
export function markedPixels(picture: Buffer): number {
  const { pixels } = readWebp(picture);
  let count = 0;
  // Asked of millions of pixels: nothing is made for one.
  for (let at = 0; at < pixels.length; at += 4) {
    if ((pixels[at] ?? 0) > 150 && (pixels[at + 2] ?? 0) > 150 && (pixels[at + 1] ?? 255) < 105) count += 1;
  }
  return count;
}

/** Whether every pixel of a box is black in a picture of the whole screen. */
export function isBlackIn(picture: Buffer, { x, y, width, height }: Box): boolean {
  const { pixels, width: stride } = readWebp(picture);
  for (let row = y; row < y + height; row += 1)
    for (let column = x; column < x + width; column += 1) {
      const at = (row * stride + column) * 4;
      if ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0) > 0) return false;
    }
  return true;
}
