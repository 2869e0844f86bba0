import type { Picture } from '../sandbox/display/framebuffer';
import { copyExtraBits, copySymbol, DISTANCE_SYMBOLS } from './back-reference';
import { BitWriter } from './bit-writer';
import { breathe } from './breathe';
import { ColourCache } from './colour-cache';
import { guessedAway } from './guessed-away';
import { type PrefixCode, writePrefixCode } from './prefix-code';
import { type Argb, groupAt, TILE_BITS, type Tiles, tilesOf } from './tiles';
import { TOKENS_AT_ONCE, tokenise } from './tokenise';
import { CACHED, COPY, type Counts, FIRST_CACHED, FIRST_LENGTH, PIXEL, type Tokens } from './tokens';

const SIGNATURE = 0x2f;
const TRANSFORM = { predictor: 0, subtractGreen: 2 } as const;

/** The codes that a group of tiles is written with. */
type Codes = {
  readonly green: PrefixCode;
  readonly red: PrefixCode;
  readonly blue: PrefixCode;
  readonly distance: PrefixCode;
};

/**
 * A lossless WebP (RFC 9649) of a screen: what stood there before is copied, colours come out of a cache, and only where
 * colours run into each other as in a photograph is each guessed from its neighbours. At most 3.2 bytes a pixel, and some
 * kB. See bench/screenshot.ts.
 */
export async function encodeWebp(picture: Picture): Promise<Buffer> {
  const { width, height } = picture;
  const argb = { width, height, pixels: argbOf(picture.pixels) };
  const tiles = tilesOf(argb);
  const pixels = tiles === null ? argb.pixels : await guessedAway(argb, tiles);
  const tokens = await tokenise(pixels, width, tiles);
  const writer = new BitWriter(tokens.length * 2);
  writeHead(writer, argb, tiles);
  const alpha = tiles === null ? 255 : 0;
  const codes = tokens.counts.map((counts) => writeCodes(writer, counts, alpha));
  await writeTokens(writer, tokens, { width, tiles, codes });
  return inContainer(writer.end());
}

/** Four bytes at once, as every processor that Electron runs on has them: red lowest. */
function argbOf(pixels: Buffer): Int32Array {
  const aligned = pixels.byteOffset % 4 === 0 ? pixels : Buffer.from(new Uint8Array(pixels).buffer);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
  const argb = new Int32Array(words.length);
  for (let at = 0; at < argb.length; at += 1) {
    const word = words[at] as number;
    argb[at] = 0xff000000 | ((word & 0xff) << 16) | (word & 0xff00) | ((word >>> 16) & 0xff);
  }
  return argb;
}

function writeHead(writer: BitWriter, { width, height }: Argb, tiles: Tiles | null): void {
  writer.put(SIGNATURE, 8);
  writer.put(width - 1, 14);
  writer.put(height - 1, 14);
  // No alpha, version 0.
  writer.put(0, 4);
  if (tiles !== null) {
    writer.put(1, 1);
    writer.put(TRANSFORM.subtractGreen, 2);
    writer.put(1, 1);
    writer.put(TRANSFORM.predictor, 2);
    writer.put(TILE_BITS - 2, 3);
    writeTileMap(writer, tiles.predictors);
  }
  writer.put(0, 1);
  writer.put(1, 1);
  writer.put(ColourCache.BITS, 4);
  writer.put(tiles === null ? 0 : 1, 1);
  if (tiles === null) return;
  writer.put(TILE_BITS - 2, 3);
  writeTileMap(
    writer,
    tiles.predictors.map((predictor) => (predictor === 0 ? 0 : 1)),
  );
}

/** A picture of its own, a pixel a tile, of which only the green part says anything. */
function writeTileMap(writer: BitWriter, greens: Uint8Array): void {
  const counts = new Uint32Array(FIRST_CACHED);
  for (const green of greens) counts[green] = (counts[green] as number) + 1;
  writer.put(0, 1);
  const code = writePrefixCode(writer, counts);
  for (const symbols of [256, 256, 256, DISTANCE_SYMBOLS]) writePrefixCode(writer, new Uint32Array(symbols));
  for (const green of greens) writer.put(code.bits[green] as number, code.lengths[green] as number);
}

function writeCodes(writer: BitWriter, counts: Counts, alpha: number): Codes {
  const green = writePrefixCode(writer, counts.green);
  const red = writePrefixCode(writer, counts.red);
  const blue = writePrefixCode(writer, counts.blue);
  writePrefixCode(
    writer,
    Uint32Array.from({ length: 256 }, (_, value) => (value === alpha ? 1 : 0)),
  );
  return { green, red, blue, distance: writePrefixCode(writer, counts.distance) };
}

type Writing = { readonly width: number; readonly tiles: Tiles | null; readonly codes: readonly Codes[] };

async function writeTokens(
  writer: BitWriter,
  { kinds, values, length }: Tokens,
  { width, tiles, codes }: Writing,
): Promise<void> {
  let next = 0;
  let at = 0;
  for (let token = 0; token < length; token += 1) {
    if (token % TOKENS_AT_ONCE === TOKENS_AT_ONCE - 1) await breathe();
    const { green, red, blue, distance } = codes[groupAt(at, width, tiles)] as Codes;
    const value = values[next++] as number;
    at += kinds[token] === COPY ? value : 1;
    if (kinds[token] === PIXEL) {
      putSymbol(writer, green, (value >>> 8) & 0xff);
      putSymbol(writer, red, (value >>> 16) & 0xff);
      putSymbol(writer, blue, value & 0xff);
    } else if (kinds[token] === CACHED) putSymbol(writer, green, FIRST_CACHED + value);
    else {
      putNumber(writer, green, { first: FIRST_LENGTH, value });
      putNumber(writer, distance, { first: 0, value: values[next++] as number });
    }
  }
}

function putSymbol(writer: BitWriter, { bits, lengths }: PrefixCode, symbol: number): void {
  writer.put(bits[symbol] as number, lengths[symbol] as number);
}

function putNumber(
  writer: BitWriter,
  code: PrefixCode,
  { first, value }: { readonly first: number; readonly value: number },
): void {
  const symbol = copySymbol(value);
  putSymbol(writer, code, first + symbol);
  const extraBits = copyExtraBits(symbol);
  writer.put((value - 1) & ((1 << extraBits) - 1), extraBits);
}

function inContainer(data: Uint8Array): Buffer {
  const padded = data.length + (data.length & 1);
  const file = Buffer.alloc(20 + padded);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(12 + padded, 4);
  file.write('WEBPVP8L', 8, 'latin1');
  file.writeUInt32LE(data.length, 16);
  file.set(data, 20);
  return file;
}
