import type { Picture } from './framebuffer';

/** A colour channel that moved by no more nobody sees. A screen is drawn without noise: faint text is a difference. */
const UNSEEN = 4;
/** A caret that blinks: an upright bar, taller than any stroke of a small digit. In pixels. */
const CARET = { width: 3, minHeight: 10, maxHeight: 40 } as const;

/**
 * `bar`: they differ by nothing but what a caret that blinks could be, and a page could have drawn. Then only another look
 * tells: a caret is back within its period.
 */
export type Comparison = 'same' | 'bar' | 'different';

/**
 * Compares two pictures of the same place. A pixel has changed when a channel moved by more than 4 of 255: one pixel can
 * be the point in an amount. A caret is a solid bar of at most 3 pixels by 10 to 40.
 */
export function comparePictures(a: Picture, b: Picture): Comparison {
  if (a.width !== b.width || a.height !== b.height) return 'different';
  const changes = changesBetween(a, b);
  if (changes.count === 0) return 'same';
  return isCaret(changes) ? 'bar' : 'different';
}

function isCaret({ count, width, height }: Changes): boolean {
  return (
    width <= CARET.width && height >= CARET.minHeight && height <= CARET.maxHeight && count === width * height
  );
}

type Changes = { readonly count: number; readonly width: number; readonly height: number };

/** How many pixels changed, and the size of the smallest box around all of them. */
function changesBetween({ width, height, pixels }: Picture, other: Picture): Changes {
  let count = 0;
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y += 1) {
    const end = (y + 1) * width * 4;
    for (let at = y * width * 4, x = 0; at < end; at += 4, x += 1) {
      if (!moved(pixels, other.pixels, at)) continue;
      count += 1;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return { count, width: right - left + 1, height: bottom - top + 1 };
}

function moved(a: Buffer, b: Buffer, at: number): boolean {
  for (let channel = at; channel < at + 3; channel += 1) {
    if (Math.abs((a[channel] as number) - (b[channel] as number)) > UNSEEN) return true;
  }
  return false;
}
