import { breathe } from './breathe';
import { GUESSES, NO_GUESS, type Predictor, partsMinus } from './predictors';
import { type Argb, TILE_BITS, type Tiles } from './tiles';

/** Rows between two breaths. */
const ROWS_AT_ONCE = 64;

/** A picture with green taken from red and blue, and from each pixel what its tile guesses. RFC 9649, section 3. */
export async function guessedAway({ width, height, pixels }: Argb, tiles: Tiles): Promise<Int32Array> {
  const coloured = pixels.map(withoutGreen);
  const left = new Int32Array(pixels.length);
  for (let row = 0; row < height; row += 1) {
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await breathe();
    const start = row * width;
    for (let x = 0; x < width; x += 1) {
      const at = start + x;
      left[at] = partsMinus(coloured[at] as number, guessAt(coloured, { at, x, row, width }, tiles));
    }
  }
  return left;
}

type Place = { readonly at: number; readonly x: number; readonly row: number; readonly width: number };

/** What a pixel is guessed to be by those before it. The first row and column have a rule of their own. */
export function guessAt(pixels: Int32Array, { at, x, row, width }: Place, tiles: Tiles): number {
  if (row === 0) return x === 0 ? NO_GUESS : (pixels[at - 1] as number);
  if (x === 0) return pixels[at - width] as number;
  const tile = (row >> TILE_BITS) * tiles.columns + (x >> TILE_BITS);
  const guess = GUESSES[tiles.predictors[tile] as Predictor];
  return guess(pixels[at - 1] as number, pixels[at - width] as number, pixels[at - width - 1] as number);
}

function withoutGreen(pixel: number): number {
  const green = (pixel >>> 8) & 0xff;
  return partsMinus(pixel, (green << 16) | green);
}
