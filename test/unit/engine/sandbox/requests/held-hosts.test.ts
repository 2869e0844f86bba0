import { describe, expect, it } from 'vitest';
import { CdpConnection } from '../../../../../electron/engine/sandbox/cdp/cdp-connection';
import { destinationOf } from '../../../../../electron/engine/sandbox/requests/destination-of';
import { HeldHosts } from '../../../../../electron/engine/sandbox/requests/held-hosts';
import { NavigationGuard } from '../../../../../electron/engine/sandbox/requests/navigation-guard';
import { RequestWatch } from '../../../../../electron/engine/sandbox/requests/request-watch';
import { FakeBrowser } from '../../../../helpers/fake-browser';
import { ManualClock } from '../../../../helpers/manual-clock';

const request = (url: string, type = 'Image') => ({
  url,
  method: 'GET',
  type,
  isRedirect: false,
  frameId: 'frame',
  headers: new Map<string, string>(),
});

describe('while pages are held to a few hosts', () => {
  const held = new HeldHosts();
  held.permits = (destination) => destination === 'app.example.com:443';
  const verdict = (url: string) => held.judge(request(url)).kind;

  it.each([
    'https://app.example.com/login',
    'https://app.example.com:443/x?y',
    'wss://app.example.com/socket',
    'https://APP.example.com./',
  ])('%s is let through', (url) => {
    expect(verdict(url)).toBe('pass');
  });

  it.each([
    'https://evil.example/?p=x',
    'https://sub.app.example.com/',
    'https://app.example.com:8443/',
    'http://app.example.com/',
    'https://app.example.com@evil.example/',
    'https://xn--pp-example-com.test/',
    'data:text/html,x',
    'not an address',
    '',
  ])('%s is refused', (url) => {
    expect(verdict(url)).toBe('refuse');
  });

  it('and once they are not any more everything is, as far as this goes', () => {
    const free = new HeldHosts();
    expect([free.isOn, free.judge(request('https://evil.example/')).kind]).toEqual([false, 'pass']);
  });
});

it('requests of every kind are held back only while pages are held', async () => {
  const browser = new FakeBrowser();
  const cdp = new CdpConnection(browser.client);
  const held = new HeldHosts();
  const watch = new RequestWatch(cdp.browser, [held, new NavigationGuard()], new ManualClock());
  const patterns = () => browser.of('Fetch.enable').at(-1)?.params.patterns;
  await watch.begin();
  expect(patterns()).toEqual([{ urlPattern: '*', requestStage: 'Request', resourceType: 'Document' }]);
  held.permits = () => false;
  await watch.renew();
  expect(patterns()).toEqual([{ urlPattern: '*', requestStage: 'Request' }]);
  held.permits = null;
  await watch.renew();
  expect(patterns()).toEqual([{ urlPattern: '*', requestStage: 'Request', resourceType: 'Document' }]);
});

it('one that was held back while they were, and is judged when they are not, is no request that nobody is about', async () => {
  const browser = new FakeBrowser();
  const cdp = new CdpConnection(browser.client);
  const held = new HeldHosts();
  const watch = new RequestWatch(cdp.browser, [held], new ManualClock());
  await watch.begin();
  browser.tell('Fetch.requestPaused', {
    requestId: 'r1',
    request: { url: 'https://app.example.com/x.png', method: 'GET' },
    resourceType: 'Image',
  });
  expect((await browser.until('Fetch.continueRequest')).params).toMatchObject({ requestId: 'r1' });
});

it.each([
  ['https://a.test', 'a.test:443'],
  ['http://a.test:8080/x', 'a.test:8080'],
  ['ws://a.test', 'a.test:80'],
  ['about:blank', null],
  ['blob:https://a.test/1', null],
])('%s goes to %s', (url, destination) => {
  expect(destinationOf(url)).toBe(destination);
});
