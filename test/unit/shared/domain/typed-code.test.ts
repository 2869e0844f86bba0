import { expect, it } from 'vitest';
import { readTypedCode } from '../../../../shared/domain/typed-code';

it.each([
  ['849201', '849201'],
  [' 849 201 ', '849201'],
  ['849-201', '849201'],
  ['G-849201', 'G849201'],
  ['XKJQ-WERT', 'XKJQWERT'],
  ['1234', '1234'],
])('%j is the code %s', (text, code) => {
  expect(readTypedCode(text)).toBe(code);
});

it.each([
  '',
  '  ',
  '-',
  '123',
  '1234567890123',
  'no code',
  'yes please',
  '12<34',
  '１２３４５６',
  '12\u200b3456',
  `1234${' '.repeat(60)}`,
])('%j is none', (text) => {
  expect(readTypedCode(text)).toBeNull();
});
