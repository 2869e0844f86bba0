import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKeyCombo, parseKeyCombo } from '../../../shared/domain/key-combo';

const canonical = (text: string) => {
  const combo = parseKeyCombo(text);
  return combo && formatKeyCombo(combo);
};

describe('key combinations', () => {
  it('are the same whatever their order, case and aliases', () => {
    const spellings = ['ctrl+shift+T', 'Shift+Control+t', 'SHIFT_L+CTRL+t', 'control+shift + t'];
    expect(new Set(spellings.map(canonical))).toEqual(new Set(['ctrl+shift+t']));
    expect(['Return', 'Enter', 'KP_Enter', '\n'].map(canonical)).toEqual(Array(4).fill('return'));
    expect(['super+l', 'cmd+L', 'Win+l', 'Meta_L+l'].map(canonical)).toEqual(Array(4).fill('super+l'));
  });

  for (const text of [
    '',
    '+',
    'ctrl+',
    'a+b',
    'Return+ctrl',
    'ctrl+a Delete',
    'xyzzy',
    'ctrl+ctrl+',
    'a\u202e',
    '\u0000',
    'F25',
  ]) {
    it(`refuses ${JSON.stringify(text)} unless it is exactly one combination`, () => {
      expect(canonical(text)).toBe(text === '+' ? 'plus' : null);
    });
  }

  it('tells plus from the separator', () => {
    expect(['+', 'ctrl++', 'plus', 'ctrl+plus'].map(canonical)).toEqual([
      'plus',
      'ctrl+plus',
      'plus',
      'ctrl+plus',
    ]);
  });

  it('have one canonical form: reading it again gives the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const once = canonical(text);
        expect(once === null ? null : canonical(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});
