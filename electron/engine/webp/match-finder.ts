import { FARTHEST_COPY, LONGEST_COPY } from './back-reference';

const HASH_BITS = 15;
/** Pixels that are hashed together: nothing shorter is worth naming by how far back it is. */
const HASHED = 4;
/** Earlier places that are compared with each pixel at most. */
const MOST_PLACES = 4;
/** A copy of so many pixels is not compared with others. */
const LONG_ENOUGH = 64;

/** About how many bits each costs on a screen. Only which copy is taken hangs on them. */
const BITS_OF = { pixel: 7, nearCopy: 9, aboveCopy: 8, farCopy: 26 } as const;
export const PIXEL_BITS = BITS_OF.pixel;

/** Looks in a picture for pixels that stood there before: to the left, above, or wherever the same four began. */
export class MatchFinder {
  /** The best copy that the last look found: pixels, and pixels back. */
  length = 0;
  distance = 0;
  readonly #heads = new Int32Array(1 << HASH_BITS).fill(-1);
  readonly #earlier: Int32Array;

  constructor(
    private readonly pixels: Int32Array,
    private readonly width: number,
  ) {
    this.#earlier = new Int32Array(pixels.length);
  }

  /** Bits that the best copy at a pixel saves; 0 when there is none. `far`: whether to look beyond left and above. */
  look(at: number, far: boolean): number {
    const { pixels, width } = this;
    const pixel = pixels[at] as number;
    this.length = 0;
    let saved = 0;
    if (at >= width && pixels[at - width] === pixel) {
      this.length = this.#matching(at, at - width);
      this.distance = width;
      saved = Math.max(0, this.length * BITS_OF.pixel - BITS_OF.aboveCopy);
    }
    if (this.length >= LONG_ENOUGH) return saved;
    if (at > 0 && pixels[at - 1] === pixel) {
      const length = this.#matching(at, at - 1);
      const wouldSave = length * BITS_OF.pixel - BITS_OF.nearCopy;
      if (wouldSave > saved) {
        this.length = length;
        this.distance = 1;
        saved = wouldSave;
      }
    }
    return far && this.length < LONG_ENOUGH ? this.#lookBack(at, saved) : saved;
  }

  /** Remembers a pixel that was copied, so that it can be found. */
  remember(at: number): void {
    if (at + HASHED > this.pixels.length) return;
    const hash = this.#hash(at);
    if (this.#heads[hash] === at) return;
    this.#earlier[at] = this.#heads[hash] as number;
    this.#heads[hash] = at;
  }

  #lookBack(at: number, savedBefore: number): number {
    const { pixels } = this;
    if (at + HASHED > pixels.length) return savedBefore;
    let saved = savedBefore;
    // A look from the pixel before has remembered this one already.
    this.remember(at);
    let place = this.#earlier[at] as number;
    for (let places = 0; place >= 0 && places < MOST_PLACES && at - place <= FARTHEST_COPY; places += 1) {
      // What does not match where the best one ends is no better.
      if (pixels[place + this.length] === pixels[at + this.length]) {
        const length = this.#matching(at, place);
        const wouldSave = length * BITS_OF.pixel - BITS_OF.farCopy;
        if (wouldSave > saved) {
          this.length = length;
          this.distance = at - place;
          saved = wouldSave;
          if (length >= LONG_ENOUGH) break;
        }
      }
      place = this.#earlier[place] as number;
    }
    return saved;
  }

  #matching(at: number, from: number): number {
    const { pixels } = this;
    const most = Math.min(LONGEST_COPY, pixels.length - at);
    let length = 0;
    while (length < most && pixels[at + length] === pixels[from + length]) length += 1;
    return length;
  }

  #hash(at: number): number {
    const { pixels } = this;
    const mixed =
      Math.imul(pixels[at] as number, 0x9e3779b1) ^
      Math.imul(pixels[at + 1] as number, 0x85ebca6b) ^
      Math.imul(pixels[at + 2] as number, 0xc2b2ae35) ^
      Math.imul(pixels[at + 3] as number, 0x27d4eb2f);
    return mixed >>> (32 - HASH_BITS);
  }
}
