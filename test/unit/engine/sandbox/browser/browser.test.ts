import { expect, it } from 'vitest';
import { Browser } from '../../../../../electron/engine/sandbox/browser/browser';
import { ScreenWindows } from '../../../../../electron/engine/sandbox/display/screen-windows';
import type { NavigationRules } from '../../../../../electron/engine/sandbox/requests/navigation-guard';
import { FakeBrowser } from '../../../../helpers/fake-browser';
import { ManualClock } from '../../../../helpers/manual-clock';

/** A browser with one page, whose session is `p`. */
async function connect() {
  const fake = new FakeBrowser();
  fake.answer = () => ({ result: { product: 'Chrome/1' } });
  const clock = new ManualClock();
  const windows = new ScreenWindows(() => Promise.reject(new Error('no display')), clock);
  const connecting = Browser.connect(fake.client, { windows, clock }, 1000);
  await fake.until('Target.setAutoAttach');
  fake.attach('p', 'page');
  return { fake, browser: await connecting };
}

/** Settles when everything is heard that the browser said before. */
const heard = (browser: Browser) => browser.ping();

const resumed = (fake: FakeBrowser, session: string) =>
  fake.until('Runtime.runIfWaitingForDebugger', session);

it('that can not hold requests back is not used', async () => {
  const fake = new FakeBrowser();
  fake.answer = ({ method }) =>
    method === 'Fetch.enable' ? { error: {} } : { result: { product: 'Chrome/1' } };
  const clock = new ManualClock();
  const windows = new ScreenWindows(() => Promise.reject(new Error('no display')), clock);
  const closed = new Promise((resolve) => fake.client.on('close', resolve));
  await expect(Browser.connect(fake.client, { windows, clock }, 1000)).rejects.toThrow('Fetch.enable');
  await closed;
  expect(fake.of('Target.setAutoAttach')).toEqual([]);
});

it('holds documents back before it looks at any target, and through its own session alone', async () => {
  const { fake } = await connect();
  const order = fake.commands.map(({ method }) => method);
  expect(order.indexOf('Fetch.enable')).toBeLessThan(order.indexOf('Target.setAutoAttach'));
  expect(fake.commands.filter(({ method }) => method === 'Fetch.enable')).toMatchObject([
    {
      params: { patterns: [{ urlPattern: '*', resourceType: 'Document', requestStage: 'Request' }] },
    },
  ]);
  expect(fake.of('Fetch.enable')).toHaveLength(1);
});

it('lets no kind of target run that nobody knows, wherever it is found', async () => {
  const { fake } = await connect();
  fake.attach('x1', 'hologram');
  fake.attach('x2', '', 'p');
  fake.tell('Target.attachedToTarget', { sessionId: 'x3', targetInfo: null });
  // What is asked of a target that comes later is asked after anything that these would be asked.
  fake.attach('w', 'worker', 'p');
  await resumed(fake, 'w');
  expect(fake.commands.filter(({ sessionId }) => sessionId?.startsWith('x'))).toEqual([]);
});

it('lets a service worker go in both places where it is found, and a worklet that can have no targets in it', async () => {
  const { fake } = await connect();
  const answer = fake.answer;
  fake.answer = (command) =>
    command.sessionId === 'worklet' && command.method === 'Target.setAutoAttach'
      ? { error: {} }
      : answer(command);
  fake.attach('of the browser', 'service_worker');
  fake.attach('of the page', 'service_worker', 'p');
  fake.attach('worklet', 'worklet', 'p');
  for (const session of ['of the browser', 'of the page', 'worklet']) await resumed(fake, session);
});

it('keeps a target still whose own targets can not be followed', async () => {
  const { fake } = await connect();
  const answer = fake.answer;
  fake.answer = (command) => (command.sessionId === 'i' ? { error: {} } : answer(command));
  fake.attach('i', 'iframe', 'p');
  await fake.until('Target.setAutoAttach', 'i');
  fake.attach('w', 'worker', 'p');
  await resumed(fake, 'w');
  expect(fake.of('Runtime.runIfWaitingForDebugger', 'i')).toEqual([]);
});

it('reports a refused address that is no request once, in a page or in a frame of another site', async () => {
  const { fake, browser } = await connect();
  const refused: string[] = [];
  const rules: NavigationRules = {
    judge: () => ({ isAllowed: true }),
    onRefused: ({ url }) => refused.push(url),
  };
  browser.requests.guard(rules);
  fake.attach('i', 'iframe', 'p');
  const navigate = (session: string, unreachableUrl: string) =>
    fake.tell(
      'Page.frameNavigated',
      { frame: { id: 'f', url: 'chrome-error://x/', unreachableUrl } },
      session,
    );
  navigate('p', 'file:///etc/passwd');
  navigate('i', 'data:text/html,x');
  // The watch has reported that one.
  navigate('p', 'http://forbidden.test/');
  await heard(browser);
  expect(refused).toEqual(['file:///etc/passwd', 'data:text/html,x']);
});

it('rejects what waits for a page when it goes, and what asks for one afterwards', async () => {
  const { fake, browser } = await connect();
  fake.tell('Target.detachedFromTarget', { sessionId: 'p' });
  await heard(browser);
  const waiting = browser.open('http://page.test/');
  fake.end();
  await expect(waiting).rejects.toMatchObject({ code: 'sandbox-failed' });
  await expect(browser.open('http://page.test/')).rejects.toMatchObject({ code: 'sandbox-failed' });
});

it('goes on with the page that comes when the first has gone', async () => {
  const { fake, browser } = await connect();
  fake.tell('Target.detachedFromTarget', { sessionId: 'p' });
  await heard(browser);
  const opening = browser.open('http://page.test/');
  fake.attach('q', 'page');
  await opening;
  expect(fake.of('Page.navigate', 'q')).toMatchObject([{ params: { url: 'http://page.test/' } }]);
});

it('knows which document asked for a host once it is traced, and forgets nothing of a target that came before', async () => {
  const { fake, browser } = await connect();
  fake.attach('w', 'worker', 'p');
  await resumed(fake, 'w');
  const ask = (session: string, url: string, more: object = {}) =>
    fake.tell(
      'Network.requestWillBeSent',
      { documentURL: `http://${session}.test/`, type: 'XHR', request: { url }, ...more },
      session,
    );
  ask('p', 'http://early.test/');
  await heard(browser);
  await browser.requests.trace();
  await browser.requests.trace();
  ask('p', 'https://api.test./x');
  ask('w', 'http://api.test:8080/x');
  ask('w', 'http://led.test/', { type: 'Document' });
  ask('w', 'no address');
  await heard(browser);
  expect([
    browser.requests.documentFor('early.test', 80),
    browser.requests.documentFor('api.test', 443),
    browser.requests.documentFor('api.test', 8080),
    browser.requests.documentFor('led.test', 80),
  ]).toEqual([null, 'http://p.test/', 'http://w.test/', null]);
  expect(fake.of('Network.enable', 'p')).toHaveLength(1);
  fake.attach('s', 'shared_worker');
  await resumed(fake, 's');
  ask('s', 'http://shared.test/');
  await heard(browser);
  expect(browser.requests.documentFor('shared.test', 80)).toBe('http://s.test/');
});
