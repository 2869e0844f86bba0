import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SocketEvent } from '../../electron/engine/sandbox/requests/sockets';
import type { Policy } from '../../shared/domain/policy';
import { SERVED_HOST } from '../../shared/reach/served-host';
import { refusedSockets } from '../../shared/reach/socket-hosts';
import { makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { openSocketServer, type SocketServer } from '../helpers/socket-server';
import { TestSite } from '../helpers/test-site';

const BIG = 'position:fixed;inset:0;display:block;font-size:40px';
/** What the test's own script in every page sends. */
const OWN = { request: { path: ['/log', '/answer'] }, risk: ['unknown', 'sending'] } as const;
/** Says what came of opening a socket: `open`, or what was thrown. */
const OPENS = `function opens(url, realm) {
  try { const s = new (realm ?? self).WebSocket(url); return new Promise((r) => { s.onopen = () => { s.send('{"action":"delete_invoice","id":7}'); r('open'); }; s.onerror = () => r('error'); }); }
  catch (error) { return Promise.resolve(error.name); }
}`;
const REFUSED = 'ws://live.test/socket';
const IN_WORKER = `${OPENS} opens('${REFUSED}').then((said) => postMessage(said));`;
const inBlob = (code: string) =>
  `URL.createObjectURL(new Blob([${JSON.stringify(code).replaceAll('</', '<\\/')}], { type: 'text/javascript' }))`;
const said = (made: string) =>
  `new Promise((r) => { const w = ${made}; w.onmessage = ({ data }) => r(data); })`;
const FRAME = `<script>${OPENS} opens('${REFUSED}').then((said) => parent.postMessage(said, '*'));</script>`;
const framed = (how: string) =>
  `new Promise((r) => { const f = document.createElement('iframe'); ${how}; onmessage = ({ data }) => r(data); document.body.append(f); })`;

const PAGE = `<script>${OPENS}</script>`;
const PAGES = {
  '/': `<title>Start</title>${PAGE}`,
  '/frame': FRAME,
  '/secure': `<title>Secure</title>${PAGE}`,
  '/shared.js': `${OPENS} onconnect = ({ ports: [port] }) => opens('${REFUSED}').then((said) => port.postMessage(said));`,
  '/service.js': `${OPENS} onmessage = ({ source }) => opens('${REFUSED}').then((said) => source.postMessage(said));`,
  '/click': `${PAGE}<button style="${BIG}" onclick="opens('ws://live.test/socket?token=c1d2e3f4a5b6c7d8e9f0')">View details</button>`,
  '/popup': `${PAGE}<button style="${BIG}" onclick="const w = window.open('about:blank'); opens('${REFUSED}', w).then((said) => { w.close(); note({ type: 'popup', said }); })">View details</button>`,
};

async function makeSite() {
  const server = await openSocketServer();
  const site = new TestSite(PAGES);
  const made = await makeSandbox({
    site,
    hosts: ['page.test', 'other.test', SERVED_HOST],
    furtherHosts: ['live.test:80', 'open.test:80', 'open.test'],
    resolve: async () => ['93.184.216.34'],
    dial: () => server.dial(),
  });
  return { server, site, made, browser: made.sandbox.browser };
}
type Made = Awaited<ReturnType<typeof makeSite>>;

async function runOn({ made, browser }: Made, changes: Partial<Policy> = {}) {
  const run = new OperatedRun(made.sandbox, {
    allowed_hosts: ['page.test:80'],
    rules: [{ when: OWN, then: 'allow', reason: 'the test’s own' }],
    ...changes,
  });
  await browser.requests.holdChanges(run.barrier, (outcome) => run.barrier.noteOutcome(outcome));
  const stop = browser.requests.sockets.events.on((event) => run.barrier.sockets.note(event));
  return { run, stop };
}

async function click({ made: { sandbox } }: Made, run: OperatedRun) {
  await sandbox.display.settle(() => sandbox.browser.isLoading(), new AbortController().signal);
  await run.act('left_click', { coordinate: [640, 500] });
}

describe('a WebSocket that a page opens', () => {
  let place: Made;
  beforeAll(async () => {
    place = await makeSite();
  });
  afterAll(async () => {
    await place?.made.dispose();
    await place?.server.close();
  });

  it('is in the record with its step, without its token, and so is what is sent and what that looks like', async () => {
    const { site } = place;
    await site.go('/', '/click');
    const { run, stop } = await runOn(place);
    await click(place, run);
    await run.recorded('socket-opened', 1);
    await expect
      .poll(() => {
        run.barrier.writeCounts();
        return run.record.find('socket-sent').map(({ detail }) => detail);
      })
      .toMatchObject([{ messages: 1, unread: 0, looksLike: { does: 'delete invoice', level: 'high' } }]);
    stop();
    expect(run.record.find('socket-opened')).toMatchObject([
      {
        step: 1,
        permitted: true,
        detail: { host: 'live.test:80', page: 'http://page.test/click', isRefused: false },
      },
    ]);
    expect(run.record.find('socket-sent')[0]?.step).toBe(1);
    expect(JSON.stringify(run.record.drafts)).not.toContain('c1d2e3f4');
    await site.go('/click', '/');
  });

  it('is told of where a worker opens it, dedicated or shared', async () => {
    const { site, browser } = place;
    const events: SocketEvent[] = [];
    const stop = browser.requests.sockets.events.on((event) => events.push(event));
    expect(await site.evaluate('/', said(`new Worker(${inBlob(IN_WORKER)})`))).toBe('open');
    expect(await site.evaluate('/', said("new SharedWorker('/shared.js').port"))).toBe('open');
    await expect.poll(() => events.filter(({ kind }) => kind === 'sent')).toHaveLength(2);
    stop();
    expect(events.filter(({ kind }) => kind === 'opened')).toMatchObject([
      { url: REFUSED, page: expect.stringContaining('blob:http://page.test/') },
      { url: REFUSED, page: 'http://page.test/shared.js' },
    ]);
  });

  it('is marked where the policy refuses it and it was opened all the same', async () => {
    const { run, stop } = await runOn(place, { refused_sockets: ['live.test'] });
    expect(await place.site.evaluate('/', `opens('${REFUSED}')`)).toBe('open');
    await run.recorded('socket-opened', 1);
    stop();
    expect(run.record.find('socket-opened')).toMatchObject([
      { permitted: false, detail: { isRefused: true } },
    ]);
  });
});

describe('a WebSocket that the policy refuses', () => {
  let place: Made;
  let server: SocketServer;
  const events: SocketEvent[] = [];
  beforeAll(async () => {
    place = await makeSite();
    server = place.server;
    const { requests } = place.browser;
    await requests.trace();
    requests.sockets.events.on((event) => events.push(event));
    await requests.refuseSockets(refusedSockets(['live.test', '*.below.test']));
  });
  afterAll(async () => {
    await place?.made.dispose();
    await server?.close();
  });

  it.each([
    ['the page itself', `opens('${REFUSED}')`],
    ['a host in capitals, with a dot at its end', "opens('ws://LIVE.test./socket')"],
    ['a name below a wildcard', "opens('wss://a.below.test/')"],
    [
      'an address that reads differently the second time',
      "(() => { let n = 0; return opens({ toString: () => (n++ === 0 ? 'ws://live.test/' : 'ws://open.test/') }); })()",
    ],
    [
      'what a page has kept of its constructor',
      "(() => { try { new WebSocket.prototype.constructor('ws://live.test/'); return 'open'; } catch (error) { return error.name; } })()",
    ],
    [
      'a page that has replaced what reads addresses',
      "(() => { const { URL } = self; const { endsWith } = String.prototype; self.URL = class { hostname = 'open.test' }; String.prototype.endsWith = () => false; try { return opens('ws://live.test/'); } finally { self.URL = URL; String.prototype.endsWith = endsWith; } })()",
    ],
    [
      'a class of its own',
      "(() => { try { new (class extends WebSocket {})('ws://live.test/'); return 'open'; } catch (error) { return error.name; } })()",
    ],
    [
      'an empty frame, at once',
      `(() => { const f = document.createElement('iframe'); document.body.append(f); return opens('${REFUSED}', f.contentWindow); })()`,
    ],
    [
      'a frame with its document in an attribute',
      framed(`f.srcdoc = ${JSON.stringify(FRAME).replaceAll('</', '<\\/')}`),
    ],
    ['a frame of the same site', framed("f.src = '/frame'")],
    ['a frame of another site', framed("f.src = 'http://other.test/frame'")],
    ['a frame without an origin', framed("f.sandbox = 'allow-scripts'; f.src = '/frame'")],
    ['a worker', said(`new Worker(${inBlob(IN_WORKER)})`)],
    ['a worker of modules', said(`new Worker(${inBlob(IN_WORKER)}, { type: 'module' })`)],
    [
      'a worker in a worker',
      said(
        `new Worker(${inBlob(`const w = new Worker(${inBlob(IN_WORKER)}); w.onmessage = ({ data }) => postMessage(data);`)})`,
      ),
    ],
    ['a shared worker', said("new SharedWorker('/shared.js').port")],
  ])('is not opened by %s', async (_who, code) => {
    events.length = 0;
    expect(await place.site.evaluate('/', code)).toBe('SecurityError');
    expect([events, server.opened]).toEqual([[], []]);
  });

  it('is not opened in a window that a click opens', async () => {
    const { site } = place;
    events.length = 0;
    await site.go('/', '/popup');
    const { run, stop } = await runOn(place);
    await click(place, run);
    await site.until(() => site.of('popup').length > 0);
    stop();
    expect(site.of('popup')).toMatchObject([{ said: 'SecurityError' }]);
    expect([events, server.opened]).toEqual([[], []]);
    await site.go('/popup', '/');
  });

  it('leaves one to another host as it is', async () => {
    expect(await place.site.evaluate('/', "opens('ws://open.test/x')")).toBe('open');
    const kept =
      "(() => { const s = new WebSocket('ws://open.test/y', ['chat']); return [s instanceof WebSocket, s.constructor === WebSocket, WebSocket.OPEN, WebSocket.name, s.url].join(); })()";
    expect(await place.site.evaluate('/', kept)).toBe('true,true,1,WebSocket,ws://open.test/y');
  });

  it('is not opened by a service worker, nor as WebTransport, which gets nowhere at all', async () => {
    const { site, browser, made } = place;
    await browser.open(`http://${SERVED_HOST}/secure`);
    await site.until(() => site.events.some(({ type, page }) => type === 'ready' && page === '/secure'));
    events.length = 0;
    const asked = `navigator.serviceWorker.register('/service.js').then(() => navigator.serviceWorker.ready).then(({ active }) => new Promise((r) => { navigator.serviceWorker.onmessage = ({ data }) => r(data); active.postMessage(0); }))`;
    expect(await site.evaluate('/secure', asked)).toBe('SecurityError');
    const carried = (host: string) =>
      `(() => { try { return new WebTransport('https://${host}/').ready.then(() => 'open', () => 'failed'); } catch (error) { return error.name; } })()`;
    expect(await site.evaluate('/secure', carried('live.test'))).toBe('SecurityError');
    expect(await site.evaluate('/secure', carried('open.test'))).toBe('failed');
    expect(events).toEqual([]);
    expect(made.connections.filter(({ host, port }) => host === 'open.test' && port === 443)).toEqual([]);
  });

  it('has no way round by WebRTC over UDP or plain TCP: a peer finds no address that it could be reached at', async () => {
    const peer = `new Promise((r) => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:open.test:3478' }, { urls: 'turn:open.test:443?transport=tcp', username: 'u', credential: 'p' }] });
      peer.createDataChannel('x');
      const found = [];
      peer.onicecandidate = ({ candidate }) => (candidate ? found.push(candidate.candidate) : r(found));
      peer.createOffer().then((offer) => peer.setLocalDescription(offer));
      setTimeout(() => r(found), 4000);
    })`;
    const before = place.made.connections.length;
    expect(await place.site.evaluate('/secure', peer)).toEqual([]);
    // The broker lets no TURN without TLS through, also not to an allowed host.
    const relayed = place.made.connections.slice(before).filter(({ host }) => host === 'open.test');
    expect(relayed.filter(({ verdict }) => verdict === 'allowed')).toEqual([]);
  });
});
