import { AirlockError } from '../../../shared/airlock-error';
import type { Picture } from '../sandbox/display/framebuffer';
import { copyExtraBits, DISTANCE_SYMBOLS, distanceOf, LENGTH_SYMBOLS } from './back-reference';
import { BitReader } from './bit-reader';
import { ColourCache } from './colour-cache';
import { guessAt } from './guessed-away';
import { partsPlus } from './predictors';
import { readPrefixCode, type SymbolReader } from './read-prefix-code';
import { groupAt, type Tiles, tilesAcross } from './tiles';

/** The codes of green, red, blue, alpha and distance. */
type Group = readonly [SymbolReader, SymbolReader, SymbolReader, SymbolReader, SymbolReader];
type Size = { readonly width: number; readonly height: number };

/**
 * The pixels of a picture that `encodeWebp` made; the byte of padding is 255. It knows what that writes and nothing else
 * of the format. Throws `bad-input` for anything else.
 */
export function readWebp(file: Uint8Array): Picture {
  try {
    return read(file);
  } catch {
    throw new AirlockError('bad-input', 'A picture is none of those that the console makes.');
  }
}

function read(file: Uint8Array): Picture {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const isOurs = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 16) === 'WEBPVP8L';
  if (!isOurs) throw new Error('another format');
  const reader = new BitReader(bytes.subarray(20, 20 + bytes.readUInt32LE(16)));
  reader.take(8);
  const size = { width: reader.take(14) + 1, height: reader.take(14) + 1 };
  reader.take(4);
  const tiles = readTransforms(reader, size);
  reader.take(5);
  if (reader.take(1) === 1) {
    reader.take(3);
    readTileMap(reader, size);
  }
  const count = tiles === null ? 1 : 2;
  const groups = Array.from({ length: count }, () => readGroup(reader, ColourCache.PLACES));
  const pixels = readPixels(reader, size, { tiles, groups });
  if (reader.isPastEnd) throw new Error('it breaks off');
  return { ...size, pixels: rgbxOf(tiles === null ? pixels : guessedAgain(pixels, size, tiles)) };
}

function readTransforms(reader: BitReader, size: Size): Tiles | null {
  if (reader.take(1) === 0) return null;
  reader.take(8);
  const tiles = { columns: tilesAcross(size.width), predictors: readTileMap(reader, size) };
  reader.take(1);
  return tiles;
}

function readTileMap(reader: BitReader, { width, height }: Size): Uint8Array {
  reader.take(1);
  const [green] = readGroup(reader, 0);
  return new Uint8Array(tilesAcross(width) * tilesAcross(height)).map(() => green(reader));
}

function readGroup(reader: BitReader, cached: number): Group {
  const code = (symbols: number) => readPrefixCode(reader, symbols);
  return [code(256 + LENGTH_SYMBOLS + cached), code(256), code(256), code(256), code(DISTANCE_SYMBOLS)];
}

type Reading = { readonly tiles: Tiles | null; readonly groups: readonly Group[] };

function readPixels(reader: BitReader, { width, height }: Size, { tiles, groups }: Reading): Int32Array {
  const pixels = new Int32Array(width * height);
  const cache = new ColourCache();
  for (let at = 0; at < pixels.length && !reader.isPastEnd; ) {
    const [green, red, blue, alpha, distance] = groups[groupAt(at, width, tiles)] as Group;
    const symbol = green(reader);
    if (symbol < 256) {
      const redPart = red(reader) << 16;
      const argb = redPart | (symbol << 8) | blue(reader) | (alpha(reader) << 24);
      cache.placeOf(argb);
      pixels[at++] = argb;
    } else if (symbol >= 256 + LENGTH_SYMBOLS) {
      pixels[at++] = cache.colourAt(symbol - 256 - LENGTH_SYMBOLS);
    } else {
      const length = readNumber(reader, symbol - 256);
      const back = distanceOf(width, readNumber(reader, distance(reader)));
      const end = at + length;
      if (back > at || end > pixels.length) throw new Error('a copy of what is not there');
      const from = at;
      for (; at < end; at += 1) pixels[at] = pixels[at - back] as number;
      cache.addAll(pixels, from, end);
    }
  }
  return pixels;
}

function readNumber(reader: BitReader, symbol: number): number {
  if (symbol < 4) return symbol + 1;
  const extraBits = copyExtraBits(symbol);
  return ((2 + (symbol & 1)) << extraBits) + reader.take(extraBits) + 1;
}

function guessedAgain(left: Int32Array, { width, height }: Size, tiles: Tiles): Int32Array {
  const pixels = new Int32Array(left.length);
  for (let row = 0; row < height; row += 1)
    for (let x = 0; x < width; x += 1) {
      const at = row * width + x;
      pixels[at] = partsPlus(left[at] as number, guessAt(pixels, { at, x, row, width }, tiles));
    }
  return pixels.map((pixel) => {
    const green = (pixel >>> 8) & 0xff;
    return partsPlus(pixel, (green << 16) | green);
  });
}

function rgbxOf(argb: Int32Array): Buffer {
  const pixels = Buffer.alloc(argb.length * 4, 255);
  argb.forEach((pixel, at) => {
    pixels[at * 4] = (pixel >>> 16) & 0xff;
    pixels[at * 4 + 1] = (pixel >>> 8) & 0xff;
    pixels[at * 4 + 2] = pixel & 0xff;
  });
  return pixels;
}
