import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Emitter } from '../../electron/engine/base/emitter';
import type { RefusedNavigation } from '../../electron/engine/sandbox/requests/navigation-guard';
import type { Point } from '../../shared/domain/geometry';
import { Reach } from '../../shared/reach/reach';
import { makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { TestSite } from '../helpers/test-site';

const OUTSIDE = 'http://outside.test';
const BIG = 'position:fixed;inset:0;display:block;font-size:40px';
const HOSTS = ['page.test:80'];

const site = new TestSite({
  '/': '<title>Start</title>',
  '/link': `<a style="${BIG}" href="${OUTSIDE}/inbox" onclick="event.preventDefault(); note({ type: 'handled' })">Inbox</a>`,
  '/form': `<form action="${OUTSIDE}/search" onsubmit="event.preventDefault(); note({ type: 'handled' })">
    <button style="${BIG}">Filter</button></form>`,
  '/post': `<form method="post" action="${OUTSIDE}/send"><input name="note" value="1"><button style="${BIG}">Go</button></form>`,
  '/followed': `<a style="${BIG}" href="${OUTSIDE}/followed">Inbox</a>`,
});
const reach = new Reach({ allowed_hosts: HOSTS, unknown_hosts: 'deny' });
const refused = new Emitter<RefusedNavigation>();
let made: Awaited<ReturnType<typeof makeSandbox>>;
let at = '/';

beforeAll(async () => {
  const navigation = {
    judge: (url: string) => reach.judge(url),
    onRefused: (one: RefusedNavigation) => refused.emit(one),
  };
  made = await makeSandbox({ site, navigation });
});
afterAll(() => made?.dispose());
beforeEach(() => {
  made.connections.length = 0;
});

const MIDDLE: Point = { x: 640, y: 500 };

async function clickIn(path: string): Promise<OperatedRun> {
  await site.go(at, path);
  at = path;
  // What is judged is what is on the screen, which may still be the page before.
  const { display, browser } = made.sandbox;
  await display.settle(() => browser.isLoading(), new AbortController().signal);
  const run = new OperatedRun(made.sandbox, { allowed_hosts: HOSTS });
  run.approvals.changed.on(([first]) => first?.kind === 'action' && run.approve(first));
  const done = await run.act('left_click', { coordinate: [MIDDLE.x, MIDDLE.y] });
  expect(done).toMatchObject({ isError: false });
  return run;
}

describe('a link or form that names an address outside the policy', () => {
  it.each([
    ['a link', '/link'],
    ['a form', '/form'],
  ])('is left to the script that handles %s, and asks nobody', async (_what, path) => {
    const run = await clickIn(path);
    await site.until(() => site.of('handled').length > 0);
    expect([site.of('handled').length, run.outcomes]).toEqual([1, []]);
    expect(run.record.find('action-judged')[0]?.detail.why).toContain('it names the host outside.test');
  });

  it('is asked about as its form says, and no more', async () => {
    const wasRefused = new Promise<RefusedNavigation>((resolve) => refused.on(resolve));
    const run = await clickIn('/post');
    expect(run.outcomes).toEqual(['approved']);
    expect(run.record.find('action-judged')[0]?.detail.why).toContain('it names the host outside.test');
    expect(await wasRefused).toMatchObject({ host: 'outside.test' });
    expect(made.connections.filter(({ host }) => host.includes('outside'))).toEqual([]);
    await made.sandbox.browser.open('http://page.test/');
    at = '/';
    await site.until(() => site.events.some(({ type, page }) => type === 'ready' && page === '/'));
  });

  it('opens nothing where no script handles it, and the agent reads why', async () => {
    const wasRefused = new Promise<RefusedNavigation>((resolve) => refused.on(resolve));
    const run = await clickIn('/followed');
    expect(run.outcomes).toEqual([]);
    expect(await wasRefused).toMatchObject({ url: `${OUTSIDE}/followed`, host: 'outside.test' });
    expect(made.connections.filter(({ host }) => host.includes('outside'))).toEqual([]);
    expect(await made.sandbox.browser.targetAt({ x: 200, y: 100 })).toMatchObject({
      text: expect.stringContaining('Airlock: outside.test was not opened'),
    });
  });
});
