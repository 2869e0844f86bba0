import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../electron/engine/base/clock';
import { EgressBroker } from '../electron/engine/egress/egress-broker';
import { blackOut, grown } from '../electron/engine/redaction/mask';
import type { Sandbox, SandboxUse } from '../electron/engine/sandbox/sandbox';
import type { Redaction } from '../shared/domain/policy';
import { SUPERVISED } from '../shared/domain/policy-presets';
import { SECRET_FIELDS, TEXT_DETECTORS } from '../shared/domain/redaction';
import { type Bench, type Figure, figure, percentile, timeEach } from './figure';
import { DISPLAY, NOTHING_MASKED, openSandbox, sandboxImage } from './open-sandbox';

const RUNS = 60;
const RECTANGLES = 50;
/** Rows of four elements each. */
const ROWS = 1250;

const row = (index: number) =>
  `<tr><td>Customer ${index}</td><td>${index % 20 === 0 ? `mail${index}@example.com` : 'no mail'}</td><td><a href="/${index}">Open</a></td></tr>`;
const LOGIN = '<form><input name="user"><input type="password" value="correct-horse"></form>';
const page = (form: string) =>
  `<!doctype html><title>Customers</title>${form}<table>${Array.from({ length: ROWS }, (_, index) => row(index)).join('')}</table>`;

function handle(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(page(request.url === '/bare' ? '' : LOGIN));
}

function customers(): { readonly use: SandboxUse; close(): void } {
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
  return { use: { network, pictures, startUrl: 'http://page.test/' }, close: () => broker.dispose() };
}

/** Solid black over 50 rectangles of a whole screen. To reach: 2 ms. */
async function blacken(): Promise<Figure> {
  const pixels = Buffer.alloc(DISPLAY.width * DISPLAY.height * 4, 200);
  const whole = { x: 0, y: 0, ...DISPLAY };
  const boxes = Array.from({ length: RECTANGLES }, (_, index) => ({
    x: (index * 97) % 1000,
    y: (index * 53) % 700,
    width: 240,
    height: 30,
  }));
  const times = await timeEach(RUNS * 5, async () => {
    for (const box of boxes) blackOut({ ...DISPLAY, pixels }, whole, grown(box));
  });
  return figure(`redaction: ${RECTANGLES} rectangles, p50`, percentile(times, 0.5), 'ms');
}

const MASKED: Readonly<Record<string, Partial<Redaction>>> = {
  'secret fields': { fields: SECRET_FIELDS },
  'fields and two selectors': {
    fields: SECRET_FIELDS,
    regions: [{ selector: '.balance' }, { selector: 'td.number' }],
  },
  'all detectors': { fields: SECRET_FIELDS, detect: TEXT_DETECTORS },
};

/** The page's own part, in its own clock: one look for everything. To reach: 10 ms. */
async function look(sandbox: Sandbox, name: string, changes: Partial<Redaction>): Promise<Figure> {
  const { fields, detect, regions } = { ...NOTHING_MASKED, ...changes };
  const [page] = sandbox.browser.pages;
  if (page === undefined) throw new Error('the page is not there');
  const selectors = regions.flatMap((region) => ('selector' in region ? [region.selector] : []));
  const wanted = JSON.stringify({ selectors, fields, detect, needles: [] });
  const times = await page.documents.evaluate<readonly number[]>(
    page.documents.rootFrameId,
    `Array.from({ length: ${RUNS} }, () => { const begun = performance.now(); airlockLayout.look(${wanted}); return performance.now() - begun; })`,
  );
  return figure(
    `redaction: look at ${ROWS * 4} elements for ${name}, p50`,
    percentile([...times], 0.5),
    'ms',
  );
}

/** Milliseconds for each of several pictures, of a screen that has changed every time. */
async function picturesOf({ camera, display }: Sandbox): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < RUNS / 3; run += 1) {
    display.move({ x: 300 + run * 7, y: 400 });
    await display.settle(() => false, new AbortController().signal);
    const begun = systemClock.monotonicMs();
    await camera.take();
    times.push(systemClock.monotonicMs() - begun);
  }
  return times;
}

/** What masks cost: in the page, on the pixels, and on the whole way to a picture. */
export const redaction: Bench = {
  name: 'redaction',
  what: 'masks: 50 rectangles (2 ms is the aim), a look at 5,000 elements (10 ms), and a whole picture',
  async run(report) {
    const { docker, tag } = await sandboxImage();
    const { use, close } = customers();
    const sandbox = await openSandbox(docker, tag, use);
    report('masking');
    try {
      const figures = [await blacken()];
      const take = async (name: string, changes: Partial<Redaction>) => {
        sandbox.camera.goBy({ redaction: { ...NOTHING_MASKED, ...changes }, area: null });
        const times = await picturesOf(sandbox);
        figures.push(figure(`redaction: picture, ${name}, p50`, percentile(times, 0.5), 'ms'));
      };
      await take('nothing masked', {});
      for (const [name, changes] of Object.entries(MASKED)) {
        await take(name, changes);
        figures.push(await look(sandbox, name, changes));
      }
      await sandbox.browser.open('http://page.test/bare');
      await sandbox.browser.painted();
      await take('secret fields, and the page has none', { fields: SECRET_FIELDS });
      return figures;
    } finally {
      await sandbox.dispose();
      close();
    }
  },
};
