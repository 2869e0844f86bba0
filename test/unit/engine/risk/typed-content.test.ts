import { expect, it } from 'vitest';
import { contentFindings } from '../../../../electron/engine/risk/typed-content';

/** Whether a finding about what is typed says so. */
const says = (words: string) => (text: string) =>
  contentFindings(text).some(({ why }) => why.includes(words));
const hasCardNumber = says('a card number');
const hasIban = says('an account number (IBAN)');
const hasSecret = says('a key, token or other secret');

it('knows card numbers by their check digit, however they are grouped', () => {
  expect(
    ['4111111111111111', '4111 1111 1111 1111', '5500-0000-0000-0004', 'card 378282246310005.'].map(
      hasCardNumber,
    ),
  ).toEqual(Array(4).fill(true));
  expect(
    ['4111111111111112', '1234567890123', '0000000000000000', '2026-11-23 21:42', '+49 170 1234567'].map(
      hasCardNumber,
    ),
  ).toEqual(Array(5).fill(false));
});

it('knows account numbers by modulo 97', () => {
  expect(
    ['DE89 3704 0044 0532 0130 00', 'gb82west12345698765432', 'to FR1420041010050500013M02606 please'].map(
      hasIban,
    ),
  ).toEqual(Array(3).fill(true));
  expect(['DE88 3704 0044 0532 0130 00', 'AB12', 'Room DE89'].map(hasIban)).toEqual(Array(3).fill(false));
});

it('knows secrets by their prefix or by how random they are', () => {
  const secrets = [
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'AKIAIOSFODNN7EXAMPLE',
    'xoxb-123456789012-abcdefABCDEF',
    '-----BEGIN RSA PRIVATE KEY-----',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N',
    'postgres://admin:s3cret@db.internal/app',
    'wJalrXUtnFEMI7K7MDENGbPxRfiCYEXAMPLEKEY1',
  ];
  expect(secrets.filter((text) => !hasSecret(text))).toEqual([]);
  const plain = [
    'antidisestablishmentarianism',
    'https://example.com/a/very/long/path/to/some/page',
    '3f786850e387550fdab836ed7e6dc881de23001b',
    'The quick brown fox jumps over the lazy dog',
  ];
  expect(plain.filter(hasSecret)).toEqual([]);
});
