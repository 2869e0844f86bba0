import { copySymbol, DISTANCE_SYMBOLS, LENGTH_SYMBOLS } from './back-reference';
import { ColourCache } from './colour-cache';

/** The symbols of the first code: greens, then lengths, then places in the colour cache. */
export const FIRST_LENGTH = 256;
export const FIRST_CACHED = FIRST_LENGTH + LENGTH_SYMBOLS;

export const PIXEL = 0;
export const CACHED = 1;
export const COPY = 2;

/** How often each symbol occurs in one group of tiles. */
export type Counts = {
  readonly green: Uint32Array;
  readonly red: Uint32Array;
  readonly blue: Uint32Array;
  readonly distance: Uint32Array;
};

/**
 * A picture as it is written, in the order of its pixels. A number each for a pixel (ARGB) and for one out of the cache
 * (its place); two for a copy, its length and the code of its distance.
 */
export class Tokens {
  readonly counts: readonly Counts[];
  kinds = new Uint8Array(1 << 14);
  values = new Int32Array(1 << 15);
  length = 0;
  #valueCount = 0;

  constructor(groups: number) {
    this.counts = Array.from({ length: groups }, noCounts);
  }

  addPixel(argb: number, counts: Counts): void {
    this.#add(PIXEL, argb);
    bump(counts.green, (argb >>> 8) & 0xff);
    bump(counts.red, (argb >>> 16) & 0xff);
    bump(counts.blue, argb & 0xff);
  }

  addCached(place: number, counts: Counts): void {
    this.#add(CACHED, place);
    bump(counts.green, FIRST_CACHED + place);
  }

  addCopy(length: number, code: number, counts: Counts): void {
    this.#add(COPY, length);
    this.values[this.#valueCount++] = code;
    bump(counts.green, FIRST_LENGTH + copySymbol(length));
    bump(counts.distance, copySymbol(code));
  }

  #add(kind: number, value: number): void {
    if (this.length === this.kinds.length) this.#grow();
    this.kinds[this.length++] = kind;
    this.values[this.#valueCount++] = value;
  }

  #grow(): void {
    const { kinds, values } = this;
    this.kinds = new Uint8Array(kinds.length * 2);
    this.kinds.set(kinds);
    this.values = new Int32Array(values.length * 2);
    this.values.set(values);
  }
}

function noCounts(): Counts {
  return {
    green: new Uint32Array(FIRST_CACHED + ColourCache.PLACES),
    red: new Uint32Array(256),
    blue: new Uint32Array(256),
    distance: new Uint32Array(DISTANCE_SYMBOLS),
  };
}

function bump(counts: Uint32Array, symbol: number): void {
  counts[symbol] = (counts[symbol] as number) + 1;
}
