import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { verifySession } from '../../electron/engine/record/verify-session';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { makeEngine } from '../helpers/make-engine';
import { ownerOf } from '../helpers/make-engine-deps';
import { containersOf, execIn } from '../helpers/make-sandbox';

const TSX = fileURLToPath(new URL('../../node_modules/.bin/tsx', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../helpers/run-engine.ts', import.meta.url));

type Console = {
  readonly child: ChildProcess;
  readonly sessionId: string;
  /** As soon as the record has one more line of this kind. */
  recorded(kind: string): Promise<void>;
};

/** A console in a process group of its own; answers once two actions have been carried out. */
async function startConsole(dataFolder: string): Promise<Console> {
  const child = spawn(TSX, [SCRIPT, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let actions = 0;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the console ended by itself');
    return JSON.parse(value) as { sessionId: string; kind: string };
  };
  const recorded = async (wanted: string) => {
    while ((await next()).kind !== wanted);
  };
  for (;;) {
    const { sessionId, kind } = await next();
    if (kind === 'action-started') actions += 1;
    if (actions === 3) return { child, sessionId, recorded };
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await gone;
}

it('a console that is killed leaves no sandbox running and no record in doubt', async () => {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-crash-'));
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
  const { docker } = await connectDocker();
  const { child, sessionId } = await startConsole(dataFolder);
  const [name = ''] = await containersOf(docker, ownerOf(dataFolder));
  const container = docker.getContainer(name.slice(1));
  expect((await container.inspect()).State.Running).toBe(true);

  const ended = container.wait();
  await kill(child);
  const begun = performance.now();
  await ended;
  const tookMs = performance.now() - begun;
  process.stdout.write(`kill -9 → container ended by itself: ${Math.round(tookMs)} ms\n`);
  expect(tookMs).toBeLessThan(20_000);

  const made = await makeEngine({ dataFolder });
  expect(made.session(sessionId)).toMatchObject({
    state: 'interrupted',
    stateReason: expect.stringMatching(/^The console ended while this session ran/),
  });
  const { isSound, problems, notes } = await verifySession(made.folder(sessionId));
  expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
  expect(notes.length).toBeLessThanOrEqual(1);
  const removed = container.wait({ condition: 'removed' }).catch(() => undefined);
  await removed;
  expect(await containersOf(docker, ownerOf(dataFolder))).toEqual([]);
});

it('a sandbox whose lease was killed ends with its console all the same', async () => {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-crash-'));
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
  const { docker } = await connectDocker();
  const { child, recorded } = await startConsole(dataFolder);
  const [name = ''] = await containersOf(docker, ownerOf(dataFolder));
  const container = docker.getContainer(name.slice(1));
  const held = recorded('fault');
  const killLease =
    "for p in $(grep -l -a -e '[a]irlock-lease' /proc/[0-9]*/cmdline); do kill -KILL $(basename $(dirname $p)); done; true";
  await execIn(docker, container.id, ['/bin/sh', '-c', killLease], '1002');
  await held;
  const ended = container.wait();
  await kill(child);
  const begun = performance.now();
  await ended;
  expect(performance.now() - begun).toBeLessThan(20_000);
  const removed = container.wait({ condition: 'removed' }).catch(() => undefined);
  await makeEngine({ dataFolder });
  await removed;
});

it('a sandbox that still runs when the console comes back is removed, a stranger’s is not', async () => {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-crash-'));
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
  const stranger = await makeEngine({ script: () => ({ kind: 'silence' }) });
  const other = await stranger.start();
  await stranger.untilState(other.id, 'running');
  const { child } = await startConsole(dataFolder);
  await kill(child);
  const { docker } = await connectDocker();
  const [name = ''] = await containersOf(docker, ownerOf(dataFolder));
  const removed = docker.getContainer(name.slice(1)).wait({ condition: 'removed' });
  const begun = performance.now();
  await makeEngine({ dataFolder });
  await removed;
  process.stdout.write(`next start → leftover removed: ${Math.round(performance.now() - begun)} ms\n`);
  expect(performance.now() - begun).toBeLessThan(5000);
  expect(await containersOf(docker, ownerOf(dataFolder))).toEqual([]);
  expect(stranger.session(other.id).state).toBe('running');
});
