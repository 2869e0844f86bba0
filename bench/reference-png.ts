import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import type { Picture } from '../electron/engine/sandbox/display/framebuffer';

const deflateAsync = promisify(deflate);
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A quick PNG of 8-bit RGB, to measure against: every row filtered against the row above, deflated at level 1 on zlib's own
 * thread. The console's pictures were these before they were WebP.
 */
export async function referencePng(picture: Picture): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = await deflateAsync(filterRows(picture), { level: 1 });
  const end = chunk('IEND', Buffer.alloc(0));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), end]);
}

function filterRows({ width, height, pixels }: Picture): Buffer {
  const stride = width * 4;
  const filtered = Buffer.allocUnsafe((width * 3 + 1) * height);
  let out = 0;
  for (let row = 0; row < height; row += 1) {
    filtered[out++] = row === 0 ? 0 : 2;
    for (let at = row * stride; at < (row + 1) * stride; at += 4) {
      const above = at - stride;
      filtered[out++] = (pixels[at] as number) - (row === 0 ? 0 : (pixels[above] as number));
      filtered[out++] = (pixels[at + 1] as number) - (row === 0 ? 0 : (pixels[above + 1] as number));
      filtered[out++] = (pixels[at + 2] as number) - (row === 0 ? 0 : (pixels[above + 2] as number));
    }
  }
  return filtered;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
