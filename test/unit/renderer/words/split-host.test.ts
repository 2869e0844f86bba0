import { describe, expect, it } from 'vitest';
import { splitHost } from '../../../../renderer/words/split-host';

describe('splitHost', () => {
  it.each([
    ['app.example.com', 'app.', 'example.com'],
    ['paypal.com.evil.example', 'paypal.com.', 'evil.example'],
    ['shop.example.co.uk', 'shop.', 'example.co.uk'],
    ['paypal.github.io', '', 'paypal.github.io'],
    ['login.paypal.github.io', 'login.', 'paypal.github.io'],
    ['a.b.s3.amazonaws.com', 'a.', 'b.s3.amazonaws.com'],
    ['billing.practice.test', 'billing.', 'practice.test'],
    ['localhost', '', 'localhost'],
    ['10.0.0.1', '', '10.0.0.1'],
    ['[::1]', '', '[::1]'],
    ['co.uk', '', 'co.uk'],
    ['not a host/at all', '', 'not a host/at all'],
    ['', '', ''],
  ])('%s belongs to whoever has %s cut off', (host, subdomain, registrable) => {
    expect(splitHost(host)).toEqual({ subdomain, registrable, isInternational: false });
  });

  it('shows what was given, whatever it is', () => {
    for (const host of [
      'EXAMPLE.com.',
      'user@example.com',
      'http://example.com/x',
      'a..b',
      '\u202eexample.com',
    ]) {
      const { subdomain, registrable } = splitHost(host);
      expect(subdomain + registrable).toBe(host);
    }
  });

  it('marks names in other scripts', () => {
    expect(splitHost('www.xn--pypal-4ve.com').isInternational).toBe(true);
  });
});
