import { describe, expect, it } from 'vitest';
import { DETECTORS_SOURCE } from '../../../../../electron/engine/sandbox/in-page/detectors';
import { TEXT_DETECTORS, type TextDetector } from '../../../../../shared/domain/redaction';

type Detect = (text: string) => readonly (readonly [number, number])[];

/** The very source that runs in pages. */
const detectors = new Function(`${DETECTORS_SOURCE}; return detectors;`)() as Record<TextDetector, Detect>;
const found = (name: TextDetector, text: string) =>
  detectors[name](text).map(([from, to]) => text.slice(from, to));

/** Invented, or made for tests by those who issue the real ones. */
const POSITIVE: Readonly<Record<TextDetector, readonly string[]>> = {
  card_number: [
    '4111 1111 1111 1111',
    '4111111111111111',
    '5500-0000-0000-0004',
    '3400 0000 0000 009',
    '6011 0000 0000 0004',
    '4222222222222',
    '4111\u00a01111\u00a01111\u00a01111',
  ],
  iban: [
    'DE89 3704 0044 0532 0130 00',
    'GB29NWBK60161331926819',
    'FR14 2004 1010 0505 0001 3M02 606',
    'NO93 8601 1117 947',
    'MT84 MALT 0110 0001 2345 MTLC AST0 01S',
    'nl91 abna 0417 1643 00',
  ],
  email: [
    'ada@example.com',
    "o'hara+bills@mail.example.co.uk",
    'jürgen@bücher.example',
    'a_b.c-d@x1.example',
  ],
  phone: [
    '+49 30 1234567',
    '+1 (202) 555-0143',
    '0044 20 7946 0958',
    '(202) 555-0143',
    '202-555-0143',
    '030 / 1234 5678',
  ],
  national_id: [
    '219-09-9999',
    'AB 12 34 56 C',
    '86 095 742 719',
    '12345678Z',
    'X1234567L',
    'RSSMRA85T10A562S',
    '2 55 08 14 168 025 38',
    '44051401359',
    '529.982.247-25',
    '811228-9874',
  ],
  secret: [
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${'a1B2'.repeat(9)}`,
    `sk-ant-api03-${'x'.repeat(24)}`,
    `sk_live_${'9'.repeat(24)}`,
    'xoxb-1234567890-abcdef',
    `AIza${'b'.repeat(35)}`,
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIBOgIBAAJBAK\n-----END RSA PRIVATE KEY-----',
  ],
};

/** What looks like one and is none: a wrong check digit, a date, an amount, an ordinary word. */
const NEGATIVE: Readonly<Record<TextDetector, readonly string[]>> = {
  card_number: [
    '4111 1111 1111 1112',
    '0000 0000 0000 0000',
    '2026-11-29 10:30:00',
    '1 234 567.89',
    '4444444444444444',
  ],
  iban: [
    'DE89 3704 0044 0532 0130 01',
    'XX89 3704 0044 0532 0130 00',
    'DE89 3704',
    'Order DE12 arrived on monday',
  ],
  email: ['ada at example.com', '@example.com', 'ada@localhost', 'a@b'],
  phone: [
    '12345678',
    '1,234,567.00',
    '2026-11-29',
    'DE89 3704 0044 0532 0130 00',
    '192.168.100.200',
    '+1',
    '3.1415926535',
  ],
  national_id: [
    '666-09-9999',
    '219-00-9999',
    'GB 12 34 56 C',
    '86 095 742 718',
    '12345678A',
    '44051401358',
    '529.982.247-26',
    '811228-9873',
  ],
  secret: ['AKIA', 'sk-', 'eyJhbGci.x.y', 'ghp_short', 'BEGIN PRIVATE KEY', 'task_live_value'],
};

describe.each(TEXT_DETECTORS)('%s', (name) => {
  it.each(POSITIVE[name])('finds %s, and no more than it', (text) => {
    expect(found(name, text)).toContain(text);
    expect(found(name, `Total: ${text}. Thank you`).map((one) => one.trim())).toContain(text);
  });

  it.each(NEGATIVE[name])('does not find %s', (text) => {
    expect(found(name, text)).toEqual([]);
  });

  it('finds all of several', () => {
    const all = POSITIVE[name].map((text) => `<${text}>`).join(' and ');
    for (const text of POSITIVE[name]) expect(found(name, all)).toContain(text);
  });

  it('comes to an end with a long text of anything', () => {
    const hostile = ['1', 'a', '1 ', '1-', '@', 'a.', '0', '+', ' ', 'DE', 'eyJ', '.', '4 '].map((piece) =>
      piece.repeat(20_000),
    );
    // One that goes back and forth in it would not come to an end within the time that a test has.
    for (const text of hostile) expect(detectors[name](text)).toBeInstanceOf(Array);
  });
});

describe('a card number', () => {
  it('is found between other numbers', () => {
    expect(found('card_number', '3 4111 1111 1111 1111 12')).toEqual(['4111 1111 1111 1111']);
  });
});
