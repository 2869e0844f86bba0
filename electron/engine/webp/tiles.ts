import { difference, GUESSES, PREDICTORS, type Predictor } from './predictors';

/** Tiles are squares of 2^5 pixels a side. */
export const TILE_BITS = 5;
const TILE = 1 << TILE_BITS;
/** One row in so many is looked at. */
const SAMPLED = 8;
/** Colours no farther from each other than this change as in a photograph, not as at the edge of a letter. */
const SMOOTH_STEP = 48;
/** The part of a tile's pixels that has to change in this way. */
const SMOOTH_PART = 0.35;

/** How each tile is written, row by row. `columns`: tiles in a row. */
export type Tiles = { readonly columns: number; readonly predictors: Uint8Array };

/** A picture in memory, a number a pixel: ARGB. */
export type Argb = { readonly width: number; readonly height: number; readonly pixels: Int32Array };

/** Which tiles of a picture are worth guessing, and how; null when none is, as on most screens. */
export function tilesOf(picture: Argb): Tiles | null {
  const columns = tilesAcross(picture.width);
  const rows = tilesAcross(picture.height);
  const predictors = new Uint8Array(columns * rows);
  let smooth = 0;
  for (let tile = 0; tile < predictors.length; tile += 1) {
    const predictor = predictorFor(picture, (tile % columns) * TILE, Math.floor(tile / columns) * TILE);
    predictors[tile] = predictor;
    if (predictor !== PREDICTORS.none) smooth += 1;
  }
  return smooth === 0 ? null : { columns, predictors };
}

/** How many tiles stand side by side over so many pixels. */
export function tilesAcross(pixels: number): number {
  return (pixels + TILE - 1) >> TILE_BITS;
}

/** Which of two groups of codes a pixel is written with: the second where its tile is guessed. */
export function groupAt(at: number, width: number, tiles: Tiles | null): number {
  if (tiles === null) return 0;
  const row = Math.floor(at / width);
  const tile = (row >> TILE_BITS) * tiles.columns + ((at - row * width) >> TILE_BITS);
  return tiles.predictors[tile] === PREDICTORS.none ? 0 : 1;
}

function predictorFor({ width, height, pixels }: Argb, x: number, y: number): Predictor {
  let seen = 0;
  let smooth = 0;
  let offSelect = 0;
  let offGradient = 0;
  const right = Math.min(x + TILE, width);
  for (let row = y + 2; row < Math.min(y + TILE, height); row += SAMPLED) {
    for (let at = row * width + Math.max(x, 1); at < row * width + right; at += 1) {
      seen += 1;
      const pixel = pixels[at] as number;
      const left = pixels[at - 1] as number;
      const above = pixels[at - width] as number;
      if (pixel === left || pixel === above) continue;
      const corner = pixels[at - width - 1] as number;
      const off = difference(pixel, GUESSES[PREDICTORS.gradient](left, above, corner));
      offGradient += off;
      offSelect += difference(pixel, GUESSES[PREDICTORS.select](left, above, corner));
      if (off <= SMOOTH_STEP) smooth += 1;
    }
  }
  if (smooth <= seen * SMOOTH_PART) return PREDICTORS.none;
  return offSelect < offGradient ? PREDICTORS.select : PREDICTORS.gradient;
}
