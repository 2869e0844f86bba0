import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../electron/engine/base/clock';
import { EgressBroker } from '../electron/engine/egress/egress-broker';
import type { Browser } from '../electron/engine/sandbox/browser/browser';
import type { SandboxUse } from '../electron/engine/sandbox/sandbox';
import type { Point } from '../shared/domain/geometry';
import { SUPERVISED } from '../shared/domain/policy-presets';
import { type Bench, figure, percentile, timeEach } from './figure';
import { NOTHING_MASKED, openSandbox, sandboxImage } from './open-sandbox';

const RUNS = 300;
const MOST_LOOKS = 1000;
/** Where the frame of the other site is in the window; the page's own area begins below the browser's bars. */
const FRAME = { x: 100, y: 200 } as const;

const row = (index: number) =>
  `<tr><th>Customer ${index}</th><td><button>Open ${index}</button></td><td><a href="/${index}">Invoice</a></td></tr>`;
const FORM = `<form action="/pay" method="post" style="margin:0"><button style="width:300px;height:60px">Pay now</button>
  <input name="amount" value="10" autofocus><input type="hidden" name="to" value="x"></form>`;
const PAGE = `<!doctype html><title>Billing</title><body style="margin:0">${FORM}
  <iframe src="http://other.test/" style="position:absolute;left:${FRAME.x}px;top:${FRAME.y}px;width:500px;height:300px;border:0"></iframe>
  <div style="height:800px"></div><table>${Array.from({ length: 300 }, (_, index) => row(index)).join('')}</table>`;
const INNER = `<!doctype html><title>Payment</title><body style="margin:0">${FORM.replace('autofocus', '')}`;

function handle(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(request.headers.host?.startsWith('other.') ? INNER : PAGE);
}

/** A page with a few hundred elements and a frame of another site. */
function twoSites(): { readonly use: SandboxUse; close(): void } {
  const broker = new EgressBroker({
    clock: systemClock,
    policy: { ...SUPERVISED, allowed_hosts: ['page.test:80', 'other.test:80'] },
    services: new Map(['page.test', 'other.test'].map((host) => [host, handle] as const)),
    onDecided: async () => undefined,
  });
  const network: SandboxUse['network'] = {
    attach: (stream) => broker.attach(stream),
    guard: (browser) =>
      browser.requests.guard({ judge: () => ({ isAllowed: true }), onRefused: () => undefined }),
  };
  return {
    use: { network, startUrl: 'http://page.test/', pictures: { redaction: NOTHING_MASKED, area: null } },
    close: () => broker.dispose(),
  };
}

/** The frame draws itself after the page around it. */
async function untilFound(browser: Browser, point: Point): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const found = await browser.targetAt(point);
    if (found.kind === 'element' && found.name === 'Pay now') return;
  }
  throw new Error('The page to measure on did not show its button.');
}

/** What an action would hit, which is read before each and again after an approval. To reach: 8 ms. */
export const target: Bench = {
  name: 'target',
  what: 'reading what is under a point or has the keyboard; 8 ms is the aim',
  async run(report) {
    const { docker, tag } = await sandboxImage();
    const { use, close } = twoSites();
    const sandbox = await openSandbox(docker, tag, use);
    report('looking');
    try {
      const { browser, display } = sandbox;
      const buttons = (await browser.boxesOf(['form button'])).get('form button') ?? [];
      const [page] = [...buttons].sort((a, b) => a.y - b.y);
      if (page === undefined) throw new Error('the page is not there');
      const button = { x: page.x + 20, y: page.y + 20 };
      const inner = { x: FRAME.x + 20, y: page.y + FRAME.y + 20 };
      const places = { 'in the page': button, 'in a frame of another site': inner };
      const figures = [];
      for (const [where, point] of Object.entries(places)) {
        await untilFound(browser, point);
        const times = await timeEach(RUNS, () => browser.targetAt(point));
        figures.push(figure(`target: ${where}, p50`, percentile(times, 0.5), 'ms'));
        figures.push(figure(`target: ${where}, p95`, percentile(times, 0.95), 'ms'));
      }
      const aimed = await browser.targetAt(button);
      if (aimed.kind !== 'element') throw new Error('the button is not there');
      const watched = await timeEach(RUNS / 3, async () => {
        const watch = await browser.watchInput('click');
        if (!(await watch.aimAt(aimed))) throw new Error('the button is not what it was');
        await watch.end();
      });
      figures.push(figure('target: input watched and let go, p50', percentile(watched, 0.5), 'ms'));
      await display.click({ x: page.x + 400, y: page.y + 50 }, 'left', 1, new AbortController().signal);
      await display.settle(() => false, new AbortController().signal);
      const focused = await timeEach(RUNS, () => browser.focusedTarget());
      figures.push(figure('target: focused field, p50', percentile(focused, 0.5), 'ms'));
      const boxes = await timeEach(RUNS / 6, () => browser.boxesOf(['button', 'input[name=amount]']));
      figures.push(figure('target: boxes of two selectors, p50', percentile(boxes, 0.5), 'ms'));
      return figures;
    } finally {
      await sandbox.dispose();
      close();
    }
  },
};
