import type { DisplaySize } from './session';

/**
 * What the Messages API takes of a picture without scaling it down, and so without moving what the agent points at: 2000
 * pixels a side once there are more than 20 pictures (2576 before), 4,784 tokens of 28×28 pixels, and 10 MB in base64. A
 * picture has 3.2 bytes a pixel at most (`webp/encode-webp.ts`), so that the number of pixels bounds both of the others.
 */
const MOST_SIDE_PX = 2000;
const LARGEST = { width: 1920, height: 1200 } as const;

/** Why pictures of a whole display can't be sent as they are, for the operator; null when they can. */
export function unsendableDisplay({ width, height }: DisplaySize): string | null {
  const isSendable =
    Math.max(width, height) <= MOST_SIDE_PX && width * height <= LARGEST.width * LARGEST.height;
  if (isSendable) return null;
  return `A display of ${width}×${height} is too large to be sent to the agent pixel for pixel. At most ${MOST_SIDE_PX} a side, and as many pixels as ${LARGEST.width}×${LARGEST.height}.`;
}
