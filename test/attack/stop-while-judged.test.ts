import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditDraft } from '../../shared/domain/audit-entry';
import { makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { TestSite } from '../helpers/test-site';

/** The promise of a stop, in milliseconds. */
const STOP_LIMIT_MS = 3000;
const PAGE = `<title>Admin</title><body style="margin:0">
  <button style="position:absolute;left:0;top:0;width:100vw;height:100vh" onclick="note({ type: 'clicked' })">Delete everything</button>`;
const site = new TestSite({ '/': PAGE });
const CLICK = ['left_click', { coordinate: [600, 400] }] as const;
let made: Awaited<ReturnType<typeof makeSandbox>>;

beforeAll(async () => {
  made = await makeSandbox({ site });
});
afterAll(() => made?.dispose());
beforeEach(() => site.clear());

/** Begins an action, stops the run at that moment, and says what came of it. */
async function stopAt(moment: (run: OperatedRun, stop: () => void) => void) {
  const run = new OperatedRun(made.sandbox);
  let stoppedAt = Number.NaN;
  moment(run, () => {
    stoppedAt = performance.now();
    run.control.stop('Stopped by the operator.');
  });
  const end = await run.act(...CLICK).catch((error: { code?: string }) => error.code);
  const tookMs = performance.now() - stoppedAt;
  await run.desk.closed();
  return { end, tookMs, run };
}

function expectNothingAsked({ end, tookMs, run }: Awaited<ReturnType<typeof stopAt>>): void {
  expect(end).toBe('cancelled');
  expect(tookMs).toBeLessThan(STOP_LIMIT_MS);
  expect(run.approvals.list()).toEqual([]);
  expect(run.record.find('approval-requested')).toEqual([]);
  expect(run.record.find('action-started')).toEqual([]);
  expect(site.of('clicked')).toEqual([]);
}

const whileWritten = (kind: AuditDraft['kind']) => (run: OperatedRun, stop: () => void) => {
  run.record.during = (draft) => {
    if (draft.kind === kind) stop();
  };
};

const moments = [
  ['before it is looked at', (_run: OperatedRun, stop: () => void) => stop()],
  ['while it is looked at', (_run: OperatedRun, stop: () => void) => void setImmediate(stop)],
  ['while the judgement is written down', whileWritten('action-judged')],
] as const;

describe('a stop while an action is judged', () => {
  for (const [when, moment] of moments) {
    it(`asks nothing afterwards: ${when}`, async () => {
      expectNothingAsked(await stopAt(moment));
    });
  }

  it('shows no card when it comes while the question is written down', async () => {
    const { end, run } = await stopAt(whileWritten('approval-requested'));
    expect([end, run.approvals.list(), run.outcomes]).toEqual(['cancelled', [], ['cancelled']]);
    expect(run.record.find('action-started')).toEqual([]);
  });

  // Last: nothing of the page answers any more.
  it('asks nothing afterwards when the page hangs', async () => {
    const hanging = site.evaluate('/', 'for (;;);');
    void hanging.catch(() => undefined);
    await expect.poll(async () => (await made.sandbox.browser.focusedTarget()).kind).toBe('unknown');
    for (const [, moment] of moments) expectNothingAsked(await stopAt(moment));
  });
});
