import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EgressAnswer, EgressQuestion } from '../../electron/engine/egress/asking/egress-question';
import { makeSandbox } from '../helpers/make-sandbox';
import { TestSite } from '../helpers/test-site';

const REFUSED =
  /^Airlock: [a-z0-9.-]+ is not allowed by this session's policy\. Do not retry or work around this\.$/;

const site = new TestSite({
  '/': '<title>Start</title><p>Start</p>',
  '/meta': '<title>Meta</title><meta http-equiv="refresh" content="0; url=http://forbidden.test/meta">',
  '/frame': '<title>Frame</title><iframe src="http://forbidden.test/frame"></iframe>',
});
site.redirect('/redirect', 'http://forbidden.test/redirected');
site.redirect('/redirect-metadata', 'http://169.254.169.254/latest/meta-data/');
site.redirect('/redirect-tls', 'https://redirected.forbidden.test/');
let made: Awaited<ReturnType<typeof makeSandbox>>;
const resolved: string[] = [];

beforeAll(async () => {
  made = await makeSandbox({
    site,
    furtherHosts: ['private.test', 'metadata.test', 'mixed.test'],
    resolve: async (host) => {
      resolved.push(host);
      if (host === 'metadata.test') return ['169.254.169.254'];
      return host === 'mixed.test' ? ['93.184.216.34', '10.0.0.1'] : ['192.168.1.10'];
    },
  });
});
beforeEach(() => {
  made.connections.length = 0;
});
afterAll(() => made?.dispose());

const connectionTo = (host: string) => made.untilConnection((connection) => connection.host === host);

const denied = (host: string, reason = 'the host is not in allowed_hosts') =>
  expect.objectContaining({ host, verdict: 'denied', reason });

/** What a fetch from the page comes to. */
function fetchFrom(url: string): Promise<string> {
  return site.evaluate<string>(
    '/',
    `fetch(${JSON.stringify(url)}, { mode: 'no-cors' }).then((r) => r.type + ' ' + r.status, (e) => e.name)`,
  );
}

describe('from a page in the sandbox', () => {
  it('an allowed host that the console serves loads', () => {
    expect(site.requests[0]).toEqual({ host: 'page.test', path: '/' });
  });

  for (const url of [
    'https://forbidden.test/',
    'https://page.test/',
    'https://page.test:8443/',
    'https://sub.page.test/',
    'https://page.test.forbidden.test/',
    'wss://forbidden.test/',
    'http://127.0.0.1:3128/',
    'http://localhost/',
    'http://foo.localhost/',
    'http://portal.practice.localhost/',
    'http://x.portal.practice.localhost/',
    'http://2130706433/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://172.17.0.1/',
  ]) {
    it(`${url} is refused by the broker, and recorded`, async () => {
      const isSocket = url.startsWith('ws');
      const result = isSocket
        ? await site.evaluate<string>(
            '/',
            `new Promise((r) => { const s = new WebSocket('${url}'); s.onerror = () => r('refused'); s.onopen = () => r('open'); })`,
          )
        : await fetchFrom(url);
      // Over plain HTTP the refusal itself is the (opaque) answer.
      expect(result).toMatch(/^(TypeError|refused|opaque 0)$/);
      const seen = await made.untilConnection(({ verdict }) => verdict === 'denied');
      const { hostname } = new URL(url);
      expect(seen).toMatchObject({ host: hostname, address: null });
    });
  }

  for (const [host, address] of [
    ['private.test', '192.168.1.10'],
    ['metadata.test', '169.254.169.254'],
    ['mixed.test', '10.0.0.1'],
  ] as const) {
    it(`an allowed name that resolves to ${address} is refused`, async () => {
      expect(await fetchFrom(`https://${host}/`)).toBe('TypeError');
      expect(await connectionTo(host)).toMatchObject({
        host,
        port: 443,
        verdict: 'denied',
        address,
        reason: 'the name resolves to an address that is not public',
        rule: host,
      });
    });
  }

  /** Rows 143 to 152: what a page can do without navigating. Each host is its own, so that none answers for another. */
  for (const [what, host, code] of [
    [
      'a redirect to the metadata address',
      '169.254.169.254',
      "void fetch('/redirect-metadata').catch(() => 0)",
    ],
    ['a redirect to another host', 'redirected.forbidden.test', "void fetch('/redirect-tls').catch(() => 0)"],
    ['a beacon', 'beacon.forbidden.test', "void navigator.sendBeacon('https://beacon.forbidden.test/', 'x')"],
    ['an EventSource', 'events.forbidden.test', "void new EventSource('https://events.forbidden.test/')"],
    ['a WebSocket in the clear', 'ws.forbidden.test', "void new WebSocket('ws://ws.forbidden.test/')"],
    ['a WebSocket', 'wss.forbidden.test', "void new WebSocket('wss://wss.forbidden.test/')"],
    ['an image', 'img.forbidden.test', "void (new Image().src = 'https://img.forbidden.test/x.png')"],
    [
      'a script',
      'script.forbidden.test',
      "void document.head.append(Object.assign(document.createElement('script'), { src: 'https://script.forbidden.test/x.js' }))",
    ],
    [
      'a font',
      'font.forbidden.test',
      "void new FontFace('f', 'url(https://font.forbidden.test/f.woff)').load().catch(() => 0)",
    ],
    [
      'a worker’s fetch',
      'worker.forbidden.test',
      'void new Worker(URL.createObjectURL(new Blob([\'fetch("https://worker.forbidden.test/")\'])))',
    ],
    [
      'a form into a frame',
      'form.forbidden.test',
      `void (() => {
        document.body.insertAdjacentHTML('beforeend', '<iframe name="f"></iframe><form target="f" method="post" action="https://form.forbidden.test/"></form>');
        document.forms[document.forms.length - 1].submit();
      })()`,
    ],
  ] as const) {
    it(`${what} is refused by the broker, and the page lives on`, async () => {
      await site.evaluate('/', code);
      expect(await connectionTo(host)).toMatchObject({ host, verdict: 'denied', connection: null });
      expect(await site.evaluate('/', 'document.title')).toBe('Start');
    });
  }

  it('a WebSocket to an allowed host in the clear reaches that host and no other', async () => {
    const result = await site.evaluate<string>(
      '/',
      "new Promise((r) => { const s = new WebSocket('ws://page.test/ws'); s.onerror = () => r('refused'); s.onopen = () => r('open'); })",
    );
    // The console's own site speaks no WebSocket.
    expect(result).toBe('refused');
    expect(await connectionTo('page.test')).toMatchObject({ port: 80, verdict: 'allowed' });
  });

  /** Rows 153 to 158: ways that are no HTTP, or that the settings of the browser close. */
  for (const [what, code] of [
    [
      'WebRTC with STUN and TURN',
      `new Promise((r) => {
        const peer = new RTCPeerConnection({ iceServers: [
          { urls: 'stun:stun.forbidden.test:3478' },
          { urls: 'turn:turn.forbidden.test:3478?transport=udp', username: 'u', credential: 'p' },
        ] });
        peer.createDataChannel('x');
        const found = [];
        peer.onicecandidate = ({ candidate }) => candidate ? found.push(candidate.candidate) : r(found.length);
        peer.createOffer().then((offer) => peer.setLocalDescription(offer));
        setTimeout(() => r(found.length), 3000);
      })`,
    ],
    [
      'WebTransport',
      "typeof WebTransport === 'undefined' ? 0 : new WebTransport('https://quic.forbidden.test:4433/').ready.then(() => 1, () => 0)",
    ],
    [
      'prefetched names and connections',
      `(() => {
        for (const rel of ['dns-prefetch', 'prefetch', 'prerender']) {
          document.head.append(Object.assign(document.createElement('link'), { rel, href: 'https://' + rel + '.forbidden.test/' }));
        }
        return 0;
      })()`,
    ],
    [
      'addresses without a host',
      "(() => { for (const u of ['data:text/html,x', 'blob:x', 'chrome://version', 'file:///etc/passwd', 'view-source:http://page.test/']) open(u); return 0; })()",
    ],
  ] as const) {
    it(`${what} let nothing out`, async () => {
      expect(await site.evaluate<number>('/', code)).toBe(0);
      const allowed = await made.untilConnection(
        ({ host, verdict }) => verdict === 'allowed' && host !== 'page.test',
        500,
      );
      expect(allowed).toBe(null);
      expect(await site.evaluate('/', 'document.title')).toBe('Start');
    });
  }

  it('no name is resolved that is not allowed', () => {
    expect(new Set(resolved)).toEqual(new Set(['private.test', 'metadata.test', 'mixed.test']));
  });

  it('a page of another host in a frame is refused', async () => {
    await site.go('/', '/frame');
    expect(await connectionTo('forbidden.test')).toEqual(denied('forbidden.test'));
    await site.go('/frame', '/');
  });

  it('window.open to another host opens nothing there', async () => {
    await site.evaluate('/', "void window.open('http://forbidden.test/popup')");
    const seen = await made.untilConnection(({ host }) => host === 'forbidden.test', 1000);
    expect(seen === null || seen.verdict === 'denied').toBe(true);
  });

  it('another host shows the broker’s words, whole', async () => {
    // Its own page can't be read from here; a plain HTTP answer to the page's own host can.
    const text = await site.evaluate<string>(
      '/',
      "fetch('/').then(() => fetch('http://forbidden.test/').then((r) => r.text(), (e) => e.name))",
    );
    expect(text === 'TypeError' || REFUSED.test(text)).toBe(true);
    expect(await connectionTo('forbidden.test')).toEqual(denied('forbidden.test'));
  });

  it('an idle browser asks for nothing', async () => {
    expect(await made.untilConnection(({ host }) => host !== 'page.test', 20_000)).toBe(null);
  });

  it('a redirect to another host ends at the refusal', async () => {
    await site.evaluate('/', "void setTimeout(() => location.assign('/redirect'), 0)");
    expect(await connectionTo('forbidden.test')).toEqual(denied('forbidden.test'));
  });
});

it('a meta refresh to another host ends at the refusal, which the page shows', async () => {
  const page = new TestSite({
    '/': '<title>Start</title>',
    '/meta': '<meta http-equiv="refresh" content="0; url=http://forbidden.test/">',
  });
  const own = await makeSandbox({ site: page });
  try {
    await page.evaluate('/', "void setTimeout(() => location.assign('/meta'), 0)");
    const { display, browser } = own.sandbox;
    expect(await own.untilConnection(({ host }) => host === 'forbidden.test')).toEqual(
      denied('forbidden.test'),
    );
    await display.settle(() => browser.isLoading(), new AbortController().signal);
    const shown = await browser.targetAt({ x: 60, y: 100 });
    expect(shown).toMatchObject({
      kind: 'element',
      text: expect.stringMatching(REFUSED),
      host: 'forbidden.test',
    });
  } finally {
    await own.dispose();
  }
});

describe('a page of a host that the policy does not name', () => {
  it('is held for the operator, and opens once they allow it', async () => {
    const page = new TestSite({ '/': '<title>Start</title>', '/asked': '<title>Asked</title>' });
    const asked: EgressQuestion[] = [];
    let answer: (answer: EgressAnswer) => void = () => undefined;
    const own = await makeSandbox({
      site: page,
      unnamedHosts: ['asked.test'],
      policy: { unknown_hosts: 'ask' },
      ask: (question) => {
        asked.push(question);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    try {
      await page.evaluate('/', "void setTimeout(() => location.assign('http://asked.test/asked'), 0)");
      await vi.waitUntil(() => asked.length > 0, { timeout: 5000 });
      expect(asked[0]).toMatchObject({ kind: 'connection', host: 'asked.test', port: 80, isPlain: true });
      expect(page.requests.filter(({ host }) => host === 'asked.test')).toEqual([]);
      answer('run');
      await page.until(() =>
        page.events.some(({ type, page: path }) => type === 'ready' && path === '/asked'),
      );
      expect(page.requests).toContainEqual({ host: 'asked.test', path: '/asked' });
      expect(await own.untilConnection(({ host }) => host === 'asked.test')).toMatchObject({
        verdict: 'allowed',
        rule: 'unknown_hosts',
      });
    } finally {
      await own.dispose();
    }
  });
});
