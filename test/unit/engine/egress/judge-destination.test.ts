import { describe, expect, it } from 'vitest';
import { judgeDestination, refuseUnreadable } from '../../../../electron/engine/egress/judge-destination';
import type { KnownAuthority } from '../../../../electron/engine/egress/reading/parse-authority';
import { WildcardNames } from '../../../../electron/engine/egress/wildcard-names';
import { Reach } from '../../../../shared/reach/reach';

const HOSTS = ['example.com', '*.api.example.com', 'plain.example.net:80'];

function judge(
  host: string,
  port = 443,
  {
    way = 'connect',
    kind = 'name',
    unknown_hosts = 'deny',
    wildcardNames = new WildcardNames(),
    permits = () => true,
  }: {
    way?: 'connect' | 'request';
    kind?: KnownAuthority['kind'];
    unknown_hosts?: 'deny' | 'ask';
    wildcardNames?: WildcardNames;
    permits?: (destination: string) => boolean;
  } = {},
) {
  const reach = new Reach({ allowed_hosts: HOSTS, unknown_hosts });
  return judgeDestination({ authority: { kind, host, port }, way }, { reach, wildcardNames, permits });
}
const refusal = (host: string, port: number, reason: string, rule = '') => ({
  kind: 'refuse',
  status: 403,
  host,
  port,
  address: null,
  reason,
  rule,
});

it('a destination that pages are held from at the moment is refused, whatever the policy allows', () => {
  const permits = (destination: string) => destination === 'n2.api.example.com:443';
  expect(judge('n2.api.example.com', 443, { permits }).kind).toBe('allow');
  expect(judge('n1.api.example.com', 443, { permits })).toMatchObject({
    kind: 'refuse',
    status: 403,
    reason: 'while a secret may stand in a page, only the hosts of that page are reached',
  });
});

describe('a destination', () => {
  it('that the policy names is allowed by the entry that names it', () => {
    expect(judge('example.com')).toEqual({
      kind: 'allow',
      to: { host: 'example.com', port: 443, isPlain: false },
      rule: 'example.com',
    });
    expect(judge('plain.example.net', 80, { way: 'request' })).toEqual({
      kind: 'allow',
      to: { host: 'plain.example.net', port: 80, isPlain: true },
      rule: 'plain.example.net:80',
    });
    expect(judge('a.api.example.com')).toMatchObject({ kind: 'allow', rule: '*.api.example.com' });
  });

  it('that nobody names is asked about where the policy says so', () => {
    expect(judge('other.example.org', 443, { unknown_hosts: 'ask' })).toEqual({
      kind: 'ask',
      to: { host: 'other.example.org', port: 443, isPlain: false },
    });
    expect(judge('other.example.org', 80, { unknown_hosts: 'ask', way: 'request' })).toMatchObject({
      kind: 'ask',
      to: { isPlain: true },
    });
  });

  it('is refused with the reason that the record keeps', () => {
    const tooLong = `${'a'.repeat(41)}.api.example.com`;
    expect([
      judge('other.example.org'),
      judge('example.com', 8443),
      judge('example.com', 80),
      judge('example.com', 443, { way: 'request' }),
      judge('printer.local'),
      judge(tooLong),
    ]).toEqual([
      refusal('other.example.org', 443, 'the host is not in allowed_hosts'),
      refusal('example.com', 8443, 'this port of the host is not in allowed_hosts'),
      refusal('example.com', 80, 'plain HTTP is not allowed for this host'),
      refusal('example.com', 443, 'plain HTTP is spoken on port 80 only'),
      refusal('printer.local', 443, 'the name is not that of a host on the Internet'),
      refusal(tooLong, 443, 'the name below the wildcard is too long', '*.api.example.com'),
    ]);
  });

  it('by address is refused, also where unknown hosts are asked about', () => {
    const reason = 'hosts are reached by name, never by address';
    expect(judge('93.184.216.34', 443, { kind: 'address', unknown_hosts: 'ask' })).toEqual(
      refusal('93.184.216.34', 443, reason),
    );
  });

  it('in a tunnel is not taken for plain HTTP or TLS before its bytes are there', () => {
    expect(judge('plain.example.net', 80)).toMatchObject({ kind: 'allow', to: { isPlain: true } });
  });

  it('below a wildcard is one of at most 256 names, and those that were there stay', () => {
    const wildcardNames = new WildcardNames();
    for (let index = 0; index < 256; index += 1)
      expect(judge(`n${index}.api.example.com`, 443, { wildcardNames }).kind).toBe('allow');
    expect(judge('more.api.example.com', 443, { wildcardNames })).toEqual(
      refusal('more.api.example.com', 443, 'too many names below the wildcard', '*.api.example.com'),
    );
    expect(judge('n7.api.example.com', 443, { wildcardNames }).kind).toBe('allow');
    expect(judge('example.com', 443, { wildcardNames }).kind).toBe('allow');
  });
});

describe('what could not be read', () => {
  it('is refused as it came, escaped and cut', () => {
    expect(refuseUnreadable('a\0b c%\xe9\n', 'no', 431)).toEqual({
      kind: 'refuse',
      status: 431,
      host: 'a%00b%20c%25%E9%0A',
      port: 0,
      address: null,
      reason: 'no',
      rule: '',
    });
    expect(refuseUnreadable('!~', 'no')).toMatchObject({ status: 400, host: '!~' });
    expect(refuseUnreadable('x'.repeat(400), 'no').host).toBe('x'.repeat(300));
  });
});
