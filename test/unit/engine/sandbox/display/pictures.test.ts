import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../../../electron/engine/sandbox/display/framebuffer';
import { isRecoloured } from '../../../../../electron/engine/sandbox/display/recoloured';
import { isSamePicture } from '../../../../../electron/engine/sandbox/display/same-picture';

const GREY = [0xee, 0xee, 0xee] as const;
const BLACK = [0, 0, 0] as const;
const differs = (a: Picture, b: Picture) => !isSamePicture(a, b) && !isRecoloured(a, b);
type Colour = readonly [number, number, number];
type Bar = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Digits of 7 by 10 pixels with strokes of one pixel, as small type has them: segments a to g. */
const SEGMENTS: Readonly<Record<string, Bar>> = {
  a: { x: 0, y: 0, width: 6, height: 1 },
  b: { x: 5, y: 0, width: 1, height: 5 },
  c: { x: 5, y: 5, width: 1, height: 5 },
  d: { x: 0, y: 9, width: 6, height: 1 },
  e: { x: 0, y: 5, width: 1, height: 5 },
  f: { x: 0, y: 0, width: 1, height: 5 },
  g: { x: 0, y: 5, width: 6, height: 1 },
};
const DIGITS = ['abcdef', 'bc', 'abged', 'abgcd', 'fgbc', 'afgcd', 'afgedc', 'abc', 'abcdefg', 'abcdfg'];

function plain(width: number, height: number, colour: Colour = GREY): Picture {
  const pixels = Buffer.alloc(width * height * 4);
  for (let at = 0; at < pixels.length; at += 4) pixels.set(colour, at);
  return { width, height, pixels };
}

function fill(picture: Picture, { x, y, width, height }: Bar, colour: Colour = BLACK): Picture {
  const pixels = Buffer.from(picture.pixels);
  for (let row = y; row < y + height; row += 1)
    for (let column = x; column < x + width; column += 1)
      pixels.set(colour, (row * picture.width + column) * 4);
  return { ...picture, pixels };
}

/** A black box whose edges run out over so many pixels on each side. */
function soft(picture: Picture, { x, y, width, height }: Bar, softness: number): Picture {
  const pixels = Buffer.from(picture.pixels);
  for (let row = 0; row < picture.height; row += 1)
    for (let column = 0; column < picture.width; column += 1) {
      const out = Math.max(x - column, column - (x + width - 1), y - row, row - (y + height - 1), 0);
      const strength = Math.max(0, 1 - out / softness) * 0.5;
      const at = (row * picture.width + column) * 4;
      for (let channel = at; channel < at + 3; channel += 1)
        pixels[channel] = Math.round((pixels[channel] ?? 0) * (1 - strength));
    }
  return { ...picture, pixels };
}

/** A button of 120 by 32 pixels with a number on it. */
function button(number: string, shift = 0): Picture {
  let picture = plain(120, 32);
  for (const [index, digit] of [...number].entries()) {
    for (const segment of DIGITS[Number(digit)] ?? '') {
      const bar = SEGMENTS[segment] as Bar;
      picture = fill(picture, { ...bar, x: bar.x + 30 + shift + index * 9, y: bar.y + 11 });
    }
  }
  return picture;
}

describe('different are', () => {
  it('two buttons of which one digit is not the same', () => {
    const same: string[] = [];
    for (let from = 0; from < 10; from += 1)
      for (let to = 0; to < from; to += 1)
        if (!differs(button(`12${from}0`), button(`12${to}0`))) same.push(`${from}${to}`);
    expect(same).toEqual([]);
    expect(differs(button('100'), button('900'))).toBe(true);
  });

  it('a button and the same with faint words on it', () => {
    expect(
      differs(button('480'), fill(button('480'), { x: 90, y: 11, width: 8, height: 10 }, [0xe6, 0xe6, 0xe6])),
    ).toBe(true);
  });

  it('a label and the same one pixel further', () => {
    expect(differs(button('480'), button('480', 1))).toBe(true);
  });

  it('an amount and ten times as much, but for its decimal point', () => {
    expect(differs(fill(button('480'), { x: 47, y: 20, width: 1, height: 1 }), button('480'))).toBe(true);
  });

  it('pictures of different sizes, empty ones too', () => {
    expect(differs(plain(10, 10), plain(10, 11))).toBe(true);
    expect(differs(plain(0, 0), plain(1, 1))).toBe(true);
  });

  it('two pictures of a wide area in which a small word has changed', () => {
    const before = plain(400, 300);
    expect(differs(before, fill(before, { x: 50, y: 50, width: 6, height: 5 }))).toBe(true);
  });

  it('a button and one in which a letter comes, however soft its edges are', () => {
    for (const softness of [1, 4, 16]) {
      const before = plain(120, 60);
      const after = soft(before, { x: 20, y: 10, width: 20, height: 40 }, softness);
      expect(differs(before, after)).toBe(true);
      expect(differs(after, before)).toBe(true);
    }
  });

  it('a button and one whose words are gone, or stand out of what nobody saw', () => {
    const unseen = fill(plain(120, 32), { x: 30, y: 8, width: 2, height: 16 }, [0xec, 0xec, 0xec]);
    const seen = fill(plain(120, 32), { x: 30, y: 8, width: 2, height: 16 }, [0xa0, 0xa0, 0xa0]);
    expect(differs(unseen, seen)).toBe(true);
    expect(differs(seen, unseen)).toBe(true);
  });

  it('a word and the same word with a bar that is not solid', () => {
    const before = plain(120, 60);
    const dashes = fill(fill(before, { x: 50, y: 5, width: 2, height: 5 }), {
      x: 50,
      y: 12,
      width: 2,
      height: 5,
    });
    expect(differs(before, dashes)).toBe(true);
  });

  it('pictures with two carets, wherever they are', () => {
    const before = plain(120, 60);
    const two = fill(fill(before, { x: 10, y: 5, width: 1, height: 16 }), {
      x: 60,
      y: 5,
      width: 1,
      height: 16,
    });
    expect(differs(before, two)).toBe(true);
  });
});

describe('a picture in other colours', () => {
  /** As if something of this colour lay over it, so strong (0 to 1). */
  const shaded = (picture: Picture, colour: Colour, strength: number): Picture => ({
    ...picture,
    pixels: Buffer.from(
      picture.pixels.map((value, at) =>
        at % 4 === 3 ? value : Math.round(value + ((colour[at % 4] ?? 0) - value) * strength),
      ),
    ),
  });

  it('is the same with a glow, a pulse or a shade over it', () => {
    for (const colour of [[255, 255, 255], [26, 115, 232], BLACK] as const)
      for (const strength of [0.1, 0.3, 0.5]) {
        const now = shaded(button('480'), colour, strength);
        expect(isSamePicture(button('480'), now)).toBe(false);
        expect(isRecoloured(button('480'), now)).toBe(true);
        expect(isRecoloured(now, button('480'))).toBe(true);
      }
  });

  it('is another one when more than the colours is other', () => {
    for (const strength of [0.1, 0.3, 0.5]) {
      const now = shaded(button('488'), [26, 115, 232], strength);
      expect(isRecoloured(button('480'), now)).toBe(false);
    }
  });

  it('is another one when its letters fade away, or it becomes its negative', () => {
    expect(isRecoloured(button('480'), shaded(button('480'), GREY, 0.95))).toBe(false);
    const negative = {
      ...button('480'),
      pixels: Buffer.from(button('480').pixels.map((value) => 255 - value)),
    };
    expect(isRecoloured(button('480'), negative)).toBe(false);
  });
});

describe('alike are', () => {
  it('pictures between which no channel moved by more than 4', () => {
    expect(isSamePicture(plain(120, 32), plain(120, 32, [0xee - 4, 0xee, 0xee - 3]))).toBe(true);
  });

  it('a picture and itself, and nothing and nothing', () => {
    expect(isSamePicture(button('12'), button('12'))).toBe(true);
    expect(isSamePicture(plain(0, 0), plain(0, 0))).toBe(true);
  });

  it('the same two in either order', () => {
    const bar = fc.record({
      x: fc.integer({ min: 0, max: 30 }),
      y: fc.integer({ min: 0, max: 30 }),
      width: fc.integer({ min: 0, max: 10 }),
      height: fc.integer({ min: 0, max: 10 }),
    });
    const before = plain(40, 40);
    fc.assert(
      fc.property(bar, bar, (one, other) => {
        const [a, b] = [fill(before, one), fill(before, other)];
        return differs(a, b) === differs(b, a);
      }),
    );
  });
});
