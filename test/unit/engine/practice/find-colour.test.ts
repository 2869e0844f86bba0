import { describe, expect, it } from 'vitest';
import { centreOf, findColour, type Pixels } from '../../../../electron/engine/practice/find-colour';

/** A picture drawn in letters: `#` is the wanted colour, everything else is something near it. */
function draw(rows: readonly string[]): Pixels {
  const width = rows[0]?.length ?? 0;
  const data = new Uint8Array(width * rows.length * 4);
  rows.forEach((row, y) => {
    [...row].forEach((letter, x) => {
      data.set(letter === '#' ? [0x1f, 0x6f, 0xeb, 255] : [0x1f, 0x6f, 0xea, 255], (y * width + x) * 4);
    });
  });
  return { width, height: rows.length, data };
}

const COLOUR = '#1f6feb';
const times = (count: number, row: string) => Array.from({ length: count }, () => row);

describe('findColour', () => {
  it('finds nothing on a picture of nearly that colour', () => {
    expect(findColour(draw(times(20, '.'.repeat(20))), COLOUR)).toBeNull();
  });

  it('ignores a patch that is too narrow or too low for a control', () => {
    expect(findColour(draw(times(30, `....${'#'.repeat(11)}....`)), COLOUR)).toBeNull();
    expect(findColour(draw([...times(11, '#'.repeat(30)), '.'.repeat(30)]), COLOUR)).toBeNull();
  });

  it('finds a button at the very edge', () => {
    const picture = draw(times(12, `${'.'.repeat(8)}${'#'.repeat(12)}`));
    expect(findColour(picture, COLOUR)).toEqual({ x: 8, y: 0, width: 12, height: 12 });
  });

  it('takes text on a button as a part of it', () => {
    const picture = draw([
      ...times(6, `..${'#'.repeat(26)}..`),
      ...times(3, '..###..###..###..###..######..'),
      ...times(6, `..${'#'.repeat(26)}..`),
    ]);
    expect(findColour(picture, COLOUR)).toEqual({ x: 2, y: 0, width: 26, height: 15 });
  });

  it('joins what meets only lower down', () => {
    const picture = draw([...times(8, '####....####....####'), ...times(8, '#'.repeat(20))]);
    expect(findColour(picture, COLOUR)).toEqual({ x: 0, y: 0, width: 20, height: 16 });
  });

  it('takes the largest of several', () => {
    const picture = draw(times(20, `${'#'.repeat(12)}..${'#'.repeat(14)}..${'#'.repeat(12)}`));
    expect(findColour(picture, COLOUR)).toEqual({ x: 14, y: 0, width: 14, height: 20 });
  });

  it('does not join across the end of a line', () => {
    const picture = draw(times(14, `${'#'.repeat(13)}..${'#'.repeat(12)}`));
    expect(findColour(picture, COLOUR)).toEqual({ x: 0, y: 0, width: 13, height: 14 });
  });

  it('aims at the middle', () => {
    expect(centreOf({ x: 10, y: 20, width: 31, height: 12 })).toEqual([25, 26]);
  });
});
