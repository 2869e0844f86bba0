import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { ownIdentity } from '../../../../electron/engine/base/process-identity';
import { DataFolderLock } from '../../../../electron/engine/console/data-folder-lock';
import { tempFolder } from '../../../helpers/temp-folder';

const SCRIPT = fileURLToPath(new URL('../../../helpers/hold-folder.ts', import.meta.url));

/** A process that is about to take the folder. */
async function rival(dataFolder: string) {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', SCRIPT, dataFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (!child.stdout || !child.stdin) throw new Error('no streams');
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    pid: child.pid,
    take: async (): Promise<string> => {
      stdin.write('\n');
      return String((await lines.next()).value);
    },
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const take = (folder: string) => DataFolderLock.take(folder, 'ada', systemClock);
const locks = async (folder: string) =>
  (await readdir(folder)).filter((name) => name.startsWith('console.lock'));

async function writeLock(folder: string, changes: object): Promise<void> {
  const holder = {
    ...(await ownIdentity()),
    since: '2026-01-01T00:00:00.000Z',
    operator: 'grace',
    ...changes,
  };
  await writeFile(path.join(folder, 'console.lock.7'), JSON.stringify(holder));
}

it('a data folder that a living console has is refused, and the refusal says who has it and since when', async () => {
  const folder = await tempFolder();
  const other = await rival(folder);
  expect(await other.take()).toBe('held');
  const before = await locks(folder);
  await expect(take(folder)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(
      new RegExp(`process ${other.pid} of grace on ${hostname()}, since 20\\d\\d-.*Quit that one first`),
    ),
  });
  expect(await locks(folder)).toEqual(before);
});

it('the lock of a console that was killed is taken over at once', async () => {
  const folder = await tempFolder();
  const other = await rival(folder);
  await other.take();
  await other.kill();
  const lock = await take(folder);
  await expect(take(folder)).rejects.toThrow('already running');
  await lock.release();
});

it('a console that is just ending is waited for', async () => {
  const folder = await tempFolder();
  const other = await rival(folder);
  await other.take();
  const taking = take(folder);
  await other.kill();
  await (await taking).release();
});

it('a lock that was given back is free, and one alone is left of many', async () => {
  const folder = await tempFolder();
  for (let times = 0; times < 4; times += 1) await (await take(folder)).release();
  await take(folder);
  await expect.poll(() => locks(folder)).toEqual(['console.lock.5']);
});

it.each([
  ['that got the holder’s number later', { startTicks: 1 }],
  ['of an earlier start of the machine', { boot: 'another' }],
])('a process %s does not hold the lock', async (_which, changes) => {
  const folder = await tempFolder();
  await writeLock(folder, changes);
  await take(folder);
});

it.each([
  [
    'another machine',
    { boot: 'another', machine: 'another', host: 'far-away' },
    /of grace on far-away.*delete .*lock\.7/,
  ],
  ['another set of process numbers', { numbering: 'pid:[1]' }, /delete .*lock\.7/],
])('a holder on %s may live, so nothing is taken', async (_where, changes, words) => {
  const folder = await tempFolder();
  await writeLock(folder, { ...changes, pid: 2 ** 22 + 1 });
  await expect(take(folder)).rejects.toThrow(words);
});

it.each(['x', '{}', '{"pid":0,"machine":""}', '\0\0\0'])(
  'a lock that says %j is nobody’s to take',
  async (text) => {
    const folder = await tempFolder();
    await writeFile(path.join(folder, 'console.lock.7'), text);
    await expect(take(folder)).rejects.toThrow(/may be running.*delete .*lock\.7/);
    expect(await readFile(path.join(folder, 'console.lock.7'), 'utf8')).toBe(text);
  },
);

it('of many that start at the same moment one gets it, on a fresh folder as after a kill', {
  timeout: 60_000,
}, async () => {
  const folder = await tempFolder();
  for (const round of ['fresh', 'stale', 'stale again']) {
    const rivals = await Promise.all([1, 2, 3, 4, 5, 6].map(() => rival(folder)));
    const said = await Promise.all(rivals.map((one) => one.take()));
    expect({ round, held: said.filter((words) => words === 'held').length }).toEqual({ round, held: 1 });
    expect(said.filter((words) => words.includes('already running'))).toHaveLength(5);
    await Promise.all(rivals.map((one) => one.kill()));
  }
});
