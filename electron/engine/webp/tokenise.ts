import { distanceCode } from './back-reference';
import { breathe } from './breathe';
import { ColourCache } from './colour-cache';
import { MatchFinder, PIXEL_BITS } from './match-finder';
import { groupAt, type Tiles } from './tiles';
import { type Counts, Tokens } from './tokens';

/** Tokens between two breaths: some milliseconds. */
export const TOKENS_AT_ONCE = 50_000;
/** A copy shorter than this may be worth less than one that begins a pixel later. */
const MAY_WAIT = 16;
/** After so many pixels one after the other that are no copy, fewer and fewer are looked for elsewhere. */
const PATIENCE = 64;
/** Of a longer copy only the first pixel is remembered as one that others may be copied from. */
const REMEMBERED = 64;

/**
 * Puts pixels into tokens: what stood there before is copied, the best of what was found at each pixel and at the next.
 * `tiles`: whose guessed ones are counted apart, and searched for nothing but what stands beside; null when there are none.
 */
export async function tokenise(pixels: Int32Array, width: number, tiles: Tiles | null): Promise<Tokens> {
  const tokens = new Tokens(tiles === null ? 1 : 2);
  const finder = new MatchFinder(pixels, width);
  const cache = new ColourCache();
  let missed = 0;
  for (let at = 0, made = 1; at < pixels.length; made += 1) {
    if (made % TOKENS_AT_ONCE === 0) await breathe();
    const group = groupAt(at, width, tiles);
    const counts = tokens.counts[group] as Counts;
    const isPatient = missed < PATIENCE || at % (1 + Math.floor(missed / PATIENCE)) === 0;
    const saved = finder.look(at, group === 0 && isPatient);
    const { length, distance } = finder;
    const mayWait = group === 0 && length < MAY_WAIT;
    if (saved > 0 && !(mayWait && finder.look(at + 1, true) > saved + PIXEL_BITS)) {
      tokens.addCopy(length, distanceCode(width, distance), counts);
      cache.addAll(pixels, at, at + length);
      if (length < REMEMBERED)
        for (let copied = 1; copied < length; copied += 1) finder.remember(at + copied);
      missed = 0;
      at += length;
    } else {
      const argb = pixels[at] as number;
      const place = cache.placeOf(argb);
      if (place === null) tokens.addPixel(argb, counts);
      else tokens.addCached(place, counts);
      missed += 1;
      at += 1;
    }
  }
  return tokens;
}
