import { describe, expect, it } from 'vitest';
import { verifySession } from '../../electron/engine/record/verify-session';
import { connectDocker, type DockerEngine } from '../../electron/engine/sandbox/docker';
import type { Session } from '../../shared/domain/session';
import { makeEngine, playTurns } from '../helpers/make-engine';
import { reply, use } from '../helpers/make-loop';

type Made = Awaited<ReturnType<typeof makeEngine>>;
const LONG = { timeout_seconds: 600 };
const silent = playTurns([]);
const waits = () => reply(use('wait', { duration: 120 }));

/** The engine of this machine with room for only so many sandboxes. */
async function smallEngine(slots: number): Promise<DockerEngine> {
  const engine = await connectDocker();
  const { docker } = engine;
  const info = docker.info.bind(docker);
  docker.info = async () => ({ ...(await info()), MemTotal: (1 + 2 * slots) * 1024 ** 3, NCPU: slots });
  return engine;
}

/** As soon as so many sandboxes are kept ready. */
function untilWarm({ engine: { fleet } }: Made, count: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = fleet.changed.on(() => check());
    const check = () => {
      if (fleet.primary.capacity.warm !== count) return;
      stop();
      resolve();
    };
    check();
  });
}

describe('a sandbox that is kept ready', () => {
  it('is handed over within 150 ms on a machine that is not busy otherwise (best of three)', async () => {
    const made = await makeEngine({ script: waits, deps: { warmSandboxes: 1 } });
    const took: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      await untilWarm(made, 1);
      const { id } = await made.start(LONG);
      const { detail } = await made.untilEntry(id, 'sandbox-ready');
      took.push(detail.durationMs ?? Number.NaN);
      await made.engine.sessions.stop(id);
    }
    process.stdout.write(`warm hand-over: ${took.join(', ')} ms\n`);
    expect(Math.min(...took)).toBeLessThan(150);
  });

  it('is tested beforehand, and replaced when its run is up', async () => {
    const made = await makeEngine({ script: waits, deps: { warmSandboxes: 1 } });
    await untilWarm(made, 1);
    const [kept] = await made.containers();
    const { id } = await made.start(LONG);
    const leaks = await made.untilEntry(id, 'leak-test');
    const { detail } = await made.untilEntry(id, 'sandbox-ready');
    expect(detail).toMatchObject({ wasWarm: true, durationMs: expect.any(Number) });
    expect(leaks.permitted).toBe(true);
    expect((await made.docker.getContainer(detail.containerId).inspect()).Name).toBe(kept);
    await made.untilEntry(id, 'action-started');
    await untilWarm(made, 1);
    expect(await made.containers()).toHaveLength(2);
    await made.engine.sessions.stop(id);
    expect(await made.hasContainer(id)).toBe(false);
    expect((await made.containers()).includes(kept ?? '')).toBe(false);
  });

  it('is no use to a run with another screen, which starts cold', async () => {
    const made = await makeEngine({ script: waits, deps: { warmSandboxes: 1 } });
    await untilWarm(made, 1);
    const { id } = await made.start(LONG, { display: { width: 1024, height: 768 } });
    const { detail } = await made.untilEntry(id, 'sandbox-ready');
    expect(detail.wasWarm).toBe(false);
    await untilWarm(made, 1);
    await made.engine.sessions.stop(id);
    const next = await made.start(LONG, { display: { width: 1024, height: 768 } });
    expect((await made.untilEntry(next.id, 'sandbox-ready')).detail.wasWarm).toBe(true);
  });

  it('is replaced when it dies, and gone when the engine is switched off', async () => {
    const made = await makeEngine({ deps: { warmSandboxes: 1 } });
    await untilWarm(made, 1);
    const [first = ''] = await made.containers();
    await made.docker.getContainer(first.slice(1)).kill();
    await untilWarm(made, 0);
    await untilWarm(made, 1);
    expect((await made.containers()).includes(first)).toBe(false);
    await made.engine.fleet.primary.enable(false);
    expect(await made.containers()).toEqual([]);
  });

  it('gives way to a run when there is no room for both', async () => {
    const docker = await smallEngine(1);
    const made = await makeEngine({ script: waits, deps: { docker, warmSandboxes: 1 } });
    await untilWarm(made, 1);
    const { id } = await made.start(LONG, { display: { width: 1024, height: 768 } });
    expect((await made.untilEntry(id, 'sandbox-ready')).detail.wasWarm).toBe(false);
    expect(await made.containers()).toHaveLength(1);
  });
});

describe('a run for which there is no room', () => {
  it('waits with its place shown, its time limit still, and starts when room comes', async () => {
    const made = await makeEngine({ script: waits, deps: { docker: await smallEngine(1) } });
    const first = await made.start(LONG);
    await made.untilEntry(first.id, 'sandbox-ready');
    const second = await made.start(LONG);
    const third = await made.start(LONG);
    const placed = (id: string, place: number) => made.until(id, (session) => session.queuePlace === place);
    await Promise.all([placed(second.id, 1), placed(third.id, 2)]);
    await made.untilState(second.id, 'queued');
    const { workedMs } = made.session(second.id);
    expect(made.session(second.id)).toMatchObject({ workingSince: null, engine: null });
    await expect(made.engine.sessions.pause(second.id)).rejects.toThrow(/session is queued/);
    await made.engine.sessions.stop(first.id);
    const preparing = await made.untilEntry(
      second.id,
      'state-changed',
      ({ detail }) => detail.to === 'preparing',
    );
    expect(preparing.detail.from).toBe('queued');
    expect(made.session(second.id).workedMs).toBe(workedMs);
    await made.untilEntry(second.id, 'sandbox-ready');
    expect(made.session(second.id).queuePlace).toBeNull();
    await placed(third.id, 1);
    await made.engine.sessions.stop(third.id);
    expect(made.session(third.id)).toMatchObject({ state: 'stopped', queuePlace: null });
    await made.engine.sessions.stop(second.id);
    for (const { id } of [first, second, third]) {
      const { isSound, problems } = await verifySession(made.folder(id));
      expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
    }
  });

  it('is ended as stopped when the console quits', async () => {
    const made = await makeEngine({ script: waits, deps: { docker: await smallEngine(1) } });
    const { id: first } = await made.start(LONG);
    const { id } = await made.start(LONG);
    await made.untilState(id, 'queued');
    expect(made.engine.sessions.running).toBe(2);
    await made.engine.dispose();
    expect([made.session(first).state, made.session(id).state]).toEqual(['stopped', 'stopped']);
    expect(await made.containers()).toEqual([]);
  });

  it('that was asked for in the moment of quitting leaves nothing', async () => {
    const made = await makeEngine({ script: waits });
    const starting = made.start(LONG).then(
      () => 'begun',
      (error: { code: string }) => error.code,
    );
    expect(made.engine.sessions.running).toBe(1);
    await made.engine.dispose();
    expect(['cancelled', 'begun']).toContain(await starting);
    expect([made.engine.sessions.running, await made.containers()]).toEqual([0, []]);
    await expect(made.start(LONG)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('never gets in beside another that began in the same moment', async () => {
    const made = await makeEngine({ script: waits, deps: { docker: await smallEngine(2) } });
    const begun = await Promise.all([1, 2, 3, 4].map(() => made.start(LONG)));
    const inSandbox = async () => {
      await Promise.all(begun.map(({ id }) => made.until(id, isSettled)));
      return begun.filter(({ id }) => made.session(id).state === 'running').map(({ id }) => id);
    };
    const isSettled = ({ state }: Session) =>
      state === 'running' || state === 'queued' || state === 'stopped';
    const first = await inSandbox();
    expect([first.length, (await made.containers()).length]).toEqual([2, 2]);
    for (const id of first) await made.engine.sessions.stop(id);
    const rest = begun.filter(({ id }) => !first.includes(id));
    await Promise.all(rest.map(({ id }) => made.untilState(id, 'running')));
    expect(await made.containers()).toHaveLength(2);
  });
});

describe('the leak test', () => {
  const leak = {
    id: 'net.tcp.ipv4',
    tried: 'a TCP connection to 1.1.1.1',
    outcome: 'leaked',
    got: 'open',
  } as const;

  it('that finds a leak stops the run, and is in the record', async () => {
    const leakTest = async () => ({ passed: false, durationMs: 1, findings: [leak] });
    const made = await makeEngine({ script: silent, deps: { leakTest } });
    const { id } = await made.start();
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect([ended.state, ended.stateReason]).toEqual([
      'failed',
      expect.stringMatching(/^The sandbox is not tight, so it is not used: a TCP connection to 1\.1\.1\.1\./),
    ]);
    expect((await made.untilEntry(id, 'leak-test')).detail.findings).toEqual([leak]);
    expect(made.entries.some(({ entry }) => entry.kind === 'sandbox-ready')).toBe(false);
    expect(await made.containers()).toEqual([]);
  });

  it('that can not be run stops the run', async () => {
    const leakTest = () => Promise.reject(new Error('exec failed'));
    const made = await makeEngine({ script: silent, deps: { leakTest } });
    const { id } = await made.start();
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect([ended.state, ended.stateReason]).toEqual([
      'failed',
      'The sandbox could not be tested for leaks, so it is not used.',
    ]);
    expect(await made.containers()).toEqual([]);
  });

  it('can be run again, and ends the run when it finds something then', async () => {
    let isLeaking = false;
    const leakTest = async () => ({ passed: !isLeaking, durationMs: 1, findings: isLeaking ? [leak] : [] });
    const made = await makeEngine({ script: waits, deps: { leakTest } });
    const { id } = await made.start(LONG);
    await expect(made.engine.sessions.testLeaks(id)).rejects.toMatchObject({ code: 'conflict' });
    await made.untilState(id, 'running');
    expect(await made.engine.sessions.testLeaks(id)).toMatchObject({ passed: true });
    isLeaking = true;
    expect(await made.engine.sessions.testLeaks(id)).toMatchObject({ passed: false });
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect(ended.state).toBe('failed');
    const tests = made.entries.flatMap(({ entry }) => (entry.kind === 'leak-test' ? [entry.permitted] : []));
    expect(tests).toEqual([true, true, false]);
    await expect(made.engine.sessions.testLeaks(id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

it('a policy that requires an isolation the engine lacks leaves nothing behind, and says how to get it', async () => {
  const made = await makeEngine({ script: silent });
  const { Runtimes = {} } = (await made.docker.info()) as { Runtimes?: object };
  const missing = 'kata' in Runtimes ? 'gvisor' : 'kata';
  await expect(made.start({ isolation: missing })).rejects.toMatchObject({
    code: 'sandbox-failed',
    message: expect.stringMatching(/To register it/),
  });
  expect(await made.engine.sessions.list()).toEqual([]);
});
