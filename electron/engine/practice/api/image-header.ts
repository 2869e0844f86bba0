/** Characters of base64 that hold the header of a picture; of a JPEG also what cameras put before it. */
const HEADER_CHARACTERS = 64;
const JPEG_HEADER_CHARACTERS = 256 * 1024;

export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

export type ImageHeader = {
  readonly type: ImageType;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
};

/** What the first bytes of a picture say that it is (PNG, JPEG, GIF, WebP); null for what is none of them. */
export function readImageHeader(base64: string): ImageHeader | null {
  const bytes = Buffer.from(base64.slice(0, HEADER_CHARACTERS), 'base64');
  const size =
    pngSize(bytes) ??
    gifSize(bytes) ??
    webpSize(bytes) ??
    jpegSize(Buffer.from(base64.slice(0, JPEG_HEADER_CHARACTERS), 'base64'));
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}

/** W3C PNG, 11.2.1: the chunk IHDR comes first. */
function pngSize(bytes: Buffer): ImageHeader | null {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return null;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** GIF89a, 18: the logical screen. */
function gifSize(bytes: Buffer): ImageHeader | null {
  if (bytes.length < 10 || !/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return null;
  return { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** RFC 9649: the first chunk is one of three, each with the size in its own way. */
function webpSize(bytes: Buffer): ImageHeader | null {
  if (bytes.length < 30 || !/^RIFF[\s\S]{4}WEBP$/.test(bytes.toString('latin1', 0, 12))) return null;
  const type = 'image/webp';
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      if (bytes[20] !== 0x2f) return null;
      const bits = bytes.readUInt32LE(21);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ': {
      if (bytes.readUIntBE(23, 3) !== 0x9d012a) return null;
      return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    }
    default:
      return null;
  }
}

/** ITU T.81, B.2.2: the frame header, after any number of other segments. */
function jpegSize(bytes: Buffer): ImageHeader | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
