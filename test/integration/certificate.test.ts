import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { openPageSession } from '../helpers/page-session';
import { openSecureSite } from '../helpers/secure-site';

const HOST = 'secure.test';
const MIDDLE = { x: 640, y: 450 };
const NEVER = new AbortController().signal;
/** What Chromium takes, typed anywhere on its warning, for leave to go on (security_interstitials, BYPASS_SEQUENCE). */
const BYPASS = 'thisisunsafe';
/** What the site was asked for. */
const requested: string[] = [];
let secure: Awaited<ReturnType<typeof openSecureSite>>;
let made: Awaited<ReturnType<typeof makeSandbox>>;

beforeAll(async () => {
  secure = await openSecureSite(HOST, ({ url }, response) => {
    requested.push(url ?? '');
    response.setHeader('content-type', 'text/html');
    response.end('<title>Let in</title><p>Let in');
  });
  made = await makeSandbox({
    furtherHosts: [HOST],
    resolve: async () => ['93.184.216.34'],
    dial: secure.dial,
  });
  await openPage(`https://${HOST}/`);
});
afterAll(async () => {
  await made?.dispose();
  await secure?.close();
});

const front = () => made.sandbox.browser.targetAt(MIDDLE);

async function openPage(url: string): Promise<void> {
  await made.sandbox.browser.open(url);
  await vi.waitFor(async () => expect((await front()).url).toMatch(/^chrome-error:/), { timeout: 20_000 });
  await made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), NEVER);
}

/** Runs a script in the page itself, as only the test can. */
async function inPage(expression: string): Promise<void> {
  const { page } = await openPageSession(made.sandbox.browser);
  await page.send('Runtime.evaluate', { expression });
}

it('a click or a key on the browser’s warning is asked about', async () => {
  const run = new OperatedRun(made.sandbox);
  for (const [member, input] of [
    ['left_click', { coordinate: [MIDDLE.x, MIDDLE.y] }],
    ['type', { text: BYPASS }],
  ] as const) {
    const done = run.act(member, input);
    const approval = await run.asked();
    expect(approval.findings.map(({ why }) => why).join()).toContain('a page of the browser');
    run.deny(approval);
    expect(await done).toMatchObject({ isError: true });
  }
});

it('a wrong certificate is not let pass by the phrase that is typed on its warning', async () => {
  await made.sandbox.display.type(BYPASS, NEVER);
  await made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), NEVER, {
    quietMs: 500,
    limitMs: 5000,
  });
  expect((await front()).url).toMatch(/^chrome-error:/);
  expect(requested).toEqual([]);
});

it('nor by the link behind “Advanced”', async () => {
  await inPage(
    `document.querySelector('#details-button')?.click(); document.querySelector('#proceed-link')?.click()`,
  );
  await made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), NEVER, {
    quietMs: 500,
    limitMs: 5000,
  });
  expect((await front()).url).toMatch(/^chrome-error:/);
  expect(requested).toEqual([]);
});
