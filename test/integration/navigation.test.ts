import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Emitter } from '../../electron/engine/base/emitter';
import type { RefusedNavigation } from '../../electron/engine/sandbox/requests/navigation-guard';
import { parseKeyCombo } from '../../shared/domain/key-combo';
import { Reach } from '../../shared/reach/reach';
import { makeSandbox } from '../helpers/make-sandbox';
import { openPageSession } from '../helpers/page-session';
import { openSecureSite } from '../helpers/secure-site';
import { TestSite } from '../helpers/test-site';

const EVIL = 'http://forbidden.test';
const BIG = 'position:fixed;inset:0;display:block;font-size:40px';
const NEVER = new AbortController().signal;

const site = new TestSite({
  '/': '<title>Start</title><p>Start</p>',
  '/meta': `<meta http-equiv="refresh" content="0; url=${EVIL}/meta">`,
  '/frame': `<iframe src="${EVIL}/frame"></iframe>`,
  '/nested': '<iframe src="http://other.test/inner"></iframe>',
  '/inner': `<p>Inner</p><iframe src="${EVIL}/nested"></iframe>`,
  '/blank': `<a style="${BIG}" target="_blank" href="${EVIL}/blank">Open</a>`,
  '/open': `<button style="${BIG}" onclick="window.open('/redirect')">Open</button>`,
  '/blank-form': `<form method="post" action="${EVIL}/blank-form" target="_blank" rel="noopener">
    <input type="hidden" name="secret" value="1"><button style="${BIG}">Send</button></form>`,
  '/object': `<object data="${EVIL}/object"></object>`,
  '/embed': `<embed type="text/html" src="${EVIL}/embed">`,
  '/form': `<form method="post" action="${EVIL}/form"><input name="secret" value="1"></form>`,
  '/data': '<iframe src="data:text/html,<p>made up</p>"></iframe>',
  '/blob': `<script>addEventListener('load', () => {
    const frame = document.createElement('iframe');
    frame.src = URL.createObjectURL(new Blob(['<p>own'], { type: 'text/html' }));
    frame.onload = () => note({ type: 'blob', text: frame.contentDocument && frame.contentDocument.body.innerText });
    document.body.append(frame);
  })</script>`,
  '/download': `<a id="file" download="x.html" href="${EVIL}/file">File</a>`,
});
site.redirect('/redirect', `${EVIL}/redirected`);

const reach = new Reach({ allowed_hosts: ['page.test:80', 'other.test:80'], unknown_hosts: 'deny' });
const refused: RefusedNavigation[] = [];
const wasRefused = new Emitter<RefusedNavigation>();
let made: Awaited<ReturnType<typeof makeSandbox>>;

beforeAll(async () => {
  made = await makeSandbox({
    site,
    hosts: ['page.test', 'other.test'],
    navigation: {
      judge: (url) => reach.judge(url),
      onRefused: (navigation) => {
        refused.push(navigation);
        wasRefused.emit(navigation);
      },
    },
  });
});
afterAll(() => made?.dispose());
beforeEach(async () => {
  made.connections.length = 0;
  site.clear();
  await made.sandbox.browser.open('http://page.test/');
  await site.until(() => site.events.some(({ type, page }) => type === 'ready' && page === '/'));
  refused.length = 0;
});

/** The refusal of an address that begins so, made already or to come; null when there is none within 5 s. */
function refusalOf(start: string): Promise<RefusedNavigation | null> {
  const isIt = ({ url }: RefusedNavigation) => url.startsWith(start);
  return new Promise((resolve) => {
    const done = (found: RefusedNavigation | null) => {
      clearTimeout(timer);
      stop();
      resolve(found);
    };
    const timer = setTimeout(() => done(null), 5000);
    const stop = wasRefused.on((navigation) => isIt(navigation) && done(navigation));
    const found = refused.find(isIt);
    if (found !== undefined) done(found);
  });
}

const leave = (path: string) =>
  site.evaluate('/', `void setTimeout(() => location.assign(${JSON.stringify(path)}), 0)`);

async function show(path: string): Promise<void> {
  await site.go('/', path);
}

const settled = () => made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), NEVER);

/** Once the page has been drawn: until then the browser drops clicks on it. */
async function clickMiddle(): Promise<void> {
  await settled();
  await made.sandbox.display.click({ x: 640, y: 500 }, 'left', 1, NEVER);
}

async function typeAddress(address: string): Promise<void> {
  const { display } = made.sandbox;
  const toAddressBar = parseKeyCombo('ctrl+l');
  if (toAddressBar === null) throw new Error('not a key');
  await settled();
  display.tap(toAddressBar);
  await settled();
  await display.type(`${address}\n`, NEVER);
}

/** Closes the tab or window in front, so that the next test has the first one before it. */
async function closeFront(): Promise<void> {
  const close = parseKeyCombo('ctrl+w');
  if (close === null) throw new Error('not a key');
  made.sandbox.display.tap(close);
  await settled();
}

/** Nothing of what was refused may have reached the broker: it is stopped before it is sent. */
function expectNothingSent(): void {
  expect(made.connections.filter(({ host }) => host.includes('forbidden'))).toEqual([]);
}

/** However many sessions there are that could see it. */
function expectToldOnce(): void {
  const urls = refused.map(({ url }) => url);
  expect(urls).toEqual([...new Set(urls)]);
}

const HOST_REFUSED = { host: 'forbidden.test', reason: 'the host is not in allowed_hosts' };

describe('a document outside the policy is stopped before it is asked for', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['by the page itself', () => leave(`${EVIL}/assigned`), `${EVIL}/assigned`],
    ['by a redirect', () => leave('/redirect'), `${EVIL}/redirected`],
    ['by a meta refresh', () => leave('/meta'), `${EVIL}/meta`],
    ['in a frame', () => leave('/frame'), `${EVIL}/frame`],
    ["in a frame of another site's frame", () => leave('/nested'), `${EVIL}/nested`],
    ['in an object element', () => leave('/object'), `${EVIL}/object`],
    ['in an embed element', () => leave('/embed'), `${EVIL}/embed`],
    ['by an address that was typed', () => typeAddress('forbidden.test/typed'), EVIL],
  ])('%s', async (_name, start, url) => {
    await start();
    expect(await refusalOf(url)).toMatchObject(HOST_REFUSED);
    await settled();
    expectToldOnce();
    expectNothingSent();
  });

  it('in a tab that a link opens', async () => {
    await show('/blank');
    await clickMiddle();
    expect(await refusalOf(`${EVIL}/blank`)).toMatchObject(HOST_REFUSED);
    await settled();
    expectToldOnce();
    expectNothingSent();
    await closeFront();
  });

  it('in a tab that a form is sent to, which knows nothing of the page', async () => {
    await show('/blank-form');
    await clickMiddle();
    expect(await refusalOf(`${EVIL}/blank-form`)).toMatchObject(HOST_REFUSED);
    await settled();
    expectToldOnce();
    expectNothingSent();
    await closeFront();
  });

  it('behind the redirect of a window that a script opens', async () => {
    await show('/open');
    await clickMiddle();
    expect(await refusalOf(`${EVIL}/redirected`)).toMatchObject(HOST_REFUSED);
    expectNothingSent();
    await closeFront();
  });

  it('with the fields of a form that is sent there', async () => {
    await show('/form');
    await site.evaluate('/form', "void setTimeout(() => document.querySelector('form').submit(), 0)");
    expect(await refusalOf(`${EVIL}/form`)).toMatchObject(HOST_REFUSED);
    expectNothingSent();
  });

  it('and the page says so in plain words, in an origin that can do nothing', async () => {
    await leave(`${EVIL}/<script>alert(1)</script>`);
    expect(await refusalOf(EVIL)).toMatchObject(HOST_REFUSED);
    await settled();
    expect(await made.sandbox.browser.targetAt({ x: 200, y: 100 })).toMatchObject({
      kind: 'element',
      text: 'Airlock: forbidden.test was not opened: the host is not in allowed_hosts. Do not retry or work around this.',
    });
  });
});

describe('an address that is no web page is refused', () => {
  it.each([
    'file:///etc/passwd',
    'chrome://version/',
    'chrome://settings/',
    'devtools://devtools/bundled/inspector.html',
    'view-source:http://page.test/',
    'data:text/html,<h1>made up',
    'ftp://page.test/',
    'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html',
  ])('%s, typed into the address bar', async (address) => {
    await typeAddress(address);
    const scheme = address.startsWith('view-source') ? 'http://page.test/' : address.slice(0, 6);
    if (!address.startsWith('view-source')) {
      expect(await refusalOf(scheme)).toMatchObject({
        host: null,
        reason: 'only pages from http and https addresses are opened',
      });
    }
    await settled();
    const { browser } = made.sandbox;
    const shown = await browser.targetAt({ x: 640, y: 420 });
    // The browser's own error page is called by the address that was refused.
    expect(JSON.stringify({ ...shown, pageTitle: '' })).not.toMatch(/root:|made up|<p>Start|Chromium\t/);
    expect(browser.frontUrl).toBe('chrome-error://chromewebdata/');
  });

  it('data: in a frame', async () => {
    await leave('/data');
    expect(await refusalOf('data:')).toMatchObject({ host: null });
  });

  it('javascript: in the address bar runs nothing', async () => {
    await typeAddress("javascript:document.title='owned'");
    expect(await site.evaluate('/', 'document.title')).toBe('Start');
  });
});

it('a frame of the page’s own making is still drawn', async () => {
  await show('/blob');
  await site.until(() => site.of('blob').length > 0);
  expect(site.of('blob')[0]).toMatchObject({ text: 'own' });
});

it('a download from elsewhere is refused', async () => {
  await show('/download');
  await site.evaluate('/download', "void document.getElementById('file').click()");
  const seen = await made.untilConnection(({ host }) => host === 'forbidden.test', 1500);
  expect(seen === null || seen.verdict === 'denied').toBe(true);
});

describe('a site over TLS', () => {
  const WORKER = `oninstall = () => skipWaiting();
    onactivate = (event) => event.waitUntil(clients.claim());
    onfetch = (event) => {
      const { pathname } = new URL(event.request.url);
      const html = { headers: { 'content-type': 'text/html' } };
      if (pathname === '/made') event.respondWith(new Response('<script>location = "${EVIL}/made"</script>', html));
      if (pathname === '/redirected') event.respondWith(Response.redirect('${EVIL}/redirected'));
    };
    onmessage = async () => { const [client] = await clients.matchAll(); await client.navigate('${EVIL}/moved'); };`;
  const PAGE = `<script>navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready)
    .then(() => fetch('/ready'), () => setTimeout(() => location.reload(), 50))</script>`;
  let secure: Awaited<ReturnType<typeof openSecureSite>>;
  let own: Awaited<ReturnType<typeof makeSandbox>>;
  let evaluate: (expression: string) => Promise<unknown>;
  const isReady = new Emitter<void>();
  const hasRun = new Emitter<void>();

  beforeAll(async () => {
    secure = await openSecureSite('secure.test', ({ url }, response) => {
      response.setHeader('content-type', url?.endsWith('.js') ? 'text/javascript' : 'text/html');
      response.end(url === '/worker.js' ? WORKER : url?.endsWith('.js') ? '' : PAGE);
      if (url === '/ready') isReady.emit();
      if (url === '/ran') hasRun.emit();
    });
    const here = new Reach({ allowed_hosts: ['secure.test'], unknown_hosts: 'deny' });
    own = await makeSandbox({
      furtherHosts: ['secure.test'],
      resolve: async () => ['93.184.216.34'],
      dial: secure.dial,
      navigation: {
        judge: (url) => here.judge(url),
        onRefused: (navigation) => {
          refused.push(navigation);
          wasRefused.emit(navigation);
        },
      },
    });
    // Nobody has signed the site's certificate, and only the protocol can make the browser take it all the same.
    const { root, page } = await openPageSession(own.sandbox.browser);
    await root.send('Security.setIgnoreCertificateErrors', { ignore: true });
    await page.send('Security.setIgnoreCertificateErrors', { ignore: true });
    evaluate = (expression) => page.send('Runtime.evaluate', { expression });
  });
  afterAll(async () => {
    await own?.dispose();
    await secure?.close();
  });

  const once = (emitter: Emitter<void>) =>
    new Promise<void>((resolve) => {
      const stop = emitter.on(() => {
        stop();
        resolve();
      });
    });

  async function openSecure(): Promise<void> {
    const ready = once(isReady);
    await own.sandbox.browser.open('https://secure.test/');
    await ready;
  }

  it.each([
    ['an audio worklet', "new OfflineAudioContext(1, 128, 44100).audioWorklet.addModule('/worklet.js')"],
    ['a paint worklet', "CSS.paintWorklet.addModule('/worklet.js')"],
  ])('may run %s, in which there are no other targets', async (_name, code) => {
    await openSecure();
    const ran = once(hasRun);
    await evaluate(`void ${code}.then(() => fetch('/ran'))`);
    await ran;
  });

  it.each([
    ['with a page of its own making', "location.assign('/made')", '/made'],
    ['with a redirect of its own making', "location.assign('/redirected')", '/redirected'],
    ['by moving its page', "navigator.serviceWorker.controller.postMessage('go')", '/moved'],
  ])('and a service worker leads nowhere else %s', async (_name, code, path) => {
    await openSecure();
    refused.length = 0;
    await evaluate(code);
    expect(await refusalOf(`${EVIL}${path}`)).toMatchObject(HOST_REFUSED);
    expect(own.connections.filter(({ host }) => host === 'forbidden.test')).toEqual([]);
  });
});
