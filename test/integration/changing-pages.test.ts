import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANGING_PAGES, type ChangingPage, HARMLESS_PAGES, WORKER_SCRIPT } from '../helpers/changing-pages';
import { OperatedRun } from '../helpers/operated-run';
import { makeSecureSandbox } from '../helpers/secure-sandbox';
import { TestSite } from '../helpers/test-site';

/** What the test's own script in every page sends. */
const OWN = {
  request: { path: ['/log', '/answer', '/command'] },
  risk: ['unknown', 'sending', 'account'],
} as const;

const site = new TestSite({
  '/': '<title>Start</title>',
  '/worker.js': WORKER_SCRIPT,
  ...Object.fromEntries([...CHANGING_PAGES, ...HARMLESS_PAGES].map(({ at, body }) => [at, body])),
});
let made: Awaited<ReturnType<typeof makeSecureSandbox>>;

beforeAll(async () => {
  made = await makeSecureSandbox({ 'page.test': site.handle });
});
afterAll(() => made?.dispose());

/** Opens a page and clicks in its middle as the agent. Every action is approved, and every change denied. */
async function clickIn({ at }: ChangingPage) {
  const { sandbox } = made.made;
  const run = new OperatedRun(sandbox, {
    allowed_hosts: ['page.test'],
    rules: [{ when: OWN, then: 'allow', reason: 'the test’s own' }],
  });
  run.approvals.changed.on((waiting) => {
    for (const one of waiting)
      queueMicrotask(() => (one.kind === 'action' ? run.approve(one) : run.deny(one)));
  });
  // A pop-up of the page before would be in front.
  await expect.poll(() => sandbox.browser.pages.length).toBe(1);
  await made.open(site, `https://page.test${at}`);
  await sandbox.browser.requests.holdChanges(run.barrier, (outcome) => run.barrier.noteOutcome(outcome));
  await sandbox.display.settle(() => sandbox.browser.isLoading(), new AbortController().signal);
  site.requests.length = 0;
  const { text } = await run.act('left_click', { coordinate: [640, 400] });
  const judged = () =>
    run.record.find('change-judged').filter(({ detail }) => detail.change.url.includes(`${at}/`));
  const reached = () => site.requests.map(({ path }) => path).filter((path) => path.startsWith(`${at}/`));
  return { run, text, judged, reached };
}

describe('a click that alters something', () => {
  it.each(CHANGING_PAGES.map((page) => [page.what, page] as const))(
    'by %s sends nothing before somebody has agreed',
    async (_what, page) => {
      const { run, text, judged, reached } = await clickIn(page);
      expect(text).not.toContain('Not carried out');
      await run.recorded('change-judged', run.record.find('change-judged').length - judged().length + 1);
      await run.desk.closed();
      // What the card of the click had spoken of, and on a drawing what nobody can tell anything of, was agreed to with it.
      const agreed = judged().filter(({ detail }) => detail.rule === 'approved');
      const spokenOf = run.record.find('action-judged')[0]?.detail.findings.map(({ category }) => category);
      for (const { detail } of agreed) expect(spokenOf).toContain(detail.change.category);
      expect(judged().length).toBeGreaterThan(0);
      expect(judged().filter(({ detail }) => detail.verdict === 'allow')).toEqual(agreed);
      expect(reached().length).toBeLessThanOrEqual(agreed.length);
    },
  );
});

describe('a click that alters nothing', () => {
  it.each(HARMLESS_PAGES.map((page) => [page.what, page] as const))(
    'by %s goes unasked',
    async (_what, page) => {
      const { judged, reached } = await clickIn(page);
      await site.until(() => reached().length > 0);
      const asked = judged().filter(({ detail }) => detail.verdict !== 'allow');
      expect([reached().length, asked]).toEqual([1, []]);
    },
  );
});
