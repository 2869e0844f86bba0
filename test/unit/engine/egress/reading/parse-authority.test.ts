import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthority, readIPv6 } from '../../../../../electron/engine/egress/reading/parse-authority';

/** The form an address is recorded in. */
const hostOf = (text: string) => {
  const parsed = parseAuthority(text);
  return parsed.kind === 'malformed' ? null : parsed.host;
};

const kindOf = (text: string) => parseAuthority(text).kind;

/** Rows 15 to 30 and 37 to 102 of the corpus in docs/security: what must not be read at all. */
const MALFORMED = [
  '',
  ':443',
  '.:443',
  '.example.com:443',
  'example.com..:443',
  'a..api.example.com:443',
  '*.api.example.com:443',
  '-a.api.example.com:443',
  'a-.api.example.com:443',
  '_x.api.example.com:443',
  'evil.com\0.api.example.com:443',
  'evil.com%00.api.example.com:443',
  'evil.com\r\n.api.example.com:443',
  'evil.com\t.api.example.com:443',
  'evil.com .api.example.com:443',
  'evil.com\x7f.api.example.com:443',
  'example%2ecom:443',
  'exam\u00adple.com:443',
  'example.com\u200b:443',
  'example.com\u202e:443',
  'ｅｘａｍｐｌｅ.com:443',
  'ⓔxample.com:443',
  '𝐞xample.com:443',
  'eﬀample.com:443',
  'ехample.com:443',
  'example。com:443',
  'exam\u00c3\u00a9ple.com:443',
  'xn--:443',
  'xn--a:443',
  `${'a'.repeat(64)}.com:443`,
  `${'a.'.repeat(126)}aa:443`,
  `${'a'.repeat(70_000)}:443`,
  'example.com',
  'example.com:',
  'example.com:0',
  'example.com:00443',
  'example.com:0443',
  'example.com:+443',
  'example.com:-443',
  'example.com: 443',
  'example.com:443 ',
  'example.com:4e2',
  'example.com:0x1bb',
  'example.com:65536',
  'example.com:99999999999',
  'example.com:４４３',
  'example.com:443:80',
  'evil.com:443:example.com',
  'user@example.com:443',
  'example.com@evil.com:443',
  'user:pass@example.com:443',
  'evil.com:443/example.com',
  'example.com/:443',
  'example.com?:443',
  'example.com#:443',
  'example.com\\:443',
  'example.com,evil.com:443',
  'example.com;evil.com:443',
  'http://example.com:443',
  '//example.com:443',
  '[example.com]:443',
  '[::1:443',
  '::1]:443',
  '[]:443',
  '[::1]443',
  '[[::1]]:443',
  '::1:443',
  '[::ffff:127.0.0.1%x.api.example.com]:443',
  '[fe80::1%eth0]:443',
  '999.999.999.999:443',
  '1.2.3.4.5:443',
  '1.2.3.256:443',
  'example.0x:443',
  'example.123:443',
];

/** Every spelling of an address that some resolver takes: refused, however it is written. */
const ADDRESSES = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '0x7f.0.0.1',
  '0x7F.0.0.1',
  '0177.0.0.1',
  '0x7f.1',
  '2130706433',
  '0x7f000001',
  '017700000001',
  '0',
  '0.0.0.0',
  '169.254.169.254',
  '0xa9fea9fe',
  '10.0.0.1',
  '172.17.0.1',
  '1.1.1.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::FFFF:7f00:1]',
  '[::127.0.0.1]',
  '[fd00:ec2::254]',
  '[64:ff9b::7f00:1]',
  '[2606:4700:4700::1111]',
];

describe('parseAuthority', () => {
  it.each(MALFORMED)('refuses %j', (text) => {
    expect(kindOf(text)).toBe('malformed');
  });

  it.each(ADDRESSES)('knows %s as an address', (host) => {
    expect(kindOf(`${host}:443`)).toBe('address');
  });

  it.each(['127.0.0.1', '127.1', '0x7f.0.0.1', '2130706433', '017700000001'])(
    'writes %s in one form',
    (host) => {
      expect(hostOf(`${host}:443`)).toBe('127.0.0.1');
    },
  );

  it.each([
    ['example.com:443', 'example.com', 443],
    ['EXAMPLE.com:443', 'example.com', 443],
    ['example.com.:443', 'example.com', 443],
    ['a.b.api.example.com:8443', 'a.b.api.example.com', 8443],
    ['xn--exmple-4nf.com:443', 'xn--exmple-4nf.com', 443],
    ['XN--EXMPLE-4NF.com:443', 'xn--exmple-4nf.com', 443],
    ['r3---sn-4g5e.example.com:443', 'r3---sn-4g5e.example.com', 443],
    ['127.0.0.1.nip.io:443', '127.0.0.1.nip.io', 443],
    ['localhost:443', 'localhost', 443],
    ['LOCALHOST.:443', 'localhost', 443],
    ['intranet:65535', 'intranet', 65_535],
    [`${'a'.repeat(63)}.com:1`, `${'a'.repeat(63)}.com`, 1],
  ])('reads %s', (text, host, port) => {
    expect(parseAuthority(text)).toEqual({ kind: 'name', host, port });
  });

  it('takes a default port only where the caller gives one', () => {
    expect(parseAuthority('example.com', 80)).toEqual({ kind: 'name', host: 'example.com', port: 80 });
    expect(parseAuthority('example.com:', 80).kind).toBe('malformed');
  });

  it('never throws and gives a name in one form only, whatever comes', () => {
    const pieces = fc.constantFrom(
      'a',
      'Z',
      '9',
      '0x',
      '.',
      '..',
      '-',
      ':',
      '443',
      '[',
      ']',
      '%',
      '@',
      '\0',
      ' ',
      'é',
      'xn--',
    );
    const authorities = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(authorities, (text) => {
        const parsed = parseAuthority(text);
        if (parsed.kind !== 'name') return;
        expect(parsed.host).toMatch(
          /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/,
        );
        expect(parseAuthority(`${parsed.host}:${parsed.port}`)).toEqual(parsed);
        expect(new URL(`https://${parsed.host}/`).hostname).toBe(parsed.host);
      }),
      { numRuns: 1500 },
    );
  });

  it('reads every well-formed name as a URL parser does', () => {
    const label = fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9]{0,10}[a-zA-Z0-9])?$/);
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 65_535 }),
        (labels, port) => {
          const name = `${labels.join('.')}.test`;
          const parsed = parseAuthority(`${name}:${port}`);
          expect(parsed).toEqual({ kind: 'name', host: new URL(`https://${name}`).hostname, port });
        },
      ),
    );
  });
});

describe('what is wrong with an authority', () => {
  it.each([
    ['a'.repeat(262), 'the authority is too long'],
    [`${'a.'.repeat(127)}com:443`, 'the host name is too long'],
    ['a b:443', 'the authority holds a character that no host name has'],
    ['[::1:443', 'the brackets are not in order'],
    ['example.com', 'the port is missing or not a plain number'],
    ['example.com:0', 'the port is missing or not a plain number'],
    ['[::1]x443', 'the port is missing or not a plain number'],
    ['[::g]:443', 'the host is neither a name nor an address'],
    ['[zz]:443', 'the host is neither a name nor an address'],
    ['[1]:443', 'the host is neither a name nor an address'],
    ['-a.com:443', 'the host name is not well formed'],
  ])('%s', (text, reason) => {
    expect(parseAuthority(text)).toEqual({ kind: 'malformed', reason });
  });

  it('is not a port that is left out where there is a usual one', () => {
    expect(parseAuthority('Example.com', 80)).toEqual({ kind: 'name', host: 'example.com', port: 80 });
    expect(parseAuthority('[::1]', 80)).toEqual({ kind: 'address', host: '[::1]', port: 80 });
    expect(parseAuthority('example.com:', 80).kind).toBe('malformed');
    expect(parseAuthority('[::1]x', 80).kind).toBe('malformed');
  });

  it('is not its form: an address is recorded in one spelling', () => {
    expect(parseAuthority('0x7f.1:443')).toEqual({ kind: 'address', host: '127.0.0.1', port: 443 });
    expect(parseAuthority('[0:0:0:0:0:0:0:1]:443')).toEqual({ kind: 'address', host: '[::1]', port: 443 });
    expect(readIPv6('::1%eth0', 443).kind).toBe('malformed');
    expect(readIPv6('x::1', 443).kind).toBe('malformed');
  });
});
