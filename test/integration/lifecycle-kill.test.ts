import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../electron/engine/base/ids';
import { verifySession } from '../../electron/engine/record/verify-session';
import { connectDocker, type Docker } from '../../electron/engine/sandbox/docker';
import { findSandboxImage } from '../../electron/engine/sandbox/sandbox-image';
import { makeEngine } from '../helpers/make-engine';
import { ownerOf } from '../helpers/make-engine-deps';
import { containersOf, IMAGE_FOLDER } from '../helpers/make-sandbox';

const SCRIPT = fileURLToPath(new URL('../helpers/run-engine.ts', import.meta.url));
const KILLS = 20;

/** When a console is killed: so long after it has said this for the first time. */
const MOMENTS = [
  { after: 'tidy', within: 1500, what: 'the first sandboxes are being made' },
  { after: 'starting', within: 2000, what: 'a run starts' },
  { after: 'leak-test', within: 150, what: 'a sandbox is handed over' },
  { after: 'sandbox-ready', within: 1500, what: 'the next sandbox is made ready' },
  { after: 'action-started', within: 300, what: 'a run works' },
  { after: 'stopping', within: 200, what: 'a run is stopped' },
] as const;

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Console = { readonly child: ChildProcess; readonly lines: Interface; readonly said: Set<string> };

function startConsole(dataFolder: string): Console {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, dataFolder, 'restless'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
  });
  const lines = createInterface({ input: child.stdout });
  const said = new Set<string>();
  lines.on('line', (line) => said.add((JSON.parse(line) as { kind: string }).kind));
  return { child, lines, said };
}

function untilSaid({ child, lines, said }: Console, kind: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (said.has(kind)) return resolve();
    lines.on('line', () => said.has(kind) && resolve());
    child.once('exit', () => reject(new Error(`the console ended before it said ${kind}`)));
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await gone;
}

/** Starts a console and kills it, again and again; each start must have removed what the one before it left. */
async function killRepeatedly(
  docker: Docker,
  dataFolder: string,
  { each, first, seed }: { readonly each: number; readonly first: number; readonly seed: number },
): Promise<void> {
  const random = randomFrom(seed);
  const owner = ownerOf(dataFolder);
  let left: string[] = [];
  for (let count = first; count < first + each; count += 1) {
    const console = startConsole(dataFolder);
    await untilSaid(console, 'tidy');
    const now = await containersOf(docker, owner);
    expect(now.filter((name) => left.includes(name))).toEqual([]);
    const moment = MOMENTS[count % MOMENTS.length] ?? MOMENTS[0];
    await untilSaid(console, moment.after);
    await new Promise((resolve) => setTimeout(resolve, random() * moment.within));
    await kill(console.child);
    left = await containersOf(docker, owner);
    process.stdout.write(`kill ${count + 1}: ${moment.what}; ${left.length} left for the next start\n`);
  }
}

/** Containers that look like ours and are not. */
async function makeStrangers(docker: Docker, owner: string): Promise<string[]> {
  const { tag } = await findSandboxImage(docker, IMAGE_FOLDER);
  const labels: Record<string, string>[] = [
    { 'airlock.owner': `${owner}0`, 'airlock.sandbox': 's1' },
    { 'airlock.owner': owner.slice(0, 15), 'airlock.sandbox': 's2' },
    { 'airlock.sandbox': 's3', owner },
    { 'airlock.owner.of': owner },
  ];
  const made = await Promise.all(
    labels.map((Labels) =>
      docker.createContainer({
        Image: tag,
        Labels,
        Entrypoint: ['sleep', '600'],
        HostConfig: { NetworkMode: 'none' },
      }),
    ),
  );
  await made[0]?.start();
  onTestFinished(async () => {
    await Promise.all(made.map((container) => container.remove({ force: true })));
  });
  return made.map(({ id }) => id);
}

it(`a console killed at ${KILLS} moments leaves nothing, and touches nothing of others`, {
  timeout: 240_000,
}, async () => {
  const seed = Number(process.env.AIRLOCK_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`seed ${seed} (AIRLOCK_SEED repeats it)\n`);
  const { docker } = await connectDocker();
  // Two consoles side by side, each with a data folder of its own, so that they must leave each other's alone as well.
  const folders = await Promise.all([1, 2].map(() => mkdtemp(path.join(tmpdir(), 'airlock-kill-'))));
  onTestFinished(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
  for (const folder of folders) await writeFile(path.join(folder, 'console-id'), createId());
  const strangers = await makeStrangers(docker, ownerOf(folders[0] ?? ''));
  const volumes = async () => (await docker.listVolumes()).Volumes.map(({ Name }) => Name).sort();
  const volumesBefore = await volumes();
  const begun = performance.now();

  const each = KILLS / folders.length;
  await Promise.all(
    folders.map((folder, index) =>
      killRepeatedly(docker, folder, { each, first: index * each, seed: seed + index }),
    ),
  );
  const ends = await Promise.all(folders.map((dataFolder) => makeEngine({ dataFolder })));
  for (const made of ends) {
    // The engine may be carrying out what the last console asked of it before it was killed; the next check finds it.
    const left = async () => {
      await made.engine.fleet.check(null);
      return made.containers();
    };
    await expect.poll(left, { timeout: 20_000 }).toEqual([]);
  }
  process.stdout.write(`${KILLS} kills in ${Math.round((performance.now() - begun) / 1000)} s\n`);
  expect(await volumes()).toEqual(volumesBefore);
  const others = await docker.listContainers({ all: true });
  expect(others.map(({ Id }) => Id)).toEqual(expect.arrayContaining(strangers));
  expect((await docker.getContainer(strangers[0] ?? '').inspect()).State.Running).toBe(true);
  for (const made of ends) {
    for (const { id, state } of await made.engine.sessions.list()) {
      expect(['interrupted', 'stopped']).toContain(state);
      const { isSound, problems } = await verifySession(made.folder(id));
      expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
    }
  }
});
