import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AllowedHosts,
  formatHostRule,
  matchesHostRule,
  parseHostRule,
} from '../../../../shared/reach/allowed-host';
import { isSpecialName, parseHostName } from '../../../../shared/reach/host-name';

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
