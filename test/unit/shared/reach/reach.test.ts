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

describe('what a refusal of an address says', () => {
  const LONG = `${'a'.repeat(41)}.api.example.com`;
  it.each([
    ['nonsense', null, 'no-address', 'it is not an address'],
    ['file:///x', null, 'scheme', 'only pages from http and https addresses are opened'],
    ['https://127.0.0.1/', '127.0.0.1', 'by-address', 'hosts are allowed by name, never by address'],
    ['https://[::1]/', '[::1]', 'by-address', 'hosts are allowed by name, never by address'],
    ['https://me@example.com/', 'example.com', 'user-name', 'it carries a user name'],
    ['https://:secret@example.com/', 'example.com', 'user-name', 'it carries a user name'],
    ['http://app.example.com:8443/', 'app.example.com', 'wrong-protocol', 'plain HTTP is for port 80 only'],
    [
      'https://plain.example.com:80/',
      'plain.example.com',
      'wrong-protocol',
      'plain HTTP is for port 80 only',
    ],
    [`https://${LONG}/`, LONG, 'long-label', 'the name below the wildcard is too long'],
    ['https://localhost/', 'localhost', 'special-name', 'the host is not in allowed_hosts'],
    ['http://example.com/', 'example.com', 'not-plain', 'the host is not in allowed_hosts'],
    ['https://example.com:8443/', 'example.com', 'other-port', 'the host is not in allowed_hosts'],
    ['https://other.test/', 'other.test', 'not-named', 'the host is not in allowed_hosts'],
  ])('%s', (address, host, fault, reason) => {
    expect(reach.judge(address)).toEqual({ isAllowed: false, host, fault, reason });
  });
});

describe('a host', () => {
  it('is named by the entry for itself before the one for all below', () => {
    const both = new Reach({
      allowed_hosts: ['*.example.com', 'a.example.com', 'no host', '*.a.example.com'],
      unknown_hosts: 'deny',
    });
    expect(both.judgeHost('a.example.com', 443, false)).toEqual({
      kind: 'named',
      entry: 'a.example.com',
      isWildcard: false,
    });
    expect(both.judgeHost('b.example.com', 443, null)).toEqual({
      kind: 'named',
      entry: '*.example.com',
      isWildcard: true,
    });
    expect(both.judgeHost('x.a.example.com', 443, false)).toMatchObject({ entry: '*.example.com' });
  });

  it('below a wildcard has labels of at most 40 characters, each of them', () => {
    const judged = (host: string) => reach.judgeHost(`${host}.api.example.com`, 443, false).kind;
    expect([
      judged('a'.repeat(40)),
      judged('a'.repeat(41)),
      judged(`b.${'a'.repeat(41)}`),
      judged(`${'a'.repeat(41)}.b`),
    ]).toEqual(['named', 'refused', 'refused', 'refused']);
  });

  it('with a long name of its own is no name below a wildcard', () => {
    const host = `${'a'.repeat(50)}.example.com`;
    const named = new Reach({ allowed_hosts: [host], unknown_hosts: 'deny' });
    expect(named.judgeHost(host, 443, false).kind).toBe('named');
  });

  it('that nobody names is asked about on the two usual ports alone, where it is asked about at all', () => {
    const asking = new Reach({ allowed_hosts: ['app.example.com:8443'], unknown_hosts: 'ask' });
    const judged = (port: number, isPlain: boolean | null) => asking.judgeHost('other.test', port, isPlain);
    expect([judged(443, false), judged(80, true), judged(443, null)]).toEqual(Array(3).fill({ kind: 'ask' }));
    expect(judged(8443, false)).toEqual({ kind: 'refused', fault: 'not-named', entry: '' });
    expect(asking.judgeHost('app.example.com', 9443, false)).toEqual({
      kind: 'refused',
      fault: 'other-port',
      entry: '',
    });
    expect(reach.judgeHost('other.test', 443, false)).toEqual({
      kind: 'refused',
      fault: 'not-named',
      entry: '',
    });
  });

  it('is refused by name and by protocol before anything else, with no entry to show for it', () => {
    expect(reach.judgeHost('localhost', 443, false)).toEqual({
      kind: 'refused',
      fault: 'special-name',
      entry: '',
    });
    expect(reach.judgeHost('example.com', 443, true)).toEqual({
      kind: 'refused',
      fault: 'wrong-protocol',
      entry: '',
    });
    expect(reach.judgeHost('example.com', 80, false)).toEqual({
      kind: 'refused',
      fault: 'wrong-protocol',
      entry: '',
    });
    expect(reach.judgeHost('example.com', 80, true)).toEqual({
      kind: 'refused',
      fault: 'not-plain',
      entry: '',
    });
  });
});
