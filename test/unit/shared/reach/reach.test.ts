import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reach } from '../../../../shared/reach/reach';

const reach = new Reach({
  allowed_hosts: ['example.com', '*.api.example.com', 'app.example.com:8443', 'plain.example.com:80'],
  unknown_hosts: 'deny',
});

describe('an address is refused', () => {
  it.each([
    ['http://example.com/', 'plain HTTP where the entry means TLS'],
    ['https://plain.example.com/', 'TLS where the entry means plain HTTP'],
    ['https://plain.example.com:80/', 'TLS on port 80'],
    ['http://app.example.com:8443/', 'plain HTTP on a port for TLS'],
    ['https://example.com:8443/', 'another port'],
    ['https://api.example.com/', 'the apex of a wildcard'],
    ['https://example.com.evil.test/', 'a longer name'],
    ['https://evilexample.com/', 'a name with the same end'],
    ['https://example.com@evil.test/', 'a user name that looks like a host'],
    ['https://me@example.com/', 'a user name'],
    ['https://127.0.0.1/', 'an address'],
    ['https://2130706433/', 'an address as one number'],
    ['https://[::1]/', 'an IPv6 address'],
    ['https://localhost/', 'this machine'],
    ['javascript:alert(1)', 'a script'],
    ['data:text/html,x', 'a document in itself'],
    ['file:///etc/passwd', 'a file'],
    ['view-source:https://example.com/', 'a source view'],
    ['about:blank', 'a page of the browser'],
    ['//example.com/', 'no whole address'],
    ['', 'nothing'],
  ])('%s: %s', (address) => {
    expect(reach.judge(address).isAllowed).toBe(false);
  });

  it('with the host that a browser would go to in the verdict', () => {
    expect(reach.judge('https://EXAMPLE.com\\@evil.test/')).toMatchObject({ isAllowed: true });
    expect(reach.judge('https://evil.test\\@example.com/')).toMatchObject({ host: 'evil.test' });
    expect(reach.judge('https://exam\u00adple.org/')).toMatchObject({ host: 'example.org' });
  });

  it('and nothing makes the judgement throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void reach.judge(text)));
  });
});

describe('an address is allowed', () => {
  it.each([
    'https://example.com/a?b#c',
    'HTTPS://EXAMPLE.COM./',
    'https://example.com:443/',
    'https://a.b.api.example.com/',
    'https://app.example.com:8443/',
    'http://plain.example.com/',
    'https://ex%61mple.com/',
  ])('%s', (address) => {
    expect(reach.judge(address)).toEqual({ isAllowed: true });
  });

  it('outside the list where unknown hosts are asked about, but never an address or a name of this machine', () => {
    const asking = new Reach({ allowed_hosts: [], unknown_hosts: 'ask' });
    const judged = ['https://other.test/', 'https://10.0.0.1/', 'https://localhost/', 'file:///x'].map(
      (address) => asking.judge(address).isAllowed,
    );
    expect(judged).toEqual([true, false, false, false]);
  });
});
