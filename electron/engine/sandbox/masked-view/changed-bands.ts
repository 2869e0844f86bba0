import type { Picture } from '../display/framebuffer';

/** Rows that are compared, and sent, together. */
const BAND_ROWS = 16;
const FRAMEBUFFER_UPDATE = 0;
const RAW = 0;

/** Rows of a picture from `y` on. */
type Band = { readonly y: number; readonly height: number };

/** The bands in which two pictures of one size differ; all of the picture when there is none before it. */
export function changedBands(picture: Picture, before: Picture | null): readonly Band[] {
  const bands: Band[] = [];
  for (let y = 0; y < picture.height; y += BAND_ROWS) {
    const height = Math.min(BAND_ROWS, picture.height - y);
    const [from, to] = [y * picture.width * 4, (y + height) * picture.width * 4];
    const isSame = before !== null && picture.pixels.compare(before.pixels, from, to, from, to) === 0;
    if (!isSame) bands.push({ y, height });
  }
  return bands;
}

/** FramebufferUpdate with raw rectangles (RFC 6143, 7.6.1 and 7.7.1), in the pixels that pictures have. */
export function updateOf(picture: Picture, bands: readonly Band[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt8(FRAMEBUFFER_UPDATE, 0);
  head.writeUInt16BE(bands.length, 2);
  const parts = bands.flatMap(({ y, height }) => {
    const rectangle = Buffer.alloc(12);
    rectangle.writeUInt16BE(y, 2);
    rectangle.writeUInt16BE(picture.width, 4);
    rectangle.writeUInt16BE(height, 6);
    rectangle.writeInt32BE(RAW, 8);
    return [rectangle, picture.pixels.subarray(y * picture.width * 4, (y + height) * picture.width * 4)];
  });
  return Buffer.concat([head, ...parts]);
}
