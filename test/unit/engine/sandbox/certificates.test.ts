import { describe, expect, it } from 'vitest';
import { readWrongCertificate } from '../../../../electron/engine/sandbox/browser/certificates';

const URL_OF_SITE = 'https://shop.example.com/pay?card=1';
const ANY_REASON = 'its certificate is not accepted by the browser';

describe('what the browser says of a certificate', () => {
  it.each([
    ['ERR_CERT_AUTHORITY_INVALID', 'its certificate is signed by nobody that the browser trusts'],
    ['ERR_CERT_DATE_INVALID', 'its certificate has expired, or is not valid yet'],
    ['ERR_CERT_COMMON_NAME_INVALID', 'its certificate is made out to another name'],
    ['ERR_CERT_REVOKED', 'its certificate was revoked'],
    ['ERR_CERT_WEAK_KEY', 'its certificate has a key that is too weak'],
  ])('is put in words: %s', (error, reason) => {
    expect(readWrongCertificate({ error, url: URL_OF_SITE })).toEqual({
      host: 'shop.example.com',
      port: 443,
      error,
      reason,
    });
  });

  it('is named even where it has no words of its own', () => {
    const read = readWrongCertificate({
      error: 'ERR_CERT_OF_TOMORROW',
      url: 'https://shop.example.com:8443/',
    });
    expect(read).toEqual({
      host: 'shop.example.com',
      port: 8443,
      error: 'ERR_CERT_OF_TOMORROW',
      reason: ANY_REASON,
    });
  });

  it.each(['Trust this site <b>now</b>', 'err_cert', `ERR_${'A'.repeat(200)}`, '__proto__', 'constructor'])(
    'gets nothing into the record that is no name: %s',
    (error) => {
      const read = readWrongCertificate({ error, url: URL_OF_SITE });
      expect(read?.reason).toBe(ANY_REASON);
      expect(read?.error).toMatch(/^[A-Z_]{0,80}$/);
    },
  );

  it.each(['', 'no address', 'data:text/html,hi'])('is nothing without a host: %s', (url) => {
    expect(readWrongCertificate({ error: 'ERR_CERT_REVOKED', url })).toBeNull();
  });
});
