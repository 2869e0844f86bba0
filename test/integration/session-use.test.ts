import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HeaderSite } from '../helpers/header-site';
import { makeSecureSandbox } from '../helpers/secure-sandbox';

const OWN = 'https://app.test';
const OTHERS = ['https://other.test', 'https://app.test:8443', 'https://sub.app.test', 'http://app.test'];
const TOKEN = 'token-that-nobody-may-read';
const PAGE = '<title>App</title><h1>App</h1>';
const FOREIGN = 'https://other.test';

const site = new HeaderSite({
  '/page': PAGE,
  '/landed': PAGE,
  '/framing': `<iframe src="${OWN}/framed"></iframe>`,
  '/framed': `${PAGE}<script>fetch('/from-frame')</script>`,
  '/form': '<form id="f" method="post" action="/posted"><input name="a" value="b"></form>',
  '/foreign-form': `<form id="f" method="post" action="${OWN}/posted-from-elsewhere"><input name="a" value="b"></form>`,
  '/image': '',
});
let made: Awaited<ReturnType<typeof makeSecureSandbox>>;
let end: () => void = () => undefined;

beforeAll(async () => {
  const { handle } = site;
  made = await makeSecureSandbox(
    {
      'app.test': handle,
      'app.test:8443': handle,
      'sub.app.test': handle,
      'other.test': handle,
    },
    { 'app.test': { handle } as never },
  );
});
afterAll(() => made?.dispose());

beforeEach(async () => {
  end();
  end = await made.browser.requests.headers.hold({ name: 'X-Token', value: () => TOKEN, origins: [OWN] });
  site.arrived.length = 0;
});

const open = (address: string) => made.open(site.site, address);
/** Nobody waits for the page to answer: it is left by that. */
const submit = (page: string, first = '') => void site.site.evaluate(page, `${first}; void f.submit()`);
const tokensAt = async (path: string) => (await site.at(path)).map(({ token }) => token);
const sentOn = (to: string, status = 302) => `/on?status=${status}&to=${encodeURIComponent(to)}`;

describe('a header token goes to its own origin', () => {
  it('with the page that is opened, what it loads, its scripts, forms and workers', async () => {
    await open(`${OWN}/page`);
    await site.site.evaluate(
      '/page',
      `(async () => {
        const image = new Image(); image.src = '/image';
        await fetch('/fetched'); navigator.sendBeacon('/beacon', 'x');
        await new Promise((done) => { new Worker('/worker.js').onmessage = done; });
        await new Promise((done) => { const { port } = new SharedWorker('/shared.js'); port.onmessage = done; port.start(); });
        return true;
      })()`,
    );
    for (const path of [
      '/page',
      '/image',
      '/fetched',
      '/beacon',
      '/worker.js',
      '/from-worker',
      '/from-shared',
    ])
      expect([path, ...(await tokensAt(path))]).toEqual([path, TOKEN]);
    await open(`${OWN}/form`);
    submit('/form');
    expect(await tokensAt('/posted')).toEqual([TOKEN]);
  });

  it('in the place of the page’s own of that name', async () => {
    await open(`${OWN}/page`);
    await site.site.evaluate(
      '/page',
      "fetch('/replaced', { headers: { 'x-token': 'mine' } }).then(() => true)",
    );
    expect(await tokensAt('/replaced')).toEqual([TOKEN]);
  });

  it('where the way to it leads over another origin', async () => {
    await open(`${FOREIGN}/page`);
    site.site.clear();
    await made.browser.open(`${FOREIGN}${sentOn(`${OWN}/landed`)}`);
    expect(await tokensAt('/landed')).toEqual([TOKEN]);
    expect(await tokensAt('/on')).toEqual([undefined]);
  });
});

describe('a header token goes nowhere else', () => {
  it.each(OTHERS.flatMap((to) => [302, 307].map((status) => [to, status] as const)))(
    'on a redirect of a page to %s with %s',
    async (to, status) => {
      await made.browser.open(`${OWN}${sentOn(`${to}/landed`, status)}`);
      expect(await tokensAt('/on')).toEqual([TOKEN]);
      expect(await tokensAt('/landed')).toEqual([undefined]);
    },
  );

  it('on a redirect of what a script asks for', async () => {
    await open(`${OWN}/form`);
    site.arrived.length = 0;
    const asked = JSON.stringify(sentOn(`${FOREIGN}/fetched`));
    await site.site.evaluate('/form', `fetch(${asked}).then(() => true, () => false)`);
    expect(await tokensAt('/on')).toEqual([TOKEN]);
    expect(await tokensAt('/fetched')).toEqual([undefined]);
  });

  it('on a redirect of a picture, of what a script posts or of a form', async () => {
    await open(`${OWN}/form`);
    const asked = (path: string) => JSON.stringify(sentOn(`${FOREIGN}${path}`, 307));
    await site.site.evaluate('/form', `void (new Image().src = ${asked('/picture')})`);
    expect(await tokensAt('/picture')).toEqual([undefined]);
    await site.site.evaluate(
      '/form',
      `fetch(${asked('/sent')}, { method: 'POST', body: 'x' }).then(() => true, () => false)`,
    );
    expect(await tokensAt('/sent')).toEqual([undefined]);
    submit('/form', `f.action = ${asked('/posted')}`);
    expect(await tokensAt('/posted')).toEqual([undefined]);
    expect((await tokensAt('/on')).every((token) => token === TOKEN)).toBe(true);
  });

  it.each(OTHERS)('with a page of %s and what it loads', async (origin) => {
    await open(`${origin}/page`);
    await site.site.evaluate('/page', "fetch('/fetched').then(() => true)");
    expect(await tokensAt('/page')).toEqual([undefined]);
    expect(await tokensAt('/fetched')).toEqual([undefined]);
  });

  it('nor to its own origin for another’s page: its scripts, pictures, forms and frames', async () => {
    await open(`${FOREIGN}/foreign-form`);
    await site.site.evaluate(
      '/foreign-form',
      `(async () => {
        await fetch('${OWN}/cross', { headers: { 'x-mine': '1' } }).catch(() => null);
        await fetch('${OWN}/blind', { mode: 'no-cors', referrerPolicy: 'no-referrer' }).catch(() => null);
        const blob = URL.createObjectURL(new Blob(["fetch('${OWN}/from-blob').finally(() => postMessage('done'))"]));
        await new Promise((done) => { new Worker(blob).onmessage = done; });
      })()`,
    );
    const cross = await site.at('/cross');
    expect(cross.map(({ method, token }) => [method, token])).toEqual([
      ['OPTIONS', undefined],
      ['GET', undefined],
    ]);
    expect(await tokensAt('/blind')).toEqual([undefined]);
    expect(await tokensAt('/from-blob')).toEqual([undefined]);
    submit('/foreign-form');
    expect(await tokensAt('/posted-from-elsewhere')).toEqual([undefined]);
    await made.browser.open(`${FOREIGN}/framing`);
    expect(await tokensAt('/from-frame')).toEqual([undefined]);
    expect(await tokensAt('/framed')).toEqual([undefined]);
  });

  it('nor into a service worker of its own origin, which sees every request before', async () => {
    await open(`${OWN}/page`);
    await site.site.evaluate(
      '/page',
      `(async () => {
        await navigator.serviceWorker.register('/service.js');
        await navigator.serviceWorker.ready;
        await new Promise((done) => { if (navigator.serviceWorker.controller) done(); else navigator.serviceWorker.oncontrollerchange = done; });
        await fetch('/watched');
      })()`,
    );
    expect(await tokensAt('/watched')).toEqual([TOKEN]);
    const seen = site.site.posts.filter(({ path }) => path === '/seen').map(({ body }) => body);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.join()).not.toContain(TOKEN);
    await site.site.evaluate(
      '/page',
      'navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister())))',
    );
  });

  it('once it has ended', async () => {
    end();
    await open(`${OWN}/page`);
    expect(await tokensAt('/page')).toEqual([undefined]);
  });
});

it('a value that is too long for the site is answered as such, and the browser goes on', async () => {
  end();
  end = await made.browser.requests.headers.hold({
    name: 'X-Token',
    value: () => 'x'.repeat(20_000),
    origins: [OWN],
  });
  await made.browser.open(`${OWN}/landed`);
  await made.browser.painted();
  end();
  await open(`${OWN}/page`);
  expect(await tokensAt('/page')).toEqual([undefined]);
});
