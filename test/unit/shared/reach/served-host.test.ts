import { describe, expect, it } from 'vitest';
import { parseHostRule } from '../../../../shared/reach/allowed-host';
import { Reach } from '../../../../shared/reach/reach';
import { isNobodys, SERVED_HOST, SERVED_ORIGIN } from '../../../../shared/reach/served-host';

const NEAR = [
  'localhost',
  'foo.localhost',
  'practice.localhost',
  'billing.practice.localhost',
  'x.portal.practice.localhost',
  'portal.practice.localhost.localhost',
  'portal.practice.local',
  'portal-practice.localhost',
];

describe('of the names below localhost', () => {
  it.each(NEAR)('%s stays nobody’s on any port, for whatever a policy would say', (host) => {
    expect([isNobodys(host, 80), isNobodys(host, 443)]).toEqual([true, true]);
    expect(parseHostRule(`${host}:80`).kind).toBe('invalid');
    const reach = new Reach({ allowed_hosts: [`${SERVED_HOST}:80`, `${host}:80`], unknown_hosts: 'ask' });
    expect(reach.judge(`http://${host}/`).isAllowed).toBe(false);
  });

  it.each(['127.0.0.1', '[::1]', '2130706433', '0x7f.1'])(
    'an address of this machine is none: %s',
    (host) => {
      const reach = new Reach({ allowed_hosts: [`${SERVED_HOST}:80`], unknown_hosts: 'ask' });
      expect(reach.judge(`http://${host}/`).isAllowed).toBe(false);
    },
  );

  it.each([
    SERVED_HOST,
    `${SERVED_HOST}:443`,
    `${SERVED_HOST}:8080`,
    `*.${SERVED_HOST}:80`,
    '*.localhost:80',
  ])('no entry names the served one as %s', (entry) => expect(parseHostRule(entry).kind).toBe('invalid'));

  it.each([`https://${SERVED_HOST}/`, `http://${SERVED_HOST}:8080/`, `http://me@${SERVED_HOST}/`])(
    'the served one is not reached at %s',
    (address) => {
      const reach = new Reach({ allowed_hosts: [`${SERVED_HOST}:80`], unknown_hosts: 'ask' });
      expect(reach.judge(address).isAllowed).toBe(false);
    },
  );

  it('the served one is there for a policy that names it, and nobody is asked about it for any other', () => {
    const judged = (allowed_hosts: string[]) =>
      new Reach({ allowed_hosts, unknown_hosts: 'ask' }).judge(`${SERVED_ORIGIN}/portal`);
    expect(judged([`${SERVED_HOST}:80`])).toEqual({ isAllowed: true });
    expect(judged(['example.com'])).toMatchObject({ isAllowed: false, fault: 'special-name' });
  });
});
