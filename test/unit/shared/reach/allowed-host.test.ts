import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AllowedHosts,
  formatHostRule,
  matchesHostRule,
  parseHostRule,
  parsePort,
} from '../../../../shared/reach/allowed-host';
import { isSpecialName, parseHostName } from '../../../../shared/reach/host-name';
import { registrableHost } from '../../../../shared/reach/registrable-host';

const canonical = (text: string): string | null => {
  const reading = parseHostRule(text);
  return reading.kind === 'rule' ? formatHostRule(reading.rule) : null;
};

/** Rows 159 to 164, and whatever else is broader or other than it looks. */
const REFUSED = [
  '',
  '*',
  '*.',
  '*.*',
  '*.com',
  '*.co.uk',
  '*.github.io',
  '*.appspot.com',
  '*.test',
  '*example.com',
  'a*.example.com',
  'a.*.example.com',
  '*.*.example.com',
  'example.*',
  'exam*ple.com',
  'http://example.com/*',
  'https://example.com',
  'HTTPS://example.com',
  '//example.com',
  'example.com/',
  'example.com/path',
  'example.com?x',
  'example.com#x',
  'example.com\\x',
  'user@example.com',
  'exa%6dple.com',
  ' example.com',
  'example.com ',
  'example.com\n',
  'example.com,evil.com',
  '.example.com',
  'example.com..',
  'a..example.com',
  '-a.example.com',
  'a_b.example.com',
  'example.com:',
  'example.com:0',
  'example.com:080',
  'example.com:65536',
  'example.com:443:80',
  'example.com:https',
  'example.com:22',
  'example.com:25',
  '127.0.0.1',
  '127.1',
  '0x7f.1',
  '2130706433',
  '1.2.3.4:443',
  '*.0.0.1',
  '::1',
  '[::1]',
  '[::1]:443',
  'localhost',
  'foo.localhost',
  '*.localhost',
  'portal.practice.localhost',
  '*.practice.localhost:80',
  'printer.local',
  '*.internal',
  'metadata.google.internal',
  'host.docker.internal',
  'intranet',
  'com',
  'xn--',
  'xn--a.com',
  `${'a'.repeat(64)}.com`,
  // Unicode that is not letter for letter what it becomes.
  'exam\u00adple.com',
  'example\u200b.com',
  'example\u202e.com',
  'a\u200db.com',
  'ｅxample.com',
  'ⓔxample.com',
  '𝐞xample.com',
  'eﬀ.com',
  'ban\u212a.com',
  'ſecure.com',
  'example。com',
  'faß.de',
  'ехample.com',
  '①.com',
];

describe('an entry of allowed_hosts', () => {
  it.each(REFUSED)('%j is refused', (text) => {
    expect(canonical(text)).toBe(null);
  });

  it.each([
    ['app.example.com', 'app.example.com'],
    ['App.EXAMPLE.com.', 'app.example.com'],
    ['app.example.com:443', 'app.example.com'],
    ['app.example.com:8443', 'app.example.com:8443'],
    ['billing.practice.test:80', 'billing.practice.test:80'],
    ['Portal.Practice.localhost.:80', 'portal.practice.localhost:80'],
    ['*.example.com', '*.example.com'],
    ['*.Example.co.uk:8443', '*.example.co.uk:8443'],
    ['user.github.io', 'user.github.io'],
    ['*.user.github.io', '*.user.github.io'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['MÜNCHEN.example', 'xn--mnchen-3ya.example'],
    ['日本語.jp', 'xn--wgv71a119e.jp'],
    ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
    ['*.münchen.de', '*.xn--mnchen-3ya.de'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
  ])('%s is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each([
    ['', 'must not be empty'],
    ['example.com evil.com', 'must not contain spaces'],
    ['https://example.com', 'must not have a scheme: write app.example.com'],
    ['x-a+b.1://example.com', 'must not have a scheme: write app.example.com'],
    ['example.com/x', 'must not have a path: whole hosts are allowed, not parts of them'],
    ['example.com\\\\x', 'must not have a path: whole hosts are allowed, not parts of them'],
    ['me@example.com', 'must not have a user name'],
    ['exa%6dple.com', 'must not have percent escapes'],
    ['[example.com', 'must be a name, never an address'],
    ['example.com]', 'must be a name, never an address'],
    ['a::b', 'must be a name, never an address'],
    ['a:1:2', 'must be a name, never an address'],
    ['1.2.3.4', 'must be a name, never an address'],
    ['example.com:0', 'must have a plain port from 1 to 65535, or none'],
    ['example.com:65536', 'must have a plain port from 1 to 65535, or none'],
    ['example.com:22', 'must not have port 22: browsers do not speak to it'],
    ['a*.example.com', 'can have a wildcard only as a whole first label, as in *.example.com'],
    ['faß.de', 'is not clear in Unicode: write its xn-- form'],
    ['-a.example.com', 'must be one host name such as app.example.com: the host name is not well formed'],
    ['*.co.uk', 'is too broad: everybody can have a name below this public suffix'],
    ['*.github.io', 'is too broad: everybody can have a name below this public suffix'],
    ['printer.local', 'must be a host on the Internet, not a name for this machine or its network'],
  ])('%j is told what is wrong with it', (text, reason) => {
    expect(parseHostRule(text)).toEqual({ kind: 'invalid', reason });
  });

  it('says in a policy what is wrong with it', () => {
    expect(AllowedHosts.safeParse(['example.com', 'a b']).error?.issues).toMatchObject([
      { path: [1], message: 'must not contain spaces' },
    ]);
    expect(AllowedHosts.safeParse([`${'a.'.repeat(150)}aa`]).success).toBe(false);
    expect(AllowedHosts.safeParse(Array.from({ length: 201 }, (_, at) => `h${at}.example.com`)).success).toBe(
      false,
    );
    expect(AllowedHosts.parse(['A.example.com.', '*.b.example.com:8443'])).toEqual([
      'a.example.com',
      '*.b.example.com:8443',
    ]);
  });

  it.each([
    [1, null],
    [79, null],
    [80, 'example.com:80'],
    [6000, null],
    [6001, 'example.com:6001'],
    [10_080, null],
    [65_535, 'example.com:65535'],
  ])('may name port %d: %s', (port, expected) => {
    expect(canonical(`example.com:${port}`)).toBe(expected);
  });

  it.each([
    ['éxample.com', 'xn--xample-9ua.com'],
    ['e\u0301xample.com', 'xn--xample-9ua.com'],
    ['日本.日本語.jp', 'xn--wgv71a.xn--wgv71a119e.jp'],
    ['аbc.com', null],
    ['αbc.com', null],
    ['աbc.com', null],
    ['Ꭰbc.com', null],
    ['пример.abc.com', 'xn--e1afmkfd.abc.com'],
    ['ẞtraße.de', null],
    ['ς.com', null],
    ['a·b.com', null],
    ['١.com', 'xn--9hb.com'],
  ])('%s in Unicode is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it('written in its canonical form stays as it is', () => {
    const label = fc.stringMatching(/^[a-zA-Z]([a-zA-Z0-9-]{0,8}[a-zA-Z0-9])?$/);
    const entries = fc
      .tuple(
        fc.boolean(),
        fc.array(label, { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 0, max: 66_000 }),
      )
      .map(([wild, labels, port]) => `${wild ? '*.' : ''}${labels.join('.')}:${port}`);
    fc.assert(
      fc.property(entries, (text) => {
        const once = canonical(text);
        if (once !== null) expect(canonical(once)).toBe(once);
      }),
    );
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void parseHostRule(text)),
      { numRuns: 2000 },
    );
  });

  it('that is there twice, however it is spelt, is an error that names the second', () => {
    const parsed = AllowedHosts.safeParse(['a.example.com', 'b.example.com', 'A.example.com.:443']);
    expect(parsed.error?.issues).toMatchObject([{ path: [2], message: 'is there twice: a.example.com' }]);
  });
});

describe('a wildcard', () => {
  const rule = { host: 'example.com', includesSubdomains: true, port: 443 };
  it.each([
    ['a.example.com', true],
    ['a.b.example.com', true],
    ['example.com', false],
    ['evilexample.com', false],
    ['example.com.evil.com', false],
    ['com', false],
  ])('of example.com and %s: %s', (host, expected) => {
    expect(matchesHostRule(rule, host, 443)).toBe(expected);
    expect(matchesHostRule(rule, host, 80)).toBe(false);
  });

  it('matches exactly what ends in whole labels of it, whatever the name', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const host = domain.toLowerCase();
        expect(matchesHostRule(rule, `${host}.example.com`, 443)).toBe(true);
        expect(matchesHostRule(rule, `${host}example.com`, 443)).toBe(host.endsWith('.'));
        expect(matchesHostRule(rule, host, 443)).toBe(host.endsWith('.example.com'));
      }),
    );
  });
});

describe('a host name', () => {
  it('has one form, which every parser of addresses agrees with', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const parsed = parseHostName(`${domain.toUpperCase()}.`);
        expect(parsed).toEqual({ kind: 'name', host: new URL(`https://${domain}/`).hostname });
      }),
    );
  });

  it.each([
    [`${'a'.repeat(63)}.com`, { kind: 'name', host: `${'a'.repeat(63)}.com` }],
    [`${'a'.repeat(64)}.com`, { kind: 'malformed', reason: 'the host name is not well formed' }],
    [`${'a.'.repeat(126)}a`, { kind: 'name', host: `${'a.'.repeat(126)}a` }],
    [`${'a.'.repeat(126)}a.`, { kind: 'name', host: `${'a.'.repeat(126)}a` }],
    [`${'a.'.repeat(126)}aa`, { kind: 'malformed', reason: 'the host name is too long' }],
    ['a-.com', { kind: 'malformed', reason: 'the host name is not well formed' }],
    ['example.com..', { kind: 'malformed', reason: 'the host name is not well formed' }],
    ['127.1', { kind: 'address', host: '127.1' }],
    ['0X7F.1.', { kind: 'address', host: '0x7f.1' }],
    ['2130706433', { kind: 'address', host: '2130706433' }],
    ['a.1', { kind: 'malformed', reason: 'the host is neither a name nor an address' }],
    ['a.0x', { kind: 'malformed', reason: 'the host is neither a name nor an address' }],
    ['1.2.3.256', { kind: 'malformed', reason: 'the host is neither a name nor an address' }],
    ['a.1b', { kind: 'name', host: 'a.1b' }],
    ['a.0xg', { kind: 'name', host: 'a.0xg' }],
    ['a.b0x1', { kind: 'name', host: 'a.b0x1' }],
    ['XN--MNCHEN-3YA.de', { kind: 'name', host: 'xn--mnchen-3ya.de' }],
    ['xn--a.com', { kind: 'malformed', reason: 'an encoded label of the name is not valid' }],
    ['a.xn--a.com', { kind: 'malformed', reason: 'an encoded label of the name is not valid' }],
    ['a-xn--a.com', { kind: 'name', host: 'a-xn--a.com' }],
  ])('%s is read as %j', (written, expected) => {
    expect(parseHostName(written)).toEqual(expected);
  });

  it.each(['a.localdomain', 'a.lan', 'a.intranet', 'a.invalid', 'a.alt', 'home.arpa'])(
    '%s is nobody’s on the Internet',
    (host) => expect(isSpecialName(host)).toBe(true),
  );

  it.each(['localhost', 'a.localhost', 'intranet', 'a.local', 'a.internal', 'a.home.arpa', 'a.onion'])(
    '%s is none of the Internet',
    (host) => expect(isSpecialName(host)).toBe(true),
  );

  it.each([
    'example.com',
    'local.example.com',
    'localhost.example.com',
    'notlocal.net',
    'billing.practice.test',
  ])('%s may be one of the Internet', (host) => expect(isSpecialName(host)).toBe(false));
});

describe('the port of an address', () => {
  it.each([
    ['1', 1],
    ['443', 443],
    ['65535', 65_535],
    ['65536', null],
    ['0', null],
    ['080', null],
    ['100000', null],
    ['', null],
    ['+80', null],
    ['80 ', null],
    ['x80', null],
  ])('%j is %s', (text, port) => {
    expect(parsePort(text)).toBe(port);
  });
});

it('the part of a host that somebody had to register decides whose it is', () => {
  expect(['a.b.example.co.uk', 'x.user.github.io', 'github.io', '10.0.0.1'].map(registrableHost)).toEqual([
    'example.co.uk',
    'user.github.io',
    null,
    null,
  ]);
});
