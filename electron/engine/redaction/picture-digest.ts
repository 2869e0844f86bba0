import { createHmac, randomBytes } from 'node:crypto';
import type { Picture } from '../sandbox/display/framebuffer';

/**
 * Names unmasked pixels in what an approval is bound to. With a key of the run's life, which is kept nowhere: by a plain
 * digest of a picture with a short secret in it the secret could be found by trying.
 */
export function pictureDigests(): (picture: Picture) => string {
  const key = randomBytes(32);
  return ({ width, height, pixels }) =>
    createHmac('sha256', key).update(`${width}x${height}:`).update(withoutPadding(pixels)).digest('hex');
}

/** The fourth byte of a pixel is nothing that anybody sees, and the display server leaves anything in it. */
function withoutPadding(pixels: Buffer): Buffer {
  const seen = Buffer.from(pixels);
  for (let at = 3; at < seen.length; at += 4) seen[at] = 0;
  return seen;
}
