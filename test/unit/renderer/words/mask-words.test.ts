import { expect, it } from 'vitest';
import { maskWords } from '../../../../renderer/words/mask-words';
import type { RedactionNote } from '../../../../shared/domain/redaction';

const BOX = { x: 0, y: 0, width: 10, height: 10 };
const note = (changes: Partial<RedactionNote>): RedactionNote => ({
  masks: [],
  more: 0,
  unsure: null,
  ...changes,
});

it('counts what is masked by its kind', () => {
  const masks = (['email', 'password', 'email'] as const).map((kind) => ({ kind, box: BOX }));
  expect(maskWords(note({ masks }))).toBe('Masked: E-mail addresses (2), Passwords (1).');
  expect(maskWords(note({ masks, more: 7 }))).toBe('Masked: E-mail addresses (2), Passwords (1), 7 more.');
});

it('says that all is masked, and why, when nobody knew where something was', () => {
  const words = maskWords(note({ unsure: { cause: 'silent', cover: 'page' } }));
  expect(words).toBe('Everything that pages show is masked: the page did not answer.');
});

it('says that masks are wide, and why', () => {
  const masks = [{ kind: 'code' as const, box: BOX }];
  const words = maskWords(note({ masks, unsure: { cause: 'dialog', cover: 'region' } }));
  expect(words).toBe('Masked: One-time codes (1). Masked wide, since a dialog kept the page from answering.');
});
