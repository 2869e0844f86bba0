import { describe, expect, it } from 'vitest';
import { mayBeBound, whyNotBound } from '../../../../../electron/engine/sandbox/sign-in/bound-origin';

const APP = 'https://app.test';
const SSO = 'https://sso.test';
const document = (origin: string, changes: { url?: string; named?: string; own?: string } = {}) => ({
  url: `${origin}/sign-in`,
  named: origin,
  own: origin,
  ...changes,
});

describe('a document is not of a bound origin', () => {
  it.each([
    ['on another port', document('https://app.test:8443')],
    ['on a subdomain', document('https://login.app.test')],
    ['on a parent domain', document('https://test')],
    ['without TLS', document('http://app.test')],
    ['where another is only part of it', document('https://app.test.evil.test')],
    ['in data:', document(APP, { url: 'data:text/html,x', named: '://' })],
    ['in a blob of the right origin', document(APP, { url: `blob:${APP}/1` })],
    ['in srcdoc, which has the origin of what is around it', document(APP, { url: 'about:srcdoc' })],
    ['in an empty document', document(APP, { url: 'about:blank' })],
    ['in a sandbox, where nothing has an origin', document(APP, { own: 'null' })],
    ['where the browser names another', document(APP, { named: 'https://evil.test' })],
    ['in place of a page that did not come', document(APP, { url: '', named: '' })],
  ])('%s', (_what, one) => {
    expect(whyNotBound([one], [APP])).toBe('other-origin');
    expect(whyNotBound([one, document(APP)], [APP])).toBe('other-origin');
    expect(whyNotBound([document(APP), one], [APP])).toBe('other-origin');
  });

  it('where nothing is known of it', () => {
    expect(whyNotBound([], [APP])).toBe('other-origin');
  });
});

describe('a document of a bound origin', () => {
  it('may be filled in a page of the same, and of another that is bound', () => {
    expect(whyNotBound([document(APP)], [APP])).toBeNull();
    expect(whyNotBound([document(SSO), document(APP)], [APP, SSO])).toBeNull();
    expect(whyNotBound([document(SSO), document(SSO), document(APP)], [APP, SSO])).toBeNull();
  });

  it('may not be filled in a page of one that is not', () => {
    expect(whyNotBound([document(SSO), document(APP)], [SSO])).toBe('other-origin');
    expect(whyNotBound([document(SSO), document('https://evil.test'), document(APP)], [APP, SSO])).toBe(
      'other-origin',
    );
  });

  it('may not be filled where a third is in between, which nobody was shown', () => {
    const third = 'https://third.test';
    expect(whyNotBound([document(SSO), document(third), document(APP)], [APP, SSO, third])).toBe(
      'other-origin',
    );
  });

  it('may not be filled without TLS, but on the console’s own practice sites', () => {
    for (const plain of ['http://app.test', 'http://localhost', 'http://x.portal.practice.localhost'])
      expect(whyNotBound([document(plain)], [plain])).toBe('not-secure');
    for (const served of ['http://billing.practice.test', 'http://portal.practice.localhost'])
      expect(whyNotBound([document(served)], [served])).toBeNull();
    expect(whyNotBound([document(APP), document('http://app.test')], [APP, 'http://app.test'])).toBe(
      'not-secure',
    );
  });
});

it('an address alone says who is never asked', () => {
  expect(mayBeBound({ url: `${APP}/x`, named: APP }, [APP])).toBe(true);
  expect(mayBeBound({ url: 'https://evil.test/x', named: 'https://evil.test' }, [APP])).toBe(false);
  expect(mayBeBound({ url: 'no address', named: 'null' }, ['null'])).toBe(false);
});
