import { promisify } from 'node:util';
import { deflate, crc32 as zlibCrc32 } from 'node:zlib';
import type { Picture } from '../sandbox/display/framebuffer';

const deflateAsync = promisify(deflate);
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const UP_FILTER = 2;

/**
 * A PNG (RFC 2083) of 8-bit RGB. Every row is filtered against the row above, which screens suit, and deflated at level
 * 1 on zlib's own thread: 4 to 10 times faster than a general encoder and a little larger. See bench/screenshot.ts.
 */
export async function encodePng(picture: Picture): Promise<Buffer> {
  const { width, height } = picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = await deflateAsync(filterRows(picture), { level: 1 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filterRows({ width, height, pixels }: Picture): Buffer {
  const stride = width * 4;
  const filtered = Buffer.allocUnsafe((width * 3 + 1) * height);
  let out = 0;
  for (let row = 0; row < height; row += 1) {
    filtered[out++] = row === 0 ? 0 : UP_FILTER;
    let at = row * stride;
    const end = at + stride;
    if (row === 0) {
      for (; at < end; at += 4) {
        filtered[out++] = pixels[at] as number;
        filtered[out++] = pixels[at + 1] as number;
        filtered[out++] = pixels[at + 2] as number;
      }
    } else {
      for (; at < end; at += 4) {
        const above = at - stride;
        filtered[out++] = (pixels[at] as number) - (pixels[above] as number);
        filtered[out++] = (pixels[at + 1] as number) - (pixels[above + 1] as number);
        filtered[out++] = (pixels[at + 2] as number) - (pixels[above + 2] as number);
      }
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

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 (ISO 3309), as PNG wants it. zlib's own is there from Node 20.15 on; the oldest runtime has 18.15. */
function crc32(bytes: Buffer): number {
  if (typeof zlibCrc32 === 'function') return zlibCrc32(bytes);
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 0xff] as number) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
