import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../shared/domain/policy';
import { makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { TestSite } from '../helpers/test-site';

const BIG = 'position:fixed;inset:0;display:block;font-size:40px';
const HOSTS = ['page.test:80'];
/** What the test's own script in every page sends. */
const OWN = { request: { path: ['/log', '/answer'] }, risk: ['unknown', 'sending'] } as const;

function button(onclick: string, name = 'View details'): string {
  return `<button style="${BIG}" onclick="${onclick}">${name}</button>`;
}

const site = new TestSite({
  '/': '<title>Start</title>',
  '/fetch': button("fetch('/api/invoices/3/delete', { method: 'POST', body: 'all=yes' })"),
  '/beacon': button("navigator.sendBeacon('/api/invoices/4/delete', 'all=yes')"),
  '/form': `<form method="post" action="/invoices/5/delete"><input type="hidden" name="all" value="yes">
    <button style="${BIG}">View details</button></form>`,
  '/picture': button("new Image().src = '/invoices/6/delete'"),
  '/abort': button(
    "const a = new AbortController(); fetch('/api/invoices/7/delete', { method: 'POST', signal: a.signal }).catch(() => 0); setTimeout(() => a.abort(), 600)",
  ),
});
let made: Awaited<ReturnType<typeof makeSandbox>>;
let at = '/';

beforeAll(async () => {
  made = await makeSandbox({ site });
});
afterAll(() => made?.dispose());

/** A click in the middle of a page, and what comes of it. */
async function clickIn(path: string, changes: Partial<Policy> = {}) {
  const { sandbox } = made;
  const run = new OperatedRun(sandbox, {
    allowed_hosts: HOSTS,
    rules: [{ when: OWN, then: 'allow', reason: 'the test’s own' }],
    ...changes,
  });
  await sandbox.browser.requests.holdChanges(run.barrier, (outcome) => run.barrier.noteOutcome(outcome));
  await site.go(at, path);
  at = path;
  site.posts.length = 0;
  site.requests.length = 0;
  await sandbox.display.settle(() => sandbox.browser.isLoading(), new AbortController().signal);
  const done = run.act('left_click', { coordinate: [640, 500] });
  return { run, done };
}

const reached = () => site.requests.filter(({ path }) => path.includes('delete')).map(({ path }) => path);

describe('a request that changes something', () => {
  it.each(['/fetch', '/beacon', '/picture'])(
    'of %s is held until the operator has denied it',
    async (path) => {
      const { run, done } = await clickIn(path);
      const asked = await run.askedAboutChange();
      expect(reached()).toEqual([]);
      run.deny(asked);
      const { isError, text } = await done;
      expect([isError, text]).toEqual([true, expect.stringContaining('ACTION DENIED: ')]);
      expect(reached()).toEqual([]);
    },
  );

  it('goes once it is approved', async () => {
    const { run, done } = await clickIn('/fetch');
    run.approve(await run.askedAboutChange());
    expect(await done).toMatchObject({ isError: false });
    await site.until(() => reached().length > 0);
    expect(reached()).toEqual(['/api/invoices/3/delete']);
    await run.recorded('change-ended', 1);
  });

  it('is taken back when its page wants it no more', async () => {
    const { run, done } = await clickIn('/abort');
    await run.askedAboutChange();
    expect(await done).toMatchObject({ isError: true, text: expect.stringContaining('the page gave up') });
    expect([reached(), run.outcomes]).toEqual([[], ['cancelled']]);
  });
});
