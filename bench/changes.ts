import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../electron/engine/base/clock';
import { Emitter } from '../electron/engine/base/emitter';
import { EgressBroker } from '../electron/engine/egress/egress-broker';
import type { Sandbox, SandboxUse } from '../electron/engine/sandbox/sandbox';
import { SUPERVISED } from '../shared/domain/policy-presets';
import { makeBarrier } from '../test/helpers/make-barrier';
import { type Bench, type Figure, figure, percentile } from './figure';
import { NOTHING_MASKED, openSandbox, sandboxImage } from './open-sandbox';

const RUNS = 8;
const EACH = 200;
const AT_A_TIME = 20;

/** What a page sends as it is opened: half is fetched and half posted to be searched, or pictures alone. */
const script = (kind: string) => `<!doctype html><title>Busy</title><script>(async () => {
  const one = {
    requests: (i) => i % 2 === 0 ? fetch('/api/items/' + i) : fetch('/api/search', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: 'x' + i }) }),
    pictures: (i) => new Promise((done) => { const p = new Image(); p.onload = p.onerror = done; p.src = '/pictures/' + i + '.png?at=' + Date.now(); }),
  }['${kind}'];
  let next = 0;
  const start = performance.now();
  const worker = async () => { while (next < ${EACH}) await one(next++); };
  await Promise.all(Array.from({ length: ${AT_A_TIME} }, worker));
  await fetch('/took/' + (performance.now() - start));
})()</script>`;

type Site = { readonly took: Emitter<number>; readonly use: SandboxUse; close(): void };

function busySite(): Site {
  const took = new Emitter<number>();
  const handle = ({ url = '/' }: IncomingMessage, response: ServerResponse) => {
    response.setHeader('cache-control', 'no-store');
    if (url.startsWith('/busy/')) {
      response.setHeader('content-type', 'text/html');
      response.end(script(url.split('/')[2] ?? ''));
      return;
    }
    response.end('{}');
    if (url.startsWith('/took/')) took.emit(Number(url.slice('/took/'.length)));
  };
  const broker = new EgressBroker({
    clock: systemClock,
    policy: { ...SUPERVISED, allowed_hosts: ['page.test:80'] },
    services: new Map([['page.test', handle] as const]),
    onDecided: async () => undefined,
  });
  const network: SandboxUse['network'] = {
    attach: (stream) => broker.attach(stream),
    guard: (browser) =>
      browser.requests.guard({ judge: () => ({ isAllowed: true }), onRefused: () => undefined }),
  };
  const pictures = { redaction: NOTHING_MASKED, area: null };
  return {
    took,
    use: { network, pictures, startUrl: 'http://page.test/' },
    close: () => broker.dispose(),
  };
}

/** Milliseconds that a page takes for what it sends, in its own clock. */
function timeOf(sandbox: Sandbox, { took }: Site, kind: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const stop = took.on((ms) => {
      stop();
      resolve(ms);
    });
    sandbox.browser.open(`http://page.test/busy/${kind}/${Math.random()}`).catch(reject);
  });
}

/** What holding changes adds to a page that changes nothing: two sandboxes take turns. */
async function compare(kind: 'requests' | 'pictures'): Promise<readonly Figure[]> {
  const { docker, tag } = await sandboxImage();
  const [plainSite, heldSite] = [busySite(), busySite()];
  const plain = await openSandbox(docker, tag, plainSite.use);
  const held = await openSandbox(docker, tag, heldSite.use);
  const { barrier } = makeBarrier();
  await held.browser.requests.holdChanges(barrier, (outcome) => barrier.noteOutcome(outcome));
  const [without, withIt]: [number[], number[]] = [[], []];
  try {
    for (let run = 0; run < RUNS; run += 1) {
      without.push(await timeOf(plain, plainSite, kind));
      withIt.push(await timeOf(held, heldSite, kind));
    }
  } finally {
    await Promise.all([plain.dispose(), held.dispose()]);
    plainSite.close();
    heldSite.close();
  }
  const [before, after] = [percentile(without, 0.5), percentile(withIt, 0.5)];
  return [
    figure(`changes: a page with ${EACH} ${kind}, p50`, after, 'ms', before),
    figure(`changes: added to each of ${EACH} ${kind}, p50`, (after - before) / EACH, 'ms'),
  ];
}

/** What a page that changes nothing pays for being watched. To reach: 0.2 s for 200 requests, nothing for pictures. */
export const changes: Bench = {
  name: 'changes',
  what: `${EACH} requests of a page, ${AT_A_TIME} at a time, with changes held and without`,
  async run(report) {
    report('requests');
    const requests = await compare('requests');
    report('pictures');
    return [...requests, ...(await compare('pictures'))];
  },
};
