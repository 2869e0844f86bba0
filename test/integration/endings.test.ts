import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/engine/base/clock';
import { readUpstreamProxies } from '../../electron/engine/egress/reaching/upstream-proxy';
import type { Script } from '../../electron/engine/practice/messages-server';
import { verifySession } from '../../electron/engine/record/verify-session';
import { connectDocker, type DockerEngine } from '../../electron/engine/sandbox/docker';
import type { Policy } from '../../shared/domain/policy';
import { answer } from '../helpers/answer';
import { RUN_STATES, RUN_WAYS, type RunState } from '../helpers/endings-table';
import { HeldTime } from '../helpers/held-time';
import { makeEngine } from '../helpers/make-engine';
import { reply, use } from '../helpers/make-loop';
import { execIn } from '../helpers/make-sandbox';
import { openRestlessSite } from '../helpers/restless-site';
import {
  approach,
  enter,
  type RunAtHand,
  STATE_POLICY,
  StateModel,
  startUrlOf,
  stateAtEnd,
  toPages,
} from '../helpers/run-states';

type Made = Awaited<ReturnType<typeof makeEngine>>;

let restless: Awaited<ReturnType<typeof openRestlessSite>>;
beforeAll(async () => {
  restless = await openRestlessSite();
});
afterAll(() => restless?.close());

/** The engine of this machine, with room for one sandbox. */
async function engineForOne(): Promise<DockerEngine> {
  const engine = await connectDocker();
  const info = engine.docker.info.bind(engine.docker);
  engine.docker.info = async () => ({ ...(await info()), MemTotal: 3 * 1024 ** 3, NCPU: 1 });
  return engine;
}

function atHand(made: Made, id: string): RunAtHand {
  const { sessions } = made.engine;
  return {
    untilEntry: (kind) => made.untilEntry(id, kind),
    untilState: (state) => made.untilState(id, state),
    pause: () => sessions.pause(id),
    takeOver: () => sessions.takeOver(id),
    freezePages: async (signal) => {
      const { id: container } = await made.containerOf(id);
      await execIn(made.docker, container, toPages(signal), '1001');
    },
  };
}

/** A run in a state, on an engine of its own whose time limit runs out when `time` says so. */
async function reach(state: RunState, model = new StateModel(), policy: Partial<Policy> = {}) {
  const time = new HeldTime(systemClock);
  const upstreamProxy = readUpstreamProxies({ HTTP_PROXY: restless.proxyUrl });
  const deps = { docker: await engineForOne(), clock: time, upstreamProxy };
  const made = await makeEngine({ script: model.script, deps });
  const start = async (task: RunState) => {
    const settings = { task, startUrl: startUrlOf(task) };
    return (await made.start({ ...STATE_POLICY, ...policy }, settings)).id;
  };
  const before = state === 'queued' ? await start('acting') : null;
  const id = await start(state);
  const run = atHand(made, id);
  await approach(state, run);
  await enter(state, run, model);
  return { made, id, run, time, model, before };
}

const entriesOf = ({ entries }: Made, id: string) =>
  entries.filter(({ sessionId }) => sessionId === id).map(({ entry }) => entry);

/** What holds of every run that has ended: nothing is left, nothing is asked, and the end is the record's last word. */
async function expectEnded(made: Made, id: string): Promise<void> {
  expect(await made.hasContainer(id)).toBe(false);
  expect(made.engine.approvals.list()).toEqual([]);
  const kinds = entriesOf(made, id).map(({ kind }) => kind);
  expect(kinds.at(-1)).toBe('session-ended');
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  expect(count('session-ended')).toBe(1);
  expect(count('approval-settled')).toBe(count('approval-requested'));
  expect(count('action-finished')).toBe(count('action-started'));
  expect(made.session(id)).toMatchObject({ state: 'stopped', endedAt: expect.any(Number) });
  const { isSound, problems } = await verifySession(made.folder(id));
  expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
}

/** Stops a run, which takes at most 3 s, and says so when it is told again. */
async function expectStops(made: Made, id: string): Promise<void> {
  const begun = performance.now();
  await made.engine.sessions.stop(id);
  expect(performance.now() - begun).toBeLessThan(3000);
  await expectEnded(made, id);
  await expect(made.engine.sessions.stop(id)).rejects.toMatchObject({ code: 'conflict' });
}

/** Uses up a budget of 10,000 tokens, and wants something done. */
const overspends: Script = () => ({
  ...reply(use('wait', { duration: 120 })),
  usage: { output_tokens: 20_000 },
});

/** Lets a run go on from a state to the model's next answer. */
async function goOn(state: RunState, { made, id, run, model, before }: Awaited<ReturnType<typeof reach>>) {
  const { sessions, approvals } = made.engine;
  if (before !== null) await sessions.stop(before);
  if (state === 'thinking') model.release(state);
  if (state === 'judging') await run.freezePages('CONT');
  if (state === 'paused') await sessions.resume(id);
  if (state === 'asking') {
    const { id: approvalId } = await made.approvalOf(id);
    answer(approvals, { approvalId, verdict: 'deny', reason: 'Not this one.' });
  }
  if (state === 'asked') {
    const { id: approvalId } = await made.approvalOf(id);
    answer(approvals, { approvalId, verdict: 'approve', reason: '', answer: 'The first.' });
  }
  if (state !== 'taken over') return;
  await sessions.handBack(id);
  model.release(state);
}

describe.each(RUN_STATES)('a run that is %s', (state) => {
  it('ends within 3 s when it is stopped, and a second stop says that it has', async () => {
    const { made, id } = await reach(state);
    await expectStops(made, id);
    expect(stateAtEnd(entriesOf(made, id))).toBe(state);
  });

  if (RUN_WAYS['time limit'][state] === 'stopped') {
    it('ends when its time is up', async () => {
      const { made, id, time } = await reach(state);
      time.runOut();
      await made.until(id, ({ endedAt }) => endedAt !== null);
      expect(made.session(id).stateReason).toBe('The time limit of 600 s was reached.');
      await expectEnded(made, id);
      expect(stateAtEnd(entriesOf(made, id))).toBe(state);
    });
  } else {
    it('uses up no time there, and can be stopped at once', async () => {
      const { made, id, time } = await reach(state);
      // The time of the run that has the room goes on, and it is not this one's.
      expect(time.running).toBe(state === 'queued' ? 1 : 0);
      await expectStops(made, id);
      expect(stateAtEnd(entriesOf(made, id))).toBe(state);
    });
  }

  it('ends with the answer that uses up its budget, of which nothing is carried out', async () => {
    const model = new StateModel(overspends, 0.1);
    const reached = await reach(state, model, { max_tokens: 10_000 });
    const { made, id } = reached;
    await goOn(state, reached);
    await made.until(id, ({ endedAt }) => endedAt !== null);
    expect(made.session(id).stateReason).toBe('The limit of 10,000 tokens was reached.');
    const entries = entriesOf(made, id);
    const answered = entries.findLastIndex(({ kind }) => kind === 'model-responded');
    const after = entries.slice(answered).map(({ kind }) => kind);
    expect(after).not.toContain('action-started');
    await expectEnded(made, id);
  });
});
