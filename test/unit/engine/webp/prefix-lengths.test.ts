import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prefixLengths } from '../../../../electron/engine/webp/prefix-lengths';

/** What part of all codes is taken; 1 when none is left and none twice. */
function taken(lengths: Uint8Array): number {
  return [...lengths].reduce((sum, length) => sum + (length === 0 ? 0 : 2 ** -length), 0);
}

describe('the lengths of a prefix code', () => {
  it('stay within the limit and leave no code over, however uneven the counts', () => {
    const counts = fc.array(fc.oneof(fc.constant(0), fc.nat(2 ** 20)), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(counts, (numbers) => {
        const lengths = prefixLengths(Uint32Array.from(numbers), 9);
        const used = numbers.filter((count) => count > 0).length;
        expect([...lengths].map((length) => length > 0)).toEqual(numbers.map((count) => count > 0));
        expect(Math.max(...lengths)).toBeLessThanOrEqual(9);
        if (used > 1) expect(taken(lengths)).toBe(1);
      }),
    );
  });

  it('hold the limit where each occurs as often as all before together', () => {
    const lengths = prefixLengths(
      Uint32Array.from({ length: 30 }, (_, at) => 2 ** at),
      15,
    );
    expect([Math.max(...lengths), taken(lengths)]).toEqual([15, 1]);
  });

  it('give what occurs more often no more bits', () => {
    expect([...prefixLengths(Uint32Array.of(1, 1, 2, 4, 0), 15)]).toEqual([3, 3, 2, 1, 0]);
  });

  it.each([
    ['nothing', [0, 0], [0, 0]],
    ['one symbol', [0, 7], [0, 1]],
  ])('of %s are none, or one', (_, counts, lengths) => {
    expect([...prefixLengths(Uint32Array.from(counts), 15)]).toEqual(lengths);
  });
});
