import type { Picture } from './framebuffer';

/** A colour channel that moved by no more nobody sees. A screen is drawn without noise: faint text is a difference. */
export const UNSEEN = 4;

/**
 * Whether two pictures of the same place show the same. A pixel has changed when a channel moved by more than 4 of 255:
 * one pixel can be the point in an amount.
 */
export function isSamePicture(a: Picture, b: Picture): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  for (let at = 0; at < a.pixels.length; at += 4) {
    for (let channel = at; channel < at + 3; channel += 1) {
      if (Math.abs((a.pixels[channel] as number) - (b.pixels[channel] as number)) > UNSEEN) return false;
    }
  }
  return true;
}
