import { describe, expect, it } from 'vitest';
import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import { verifySession } from '../../electron/engine/record/verify-session';
import { isActBegun } from '../helpers/acts';
import { answer } from '../helpers/answer';
import { makeEngine, playTurns } from '../helpers/make-engine';
import { ownerOf } from '../helpers/make-engine-deps';
import { reply, resultsOf, say, use } from '../helpers/make-loop';
import { clickOnControl, findControl } from '../helpers/practice-screen';
import { screenPicture } from '../helpers/screen-picture';
import { watchSession } from '../helpers/watch-session';

const SILENCE: AssistantTurn = { kind: 'silence' };
const LONG = { timeout_seconds: 600 };
type Made = Awaited<ReturnType<typeof makeEngine>>;

const screenshot = () => reply(say('I look.'), use('screenshot', {}));

/** What must hold of every session that has ended. */
async function expectSound(made: Made, id: string) {
  await made.until(id, ({ endedAt }) => endedAt !== null);
  const { isSound, problems, notes } = await verifySession(made.folder(id));
  expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
  expect(await made.hasContainer(id)).toBe(false);
  return notes;
}

/** What was void is asked for again, with what has changed. */
async function denyAgain(made: Awaited<ReturnType<typeof makeEngine>>, id: string): Promise<void> {
  const again = await made.approvalOf(id);
  expect(again.kind === 'action' && again.difference.length > 0).toBe(true);
  answer(made.engine.approvals, { approvalId: again.id, verdict: 'deny', reason: 'no' });
  await made.untilState(id, 'finished');
}

describe('an approval', () => {
  it('is void when the page changed while it waited: nothing is clicked', async () => {
    const made = await makeEngine({ script: clickOnControl('delete-all') });
    const { id } = await made.start();
    const { id: approvalId } = await made.approvalOf(id);
    await made.engine.sessions.takeOver(id);
    const viewer = await watchSession(made.engine.sessions, id);
    const signal = new AbortController().signal;
    const link = findControl(await screenPicture(viewer), 'nav-payments');
    await viewer.click({ x: link?.[0] ?? 0, y: link?.[1] ?? 0 }, 'left', 1, signal);
    await viewer.settle(() => false, signal, { quietMs: 400, limitMs: 5000 });
    await made.engine.sessions.handBack(id);
    answer(made.engine.approvals, { approvalId, verdict: 'approve', reason: '' });
    const settled = await made.untilEntry(id, 'approval-settled');
    expect([settled.detail.outcome, settled.permitted]).toEqual(['void', false]);
    await denyAgain(made, id);
    expect(made.entries.filter(({ entry }) => isActBegun(entry))).toHaveLength(1);
    await expectSound(made, id);
  });

  it('is carried out as it was judged, whatever the operator still holds down at hand-back', async () => {
    const made = await makeEngine({ script: clickOnControl('delete-all') });
    const { id } = await made.start();
    const { id: approvalId } = await made.approvalOf(id);
    await made.engine.sessions.takeOver(id);
    const viewer = await watchSession(made.engine.sessions, id);
    const held = new AbortController();
    const combo = { modifiers: ['ctrl', 'shift'], key: null } as const;
    const holding = viewer.hold(combo, 60_000, held.signal).catch(() => undefined);
    await viewer.ping();
    await made.engine.sessions.handBack(id);
    answer(made.engine.approvals, { approvalId, verdict: 'approve', reason: '' });
    await made.untilState(id, 'finished');
    held.abort();
    await holding;
    const clicks = made.entries.flatMap(({ entry }) =>
      entry.kind === 'action-finished' && entry.action?.member === 'left_click' ? [entry.detail.outcome] : [],
    );
    expect(clicks).toEqual(['done']);
    await expectSound(made, id);
  });

  it('given before a pause is held against the screen after it', async () => {
    const made = await makeEngine({ script: clickOnControl('delete-all') });
    const { id } = await made.start();
    const { id: approvalId } = await made.approvalOf(id);
    await made.engine.sessions.takeOver(id);
    answer(made.engine.approvals, { approvalId, verdict: 'approve', reason: '' });
    const viewer = await watchSession(made.engine.sessions, id);
    const signal = new AbortController().signal;
    const link = findControl(await screenPicture(viewer), 'nav-payments');
    await viewer.click({ x: link?.[0] ?? 0, y: link?.[1] ?? 0 }, 'left', 1, signal);
    await viewer.settle(() => false, signal, { quietMs: 400, limitMs: 5000 });
    await made.engine.sessions.handBack(id);
    const settled = await made.untilEntry(id, 'approval-settled');
    expect(settled.detail.outcome).toBe('void');
    await denyAgain(made, id);
    expect(made.entries.filter(({ entry }) => isActBegun(entry))).toHaveLength(1);
    await expectSound(made, id);
  });

  it('that nobody gives in time is a denial, which the agent reads', async () => {
    const made = await makeEngine({ script: clickOnControl('delete-all') });
    const { id } = await made.start({ approval_timeout_seconds: 5 });
    const { detail } = await made.untilEntry(id, 'approval-settled');
    expect([detail.outcome, detail.by]).toEqual(['expired', 'clock']);
    expect(detail.decidedAfterMs).toBeGreaterThanOrEqual(4990);
    await made.untilState(id, 'finished');
    expect(resultsOf(made.requests.at(-1))[0]?.content[0]?.text).toMatch(/^ACTION DENIED: nobody answered/);
    await expectSound(made, id);
  });

  it('denied leads the practice agent to the other way; nothing is deleted', async () => {
    const made = await makeEngine();
    const { id } = await made.start({ max_actions_per_minute: 600 });
    const approval = await made.approvalOf(id);
    expect(approval).toMatchObject({
      kind: 'action',
      target: { kind: 'element', name: 'Delete all', host: 'billing.practice.test' },
    });
    answer(made.engine.approvals, { approvalId: approval.id, verdict: 'deny', reason: 'Keep them' });
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect([ended.state, ended.denials, ended.approvals]).toEqual(['finished', 1, 0]);
    expect(ended.claim?.report).toMatch(/all invoices were exported and none was deleted.*Export ready/);
    await expectSound(made, id);
  });

  it('approved is carried out, once, and stands in the record with who gave it', async () => {
    const made = await makeEngine();
    const { id } = await made.start({ max_actions_per_minute: 600 });
    const { id: approvalId } = await made.approvalOf(id);
    answer(made.engine.approvals, { approvalId, verdict: 'approve', reason: '' });
    expect(() => answer(made.engine.approvals, { approvalId, verdict: 'deny', reason: 'no' })).toThrow(
      /already settled/,
    );
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect([ended.state, ended.approvals]).toEqual(['finished', 1]);
    expect(ended.claim?.report).toMatch(/deleted the invoices/);
    expect((await made.untilEntry(id, 'approval-settled')).detail).toMatchObject({
      outcome: 'approved',
      by: 'ada',
    });
    await expectSound(made, id);
  });
});

describe('stop', () => {
  const states: readonly [string, readonly AssistantTurn[], (made: Made, id: string) => Promise<unknown>][] =
    [
      ['in the very moment of the start', [SILENCE], async () => undefined],
      [
        'while the container starts',
        [SILENCE],
        async (made) => {
          const filters = { label: [`airlock.owner=${ownerOf(made.dataFolder)}`], event: ['start'] };
          const events = await made.docker.getEvents({ filters: JSON.stringify(filters) });
          if ((await made.containers()).length === 0)
            await new Promise((resolve) => events.once('data', resolve));
          (events as unknown as { destroy(): void }).destroy();
        },
      ],
      ['while the model thinks', [SILENCE], (made, id) => made.untilEntry(id, 'model-requested')],
      [
        'while an approval waits',
        // Between the browser's bars and its page, where it is not known what takes the click.
        [reply(say('I click there.'), use('left_click', { coordinate: [640, 83] }))],
        (made, id) => made.approvalOf(id),
      ],
      [
        'while paused',
        [SILENCE],
        async (made, id) => {
          await made.untilState(id, 'running');
          await made.engine.sessions.pause(id);
        },
      ],
      [
        'while taken over',
        [SILENCE],
        async (made, id) => {
          await made.untilState(id, 'running');
          await made.engine.sessions.takeOver(id);
        },
      ],
      [
        'while waiting to try the model again',
        [{ kind: 'error', status: 529, headers: { 'retry-after': '50' } }],
        (made, id) => made.until(id, ({ retry }) => retry !== null),
      ],
      [
        'during a wait of 300 s',
        [reply(use('wait', { duration: 300 }), use('screenshot', {}))],
        (made, id) => made.untilEntry(id, 'action-started'),
      ],
      [
        'in the middle of a long text',
        [reply(use('type', { text: 'x'.repeat(10_000) }), use('screenshot', {}))],
        (made, id) => made.untilEntry(id, 'action-started'),
      ],
    ];
  for (const [when, turns, reach] of states) {
    it(`${when}: nothing more begins, and the container is gone within 3 s`, async () => {
      const made = await makeEngine({ script: playTurns(turns) });
      const { id } = await made.start(LONG);
      await reach(made, id);
      const pressedAt = performance.now();
      const seen = made.entries.length;
      const both = [made.engine.sessions.stop(id), made.engine.sessions.stop(id)];
      await Promise.all(both);
      const tookMs = performance.now() - pressedAt;
      expect(await made.containers()).toEqual([]);
      process.stdout.write(`stop ${when}: ${Math.round(tookMs)} ms\n`);
      expect(tookMs).toBeLessThan(3000);
      expect(made.session(id)).toMatchObject({ state: 'stopped', stateReason: 'Stopped by the operator.' });
      const later = made.entries.slice(seen).map(({ entry }) => entry);
      expect(later.filter(({ kind }) => kind === 'action-started' || kind === 'model-requested')).toEqual([]);
      expect(made.engine.approvals.list()).toEqual([]);
      await expectSound(made, id);
      await expect(made.engine.sessions.resume(id)).rejects.toThrow(/already ended/);
    });
  }
});

describe('the operator’s hand', () => {
  it('pauses before the next action and resumes with it', async () => {
    const made = await makeEngine({
      script: playTurns([reply(use('wait', { duration: 0.3 })), reply(use('screenshot', {}))]),
    });
    const { id } = await made.start(LONG);
    await made.untilEntry(id, 'action-started');
    await made.engine.sessions.pause(id);
    await made.untilEntry(id, 'action-finished');
    const paused = made.entries.length;
    expect(made.session(id).state).toBe('paused');
    await made.engine.sessions.resume(id);
    await made.untilState(id, 'finished');
    expect(made.entries.slice(paused).map(({ entry }) => entry.kind)).toContain('action-judged');
    expect(made.entries.slice(0, paused).filter(({ entry }) => entry.kind === 'action-judged')).toHaveLength(
      1,
    );
    await expectSound(made, id);
  });

  it('reaches the sandbox only while it has been taken over', async () => {
    const made = await makeEngine({ script: playTurns([SILENCE]) });
    const { id } = await made.start(LONG);
    await made.untilEntry(id, 'model-requested');
    const viewer = await watchSession(made.engine.sessions, id);
    const { signal } = new AbortController();
    const shows = async (control: Parameters<typeof findControl>[1]) =>
      findControl(await screenPicture(viewer), control) !== null;
    const press = async (control: Parameters<typeof findControl>[1]) => {
      const [x, y] = findControl(await screenPicture(viewer), control) ?? [0, 0];
      await viewer.click({ x, y }, 'left', 1, signal);
      await viewer.settle(() => false, signal, { quietMs: 500, limitMs: 5000 });
    };
    await press('nav-payments');
    expect(await shows('field-iban')).toBe(false);
    await made.engine.sessions.takeOver(id);
    await press('nav-payments');
    expect(await shows('field-iban')).toBe(true);
    await made.engine.sessions.handBack(id);
    await press('nav-messages');
    expect([await shows('field-iban'), await shows('open-message')]).toEqual([true, false]);
    await made.engine.sessions.stop(id);
    await expectSound(made, id);
  });
});

describe('limits', () => {
  it('of time ends the session, with the container', async () => {
    const made = await makeEngine({ script: playTurns([reply(use('wait', { duration: 60 }))]) });
    const { id } = await made.start({ timeout_seconds: 5 });
    const ended = await made.untilState(id, 'stopped', 'failed');
    expect(ended.stateReason).toBe('The time limit of 5 s was reached.');
    await made.until(id, ({ endedAt }) => endedAt !== null);
    await expectSound(made, id);
  });

  it('of steps ends the session after the last one', async () => {
    const made = await makeEngine({ script: () => screenshot() });
    const { id } = await made.start({ max_steps: 3 });
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect([ended.state, ended.steps, ended.stateReason]).toEqual([
      'stopped',
      3,
      'The limit of 3 steps was reached.',
    ]);
    await expectSound(made, id);
  });
});

describe('what breaks', () => {
  it('a container that is killed fails its session within 2 s, says so, and leaves the other session alone', async () => {
    const made = await makeEngine({ script: () => reply(use('wait', { duration: 120 })) });
    const [broken, other] = [await made.start(LONG), await made.start(LONG)];
    await Promise.all([broken, other].map(({ id }) => made.untilEntry(id, 'action-started')));
    const begun = performance.now();
    await (await made.containerOf(broken.id)).kill();
    const failed = await made.until(broken.id, ({ endedAt }) => endedAt !== null);
    const tookMs = performance.now() - begun;
    process.stdout.write(`docker kill → failed: ${Math.round(tookMs)} ms\n`);
    expect(tookMs).toBeLessThan(2000);
    expect([failed.state, failed.stateReason]).toEqual([
      'failed',
      'The sandbox failed: its container was killed. Nothing was carried on; start the task again.',
    ]);
    expect(await expectSound(made, broken.id)).toEqual([expect.stringMatching(/outcome is unknown$/)]);
    expect(made.session(other.id).state).toBe('running');
    await made.engine.sessions.stop(other.id);
    await expectSound(made, other.id);
  });
});
