import { describe, expect, it } from 'vitest';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';

describe('untrusted text', () => {
  for (const char of [
    '\u202e',
    '\u2066',
    '\u200b',
    '\u00ad',
    '\u{e0041}',
    '\ufe0f',
    '\u3164',
    '\u115f',
    '\u0007',
    '\u00a0',
    '\u2028',
    '\ud800',
  ]) {
    it(`shows U+${char.codePointAt(0)?.toString(16)} instead of obeying it`, () => {
      expect(escapeHidden(`a${char}b`)).toMatch(/^a⟦U\+[0-9A-F]{4,6}⟧b$/);
    });
  }

  it('leaves ordinary text of any script alone', () => {
    const text = 'Müller & Søn — 支払う Привет שלום 🙂';
    expect(escapeHidden(text)).toBe(text);
  });

  it('keeps a label on one line and short', () => {
    expect(shortLabel(`  first\nsecond ${'x'.repeat(200)}`, 20)).toBe('first↵second xxxxxx…');
  });
});
