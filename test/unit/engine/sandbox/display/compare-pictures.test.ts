import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePictures } from '../../../../../electron/engine/sandbox/display/compare-pictures';
import type { Picture } from '../../../../../electron/engine/sandbox/display/framebuffer';

const GREY = [0xee, 0xee, 0xee] as const;
const BLACK = [0, 0, 0] as const;
const differs = (a: Picture, b: Picture) => comparePictures(a, b) === 'different';
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

  it('a button and one with another colour', () => {
    expect(differs(plain(120, 32), plain(120, 32, [0xee, 0xee, 0xc0]))).toBe(true);
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

  it('bars wider or taller than a caret', () => {
    const before = plain(120, 60);
    expect(differs(before, fill(before, { x: 50, y: 5, width: 4, height: 20 }))).toBe(true);
    expect(differs(before, fill(before, { x: 50, y: 5, width: 2, height: 41 }))).toBe(true);
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

describe('not told apart from a caret that has blinked is', () => {
  it('a solid bar of its size, wherever it is', () => {
    const before = plain(200, 60);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 197 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 10, max: 40 }),
        (x, y, width, height) => comparePictures(before, fill(before, { x, y, width, height })) === 'bar',
      ),
    );
  });
});

describe('alike are', () => {
  it('pictures between which no channel moved by more than 4', () => {
    expect(comparePictures(plain(120, 32), plain(120, 32, [0xee - 4, 0xee, 0xee - 3]))).toBe('same');
  });

  it('a picture and itself, and nothing and nothing', () => {
    expect(comparePictures(button('12'), button('12'))).toBe('same');
    expect(comparePictures(plain(0, 0), plain(0, 0))).toBe('same');
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
