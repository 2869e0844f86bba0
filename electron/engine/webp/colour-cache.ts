/** RFC 9649, section 3: colours that came before, each in the place that its hash says. Writer and reader fill it alike. */
export class ColourCache {
  static readonly BITS = 10;
  static readonly PLACES = 1 << ColourCache.BITS;
  readonly #colours = new Int32Array(ColourCache.PLACES);

  /** Where this colour is; null when it was not there, and now it is. ARGB. */
  placeOf(argb: number): number | null {
    const place = placeFor(argb);
    if (this.#colours[place] === argb) return place;
    this.#colours[place] = argb;
    return null;
  }

  colourAt(place: number): number {
    return this.#colours[place] as number;
  }

  /** Notes the pixels from one place up to another. */
  addAll(pixels: Int32Array, from: number, to: number): void {
    let before = from > 0 ? (pixels[from - 1] as number) : null;
    for (let at = from; at < to; at += 1) {
      const argb = pixels[at] as number;
      if (argb !== before) this.#colours[placeFor(argb)] = argb;
      before = argb;
    }
  }
}

function placeFor(argb: number): number {
  return Math.imul(0x1e35a7bd, argb) >>> (32 - ColourCache.BITS);
}
