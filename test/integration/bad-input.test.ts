import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parsePolicy } from '../../electron/engine/policy/document/parse-policy';
import { createPracticeModel } from '../../electron/engine/practice/messages-server';
import { verifySession } from '../../electron/engine/record/verify-session';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { SessionSettings } from '../../shared/domain/session';
import { isActBegun, isSaid } from '../helpers/acts';
import { makeEngine, playTurns } from '../helpers/make-engine';
import { ownerOf } from '../helpers/make-engine-deps';
import { reply, resultsOf, say, use } from '../helpers/make-loop';
import { containersOf, IMAGE_FOLDER } from '../helpers/make-sandbox';
import { sampleSettings } from '../helpers/sample-settings';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'airlock-bad-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

const isRoot = process.getuid?.() === 0;

/** Whether this machine lets a test mount a file system of its own. */
function canMount(): boolean {
  if (!isRoot) return false;
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A tmpfs of this size that is unmounted after the test. */
async function smallDisk(size: string): Promise<string> {
  const place = await folder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', place]);
  onTestFinished(() => void execFileSync('umount', ['-l', place]));
  return place;
}

describe('a session is refused, clearly and without leaving anything, when', () => {
  it('there is no engine', async () => {
    const docker = await connectDocker({ host: 'unix:///nowhere/docker.sock' });
    const made = await makeEngine({ script: playTurns([]), deps: { docker } });
    await expect(made.start()).rejects.toMatchObject({
      code: 'engine-unreachable',
      message: expect.stringMatching(
        /^No Docker engine answers at unix:\/\/\/nowhere\/docker\.sock\. .*npm run setup/,
      ),
    });
    expect(await readdir(path.join(made.dataFolder, 'sessions'))).toEqual([]);
    const { items } = await made.engine.checkUp();
    expect(items.find(({ id }) => id === 'engine')).toMatchObject({
      state: 'missing',
      remedy: expect.stringMatching(/\S/),
    });
  });

  it('the image is not the one that belongs to these files', async () => {
    const other = await folder();
    await cp(IMAGE_FOLDER, other, { recursive: true });
    await writeFile(path.join(other, 'Dockerfile'), 'FROM scratch\n');
    const made = await makeEngine({ script: playTurns([]), deps: { imageFolder: other } });
    await expect(made.start()).rejects.toMatchObject({
      code: 'image-missing',
      message: expect.stringMatching(
        /^The sandbox image airlock\/sandbox:[0-9a-f]{12} is not there\. .*npm run setup/,
      ),
    });
    expect(await readdir(path.join(made.dataFolder, 'sessions'))).toEqual([]);
  });

  it.skipIf(!canMount())('the disk is nearly full (needs root and mount)', async () => {
    const dataFolder = await smallDisk('64m');
    const made = await makeEngine({ script: playTurns([]), dataFolder });
    await expect(made.start()).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/^Only 6\d MB are free/),
    });
    expect(await readdir(path.join(dataFolder, 'sessions'))).toEqual([]);
  });

  it('there is no key', async () => {
    const made = await makeEngine({ script: playTurns([]) });
    const model = { kind: 'claude', model: 'claude-opus-5-5' } as const;
    await expect(made.start({}, { model })).rejects.toMatchObject({ code: 'model-auth' });
  });

  it('the task is longer than 20,000 characters, or empty', () => {
    for (const task of ['x'.repeat(100_000), '  '])
      expect(SessionSettings.safeParse(sampleSettings({ task })).success).toBe(false);
  });

  it('the policy is malformed: every fault is named with its place', () => {
    const text = 'version: 1\nname: x\nallow_click: "yes"\nallowed_host: []\n';
    expect(() => parsePolicy(text)).toThrow(/line 3, allow_click: .*line 4, allowed_host: no such field/);
  });

  it('the start address is on a host that is not allowed', async () => {
    const made = await makeEngine({ script: playTurns([]) });
    await expect(made.start({}, { startUrl: 'https://elsewhere.example/' })).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});

describe('a call that can’t be done is answered, recorded and does no harm:', () => {
  it('coordinates outside, a member that does not exist, another toolset, nonsense', async () => {
    const calls = [
      use('left_click', { coordinate: [1280, 5] }),
      use('left_click', { coordinate: [-1, 5] }),
      use('left_click', { coordinate: [1e9, 5] }),
      use('format_disk', {}),
      use('navigate', { url: 'http://x' }, { toolset_name: 'browser' }),
      use('type', { text: 'x'.repeat(100_000) }),
      use('left_click', { coordinate: ['1', null] }),
      use('key', { text: 'ctrl+alt+delete' }),
    ];
    const made = await makeEngine({ script: playTurns(calls.map((call) => reply(call))) });
    const { id } = await made.start();
    await made.until(id, ({ endedAt }) => endedAt !== null);
    const answers = made.requests.slice(1).map((request) => resultsOf(request)[0]);
    expect(answers.map((answer) => answer?.is_error)).toEqual(Array(calls.length).fill(true));
    for (const answer of answers)
      expect(answer?.content[0]?.text).toMatch(/^ACTION DENIED: .*\. Choose a different approach\.$/);
    const judged = made.entries.flatMap(({ entry }) =>
      entry.kind === 'action-judged' && !isSaid(entry.action?.member ?? '') ? [entry.permitted] : [],
    );
    expect(judged).toEqual(Array(calls.length).fill(false));
    expect(made.entries.some(({ entry }) => isActBegun(entry))).toBe(false);
    expect((await verifySession(made.folder(id))).isSound).toBe(true);
  });
});

describe('a record that can’t be written stops the run:', () => {
  const steps = () => reply(use('wait', { duration: 0.1 }));

  async function expectFailed(made: Awaited<ReturnType<typeof makeEngine>>, id: string) {
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect(ended.state).toBe('failed');
    expect(ended.stateReason).toMatch(/record|could not be written|disk is full/i);
    expect(await containersOf(made.docker, ownerOf(made.dataFolder))).toEqual([]);
    return ended.stateReason;
  }

  it.skipIf(!canMount())('the disk fills up (needs root and mount)', async () => {
    const dataFolder = await smallDisk('1100m');
    const made = await makeEngine({ script: steps, dataFolder });
    const { id } = await made.start({ max_actions_per_minute: 600, max_steps: 1000 });
    await made.untilEntry(id, 'action-finished');
    execFileSync('sh', ['-c', `cat /dev/zero > '${dataFolder}/ballast' 2>/dev/null || true`]);
    expect(await expectFailed(made, id)).toMatch(/the disk is full/);
  });

  it('the frames are deleted and can’t be made again', async () => {
    const made = await makeEngine({
      script: playTurns([
        reply(use('screenshot', {})),
        ...Array.from({ length: 50 }, (_, n) =>
          reply(
            use('scroll', {
              coordinate: [700, 500],
              scroll_direction: n % 2 ? 'up' : 'down',
              scroll_amount: 5,
            }),
          ),
        ),
      ]),
    });
    const { id } = await made.start({ max_actions_per_minute: 600, max_steps: 1000 });
    await made.untilEntry(id, 'action-finished');
    await rm(path.join(made.folder(id), 'frames'), { recursive: true });
    await expectFailed(made, id);
  });

  it('its folder is deleted, also while nothing new is on the screen', async () => {
    const made = await makeEngine({ script: steps });
    const { id } = await made.start({ max_actions_per_minute: 600, max_steps: 1000 });
    await made.untilEntry(id, 'action-finished');
    await rm(made.folder(id), { recursive: true });
    expect(await expectFailed(made, id)).toMatch(/its folder was deleted/);
  });
});

describe('a key that is refused', () => {
  it('pauses the run with the reason, and the run goes on with the key that replaces it', async () => {
    const server = await createPracticeModel({
      wordDelayMs: 0,
      script: playTurns([reply(say('I look.'), use('screenshot', {}))]),
    });
    onTestFinished(() => server.close());
    const made = await makeEngine({ deps: { environmentKey: 'sk-ant-wrong-key-0123456789' } });
    await made.engine.savePreferences({ ...made.engine.preferences, modelAddress: server.baseUrl });
    const { id } = await made.start({}, { model: { kind: 'claude', model: 'claude-opus-5-5' } });
    const paused = await made.untilState(id, 'paused', 'failed');
    expect([paused.state, paused.stateReason]).toEqual([
      'paused',
      expect.stringMatching(/^Paused: the API key was refused \(401\)/),
    ]);
    expect(paused.modelAddress).toBe(server.baseUrl);
    expect(await made.hasContainer(id)).toBe(true);
    await made.engine.keys.save(server.apiKey);
    await made.engine.sessions.resume(id);
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect(ended.state).toBe('finished');
    const written = await Promise.all(
      ['audit.jsonl', 'messages.jsonl'].map((name) => readFile(path.join(made.folder(id), name), 'utf8')),
    );
    const [first] = written.join('').split('\n', 1);
    expect(JSON.parse(first ?? '').detail.modelAddress).toBe(server.baseUrl);
    expect(written.join('').includes(server.apiKey) || written.join('').includes('sk-ant-wrong')).toBe(false);
    expect((await verifySession(made.folder(id))).isSound).toBe(true);
  });
});
