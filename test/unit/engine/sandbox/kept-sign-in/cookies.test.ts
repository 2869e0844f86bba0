import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeHoneytokens, PLANTED_COOKIE } from '../../../../../electron/engine/honeytokens/honeytoken';
import { cookieParams, cookiesOf } from '../../../../../electron/engine/sandbox/kept-sign-in/cookies';

const OWN = 'https://app.example.com';
const cookie = (changes: object = {}) => ({
  name: 'sid',
  value: 'x',
  domain: 'app.example.com',
  path: '/',
  expires: -1,
  httpOnly: true,
  session: true,
  ...changes,
});
const NOW_MS = 1_000_000;

describe('cookies that are kept', () => {
  it.each([
    'example.com',
    'other.example.com',
    'sub.app.example.com',
    '.sub.app.example.com',
    'evilapp.example.com',
    '.p.example.com',
    '',
  ])('are none of %s', (domain) => {
    expect(cookiesOf([cookie({ domain })], [OWN])).toEqual([]);
  });

  it('are of the bound host alone, whatever wider domain the site gave them', () => {
    for (const domain of ['app.example.com', '.app.example.com', '.example.com'])
      expect(cookiesOf([cookie({ domain })], [OWN])).toMatchObject([
        { host: 'app.example.com', name: 'sid' },
      ]);
  });

  it('are none that was planted: in a later run it would stand in the place of that run’s own', () => {
    const [token] = makeHoneytokens(['app.example.com'], randomBytes).filter(({ kind }) => kind === 'cookie');
    const planted = cookie({ name: PLANTED_COOKIE, value: token?.text });
    expect(cookiesOf([planted, cookie()], [OWN]).map(({ name }) => name)).toEqual(['sid']);
  });

  it('are none of a frame in another’s page, and nothing that is no cookie', () => {
    const partitioned = cookie({ partitionKey: { topLevelSite: 'https://other.example' } });
    expect(cookiesOf([partitioned, null, 'x', {}, cookie({ value: 5 })], [OWN])).toEqual([]);
  });
});

describe('cookies that are put back', () => {
  const kept = cookiesOf([cookie()], [OWN]);

  it('are set for the bound address without a domain, over TLS only, and hidden from scripts as before', () => {
    expect(cookieParams(kept, [OWN], NOW_MS)).toEqual([
      { url: `${OWN}/`, name: 'sid', value: 'x', path: '/', secure: true, httpOnly: true },
    ]);
  });

  it('are none for another host, and none that have expired', () => {
    expect(cookieParams(kept, ['https://other.example.com'], NOW_MS)).toEqual([]);
    const until = (expires: number) => cookiesOf([cookie({ session: false, expires })], [OWN]);
    expect(cookieParams(until(NOW_MS / 1000), [OWN], NOW_MS)).toEqual([]);
    expect(cookieParams(until(NOW_MS / 1000 + 1), [OWN], NOW_MS)).toMatchObject([{ expires: 1001 }]);
  });

  it('keep what says when they go along, where that is allowed', () => {
    const none = cookiesOf(
      [cookie({ sameSite: 'None', domain: 'billing.practice.test' })],
      ['http://billing.practice.test'],
    );
    expect(cookieParams(none, ['http://billing.practice.test'], NOW_MS)[0]).not.toHaveProperty('sameSite');
    const lax = cookiesOf([cookie({ sameSite: 'Lax' })], [OWN]);
    expect(cookieParams(lax, [OWN], NOW_MS)).toMatchObject([{ sameSite: 'Lax' }]);
  });
});
