import { describe, expect, it } from 'vitest';
import { splitHost } from '../../../../renderer/components/split-host';

describe('splitHost', () => {
  it.each([
    ['app.example.com', 'app.', 'example.com'],
    ['paypal.com.evil.example', 'paypal.com.', 'evil.example'],
    ['login.bank.co.uk', 'login.', 'bank.co.uk'],
    ['example.com', '', 'example.com'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['localhost', '', 'localhost'],
  ])('cuts %s where its owner begins', (host, subdomain, registrable) => {
    expect(splitHost(host)).toEqual({ subdomain, registrable, isInternational: false });
  });

  it('says when a name is spelt with letters outside ASCII', () => {
    expect(splitHost('www.xn--pypal-4ve.com').isInternational).toBe(true);
  });
});
