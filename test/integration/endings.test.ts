import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Script } from '../../electron/engine/practice/messages-server';
import { verifySession } from '../../electron/engine/record/verify-session';
import { connectDocker, type DockerEngine } from '../../electron/engine/sandbox/docker';
import type { Policy } from '../../shared/domain/policy';
import { makeEngine } from '../helpers/make-engine';
import { reply, use } from '../helpers/make-loop';
import { execIn } from '../helpers/make-sandbox';
import { clickOnControl } from '../helpers/practice-screen';

type Made = Awaited<ReturnType<typeof makeEngine>>;

const SCRIPT = fileURLToPath(new URL('../helpers/run-in-state.ts', import.meta.url));
const LONG = { timeout_seconds: 600, allowed_key_combos: ['Tab'] };
const waits: Script = () => reply(use('wait', { duration: 120 }));
const silence: Script = () => ({ kind: 'silence' });

/** The engine of this machine, with room for one sandbox. */
async function engineForOne(): Promise<DockerEngine> {
  const engine = await connectDocker();
  const info = engine.docker.info.bind(engine.docker);
  engine.docker.info = async () => ({ ...(await info()), MemTotal: 3 * 1024 ** 3, NCPU: 1 });
  return engine;
}

async function begin(script: Script, policy: Partial<Policy>) {
  const made = await makeEngine({ script });
  const { id } = await made.start({ ...LONG, ...policy });
  return { made, id };
}

/** A click on a page that stands still: whoever judges it waits for the page's answer, which does not come. */
async function beginJudging(policy: Partial<Policy>) {
  let click: () => void = () => undefined;
  const clicked = new Promise<void>((resolve) => {
    click = resolve;
  });
  const { made, id } = await begin(async () => {
    await clicked;
    return reply(use('left_click', { coordinate: [300, 300] }));
  }, policy);
  await made.untilEntry(id, 'model-requested');
  const container = await made.containerOf(id);
  const freeze =
    "for p in $(grep -l -a -e '[-]-type=renderer' /proc/[0-9]*/cmdline); do kill -STOP $(basename $(dirname $p)); done; true";
  await execIn(made.docker, container.id, ['/bin/sh', '-c', freeze], '1001');
  click();
  await made.untilEntry(id, 'model-responded');
  return { made, id };
}

/** How a run gets into each state. */
const STATES: Readonly<Record<string, (policy: Partial<Policy>) => Promise<{ made: Made; id: string }>>> = {
  queued: async (policy) => {
    const made = await makeEngine({ script: waits, deps: { docker: await engineForOne() } });
    await made.start(LONG);
    const { id } = await made.start({ ...LONG, ...policy });
    await made.untilState(id, 'queued');
    return { made, id };
  },
  preparing: async (policy) => {
    const { made, id } = await begin(waits, policy);
    await made.untilState(id, 'preparing');
    return { made, id };
  },
  thinking: async (policy) => {
    const { made, id } = await begin(silence, policy);
    await made.untilEntry(id, 'model-requested');
    return { made, id };
  },
  judging: beginJudging,
  asking: async (policy) => {
    const { made, id } = await begin(clickOnControl('delete-all'), policy);
    await made.approvalOf(id);
    return { made, id };
  },
  acting: async (policy) => {
    const { made, id } = await begin(waits, policy);
    await made.untilEntry(id, 'action-started');
    return { made, id };
  },
  settling: async (policy) => {
    const { made, id } = await begin(() => reply(use('key', { text: 'Tab' })), policy);
    await made.untilEntry(id, 'action-started');
    // By now the key is pressed, and the screen has not been quiet for long enough.
    await made.containers();
    return { made, id };
  },
  paused: async (policy) => {
    const { made, id } = await begin(waits, policy);
    await made.untilEntry(id, 'action-started');
    await made.engine.sessions.pause(id);
    await made.untilState(id, 'paused');
    return { made, id };
  },
  'taken over': async (policy) => {
    const { made, id } = await begin(silence, policy);
    await made.untilEntry(id, 'model-requested');
    await made.engine.sessions.takeOver(id);
    await made.untilState(id, 'taken-over');
    return { made, id };
  },
};

/** What holds of every run that has ended: nothing is left, nothing is asked, and the end is the record's last word. */
async function expectEnded(made: Made, id: string): Promise<void> {
  expect(await made.hasContainer(id)).toBe(false);
  expect(made.engine.approvals.list()).toEqual([]);
  const kinds = made.entries.filter(({ sessionId }) => sessionId === id).map(({ entry }) => entry.kind);
  expect(kinds.at(-1)).toBe('session-ended');
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  expect(count('session-ended')).toBe(1);
  expect(count('approval-settled')).toBe(count('approval-requested'));
  expect(count('action-finished')).toBe(count('action-started'));
  expect(made.session(id)).toMatchObject({ state: 'stopped', endedAt: expect.any(Number) });
  const { isSound, problems } = await verifySession(made.folder(id));
  expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
}

describe.each(Object.keys(STATES))('a run that is %s', (state) => {
  const reach = (policy: Partial<Policy> = {}) => {
    const way = STATES[state];
    if (way === undefined) throw new Error(`no way to ${state}`);
    return way(policy);
  };

  it('ends within 3 s when it is stopped, and a second stop says that it has', async () => {
    const { made, id } = await reach();
    const begun = performance.now();
    await made.engine.sessions.stop(id);
    expect(performance.now() - begun).toBeLessThan(3000);
    await expectEnded(made, id);
    await expect(made.engine.sessions.stop(id)).rejects.toMatchObject({ code: 'conflict' });
  });

  // What SIGINT, SIGTERM, SIGHUP and the end of the start script all come to.
  it('ends when the console is told to end, and leaves no container at all', async () => {
    const { made, id } = await reach();
    await made.engine.dispose();
    expect(await made.containers()).toEqual([]);
    await expectEnded(made, id);
  });
});

// In the other states the time does not run, or it can't be made to run out just then.
it.each([
  ['thinking', silence],
  ['acting', waits],
])('a run that is %s ends when its time is up', async (_state, script) => {
  const { made, id } = await begin(script, { timeout_seconds: 10 });
  await made.until(id, ({ endedAt }) => endedAt !== null);
  expect(made.session(id).stateReason).toBe('The time limit of 10 s was reached.');
  await expectEnded(made, id);
});

it.each(['queued', 'preparing', 'thinking', 'asking', 'acting', 'paused', 'taken over'])(
  'a run that is %s when its console is killed leaves no container, and is recorded as interrupted',
  async (state) => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-ending-'));
    onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, dataFolder, state], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;

    const made = await makeEngine({ dataFolder });
    const left = async () => {
      await made.engine.fleet.check(null);
      return made.containers();
    };
    await expect.poll(left, { timeout: 30_000 }).toEqual([]);
    expect(made.engine.approvals.list()).toEqual([]);
    for (const past of await made.engine.sessions.list()) expect(past.state).toBe('interrupted');
    const { isSound, problems } = await verifySession(made.folder(String(line)));
    expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
  },
);
