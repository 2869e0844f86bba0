import { createHmac, randomBytes } from 'node:crypto';
import type { Picture } from '../sandbox/display/framebuffer';

/**
 * Names unmasked pixels in what an approval is bound to. With a key of the run's life, which is kept nowhere: by a plain
 * digest of a picture with a short secret in it the secret could be found by trying.
 */
export function pictureDigests(): (picture: Picture) => string {
  const key = randomBytes(32);
  return ({ width, height, pixels }) =>
    createHmac('sha256', key).update(`${width}x${height}:`).update(pixels).digest('hex');
}
