import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../../../../electron/engine/vault/codes/base32';
import type { CodeShape } from '../../../../../electron/engine/vault/codes/code-shape';
import { codeOf } from '../../../../../electron/engine/vault/codes/one-time-code';
import { readSeed } from '../../../../../electron/engine/vault/codes/read-seed';

const seedOf = (length: number) => Buffer.from('1234567890'.repeat(7).slice(0, length));
const SEEDS = { sha1: seedOf(20), sha256: seedOf(32), sha512: seedOf(64) };
const SHAPE: CodeShape = { hash: 'sha1', digits: 6, periodSeconds: 30 };

describe('a one-time code', () => {
  it.each([
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ])('at %i s is as RFC 6238 (appendix B) says', (seconds, sha1, sha256, sha512) => {
    const expected = { sha1, sha256, sha512 };
    for (const hash of ['sha1', 'sha256', 'sha512'] as const) {
      const code = codeOf(SEEDS[hash], Math.floor(seconds / 30), { ...SHAPE, hash, digits: 8 });
      expect(code.toString()).toBe(expected[hash]);
    }
  });

  it('of a counter is as RFC 4226 (appendix D) says', () => {
    const codes = Array.from({ length: 10 }, (_, counter) => codeOf(SEEDS.sha1, counter, SHAPE).toString());
    expect(codes.join(' ')).toBe('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489');
  });

  it('keeps its zeros in front, in 6, 7 and 8 digits', () => {
    for (const digits of [6, 7, 8]) {
      expect(codeOf(SEEDS.sha1, Math.floor(1111111109 / 30), { ...SHAPE, digits }).toString()).toBe(
        '07081804'.slice(-digits),
      );
    }
  });
});

describe('base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of “%s” is “%s”, as RFC 4648 (10) says', (text, digits) => {
    expect(encodeBase32(Buffer.from(text)).toString()).toBe(digits);
    if (digits !== '') expect(decodeBase32(digits)?.toString()).toBe(text);
  });

  it('comes back whole, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) =>
        Buffer.from(bytes).equals(decodeBase32(encodeBase32(bytes).toString()) ?? Buffer.alloc(0)),
      ),
    );
  });

  it('is read as people copy it, and not from anything else', () => {
    expect(decodeBase32(' mzxw 6ytb-oi== ')?.toString()).toBe('foobar');
    for (const text of ['', '=', 'MZXW6YTB0I', 'M', 'MZX', 'MZXW6Y', 'MZ=XW6', 'MZXWÖ']) {
      expect([text, decodeBase32(text)]).toEqual([text, null]);
    }
  });
});

describe('a seed', () => {
  const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it.each([
    [SEED, SHAPE],
    ['gezd gnbv gy3t qojq gezd gnbv gy3t qojq', SHAPE],
    [`otpauth://totp/Acme:ada?secret=${SEED}&issuer=Acme`, SHAPE],
    [`OTPAUTH://TOTP/Acme?secret=${SEED}`, SHAPE],
    [
      `otpauth://totp/Acme?secret=${SEED}&algorithm=SHA256&digits=8&period=60`,
      { hash: 'sha256', digits: 8, periodSeconds: 60 },
    ],
    [`otpauth://totp/Acme?secret=${SEED}&algorithm=HmacSHA512`, { ...SHAPE, hash: 'sha512' }],
    [`otpauth://totp/Acme?secret=${SEED}&algorithm=sha-1`, SHAPE],
  ])('is read from %s', (text, shape) => {
    const seed = readSeed(text);
    expect([seed.bytes.toString(), seed.shape]).toEqual(['12345678901234567890', shape]);
  });

  it.each([
    ['nothing', '', 'not base32'],
    ['too little', 'MZXW6YTBOI', 'too short'],
    ['too much', 'A'.repeat(800), 'too short or too long'],
    ['other letters', '1234567890123456', 'not base32'],
    ['a counter', `otpauth://hotp/Acme?secret=${SEED}&counter=1`, 'change with time'],
    ['another scheme', `https://totp/Acme?secret=${SEED}`, 'neither base32 nor'],
    ['an address without a seed', 'otpauth://totp/Acme?issuer=Acme', 'not base32'],
    ['two seeds', `otpauth://totp/Acme?secret=${SEED}&secret=${SEED}`, 'says something twice'],
    ['a weak hash', `otpauth://totp/Acme?secret=${SEED}&algorithm=MD5`, 'SHA-1, SHA-256 or SHA-512'],
    ['five digits', `otpauth://totp/Acme?secret=${SEED}&digits=5`, '6 to 8 digits'],
    ['nine digits', `otpauth://totp/Acme?secret=${SEED}&digits=9`, '6 to 8 digits'],
    ['no period', `otpauth://totp/Acme?secret=${SEED}&period=0`, 'every 10 to 300 s'],
    ['a period in other words', `otpauth://totp/Acme?secret=${SEED}&period=3e1`, 'every 10 to 300 s'],
    ['another encoding', `otpauth://totp/Acme?secret=${SEED}&encoder=steam`, 'can’t be made'],
  ])('is not read from %s, and the refusal does not repeat it', (_what, text, words) => {
    let message = '';
    try {
      readSeed(text);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(words);
    expect(message).not.toMatch(/GEZD|MZXW|AAAA/);
  });
});
