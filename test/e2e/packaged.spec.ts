import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { hashImageFolder } from '../../electron/engine/sandbox/sandbox-image';
import { FORBIDDEN_SWITCH_EXIT_CODE } from '../../electron/shell/forbidden-switches';
import { ConsoleApp } from './console-app';
import { type DisplayWindow, XDisplay } from './x-display';

const ROOT = path.resolve(import.meta.dirname, '../..');
const AS_ROOT = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Makes the package, or finds it up to date, by the script's own function; answers its folder. */
async function packageConsole(): Promise<string> {
  const script = `
    import { packageApp } from './scripts/package.mjs';
    import { unpackedFolder } from './scripts/lib/packaging.mjs';
    import { electronRuntime } from './scripts/lib/electron-runtime.mjs';
    await packageApp(electronRuntime());
    process.stdout.write('\\n' + unpackedFolder());`;
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  return stdout.trim().split('\n').at(-1) ?? '';
}

/** The share of pixels that two pictures have in common. */
function likeness(one: Buffer | null, other: Buffer | null): number {
  if (one === null || other === null || one.length !== other.length) return 0;
  let same = 0;
  for (let offset = 0; offset < one.length; offset += 4) {
    if (one.readUIntLE(offset, 3) === other.readUIntLE(offset, 3)) same += 1;
  }
  return same / (one.length / 4);
}

/**
 * A packaged console takes no driver: it ends when one is asked for. So it is started as a person starts it, and looked
 * at from outside, on the display and in its files. There is no hook for tests in it.
 */
test.describe('the packaged console', () => {
  test.skip(process.platform !== 'linux', 'it is looked at through an X display');
  let folder: string;
  let home: string;
  let display: XDisplay;
  const running: ChildProcess[] = [];

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    folder = await packageConsole();
    display = await XDisplay.open();
  });

  test.afterAll(() => display?.close());

  test.beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'airlock-packaged-'));
  });

  test.afterEach(async () => {
    for (const child of running.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
    const child = spawn(path.join(folder, 'airlock'), [...AS_ROOT, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...env, XDG_CONFIG_HOME: home, AIRLOCK_DATA_FOLDER: path.join(home, 'data') },
    });
    running.push(child);
    return child;
  }

  /** How it ended and what it said on the way. */
  async function end(child: ChildProcess): Promise<{ code: number | null; words: string }> {
    let words = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, words };
  }

  async function shown(): Promise<DisplayWindow | undefined> {
    return (await display.windows()).find(({ title, isShown }) => title === 'Airlock' && isShown);
  }

  test('opens one window that shows the same console as the build it was made from', async () => {
    const dataFolder = path.join(home, 'built');
    const built = await ConsoleApp.launch(dataFolder);
    await expect(built.window.getByRole('heading', { name: 'Nothing is running' })).toBeVisible();
    await expect(built.window.getByTitle('Decisions are recorded under this name')).toBeVisible();
    let wanted: Buffer | null = null;
    await expect
      .poll(async () => {
        const window = await shown();
        const picture = window ? await display.picture(window) : null;
        const isSteady = likeness(picture, wanted) === 1;
        wanted = picture;
        return isSteady;
      })
      .toBe(true);
    await built.close();
    await expect.poll(shown).toBeUndefined();

    start([]);
    await expect
      .poll(async () => {
        const window = await shown();
        return window ? likeness(await display.picture(window), wanted) : 0;
      })
      .toBeGreaterThan(0.99);
    const windows = (await display.windows()).filter(({ isShown }) => isShown);
    expect(windows.map(({ title }) => title)).toEqual(['Airlock']);
    expect(await readdir(path.join(home, 'data'))).toContain('sessions');
  });

  test('brings the sandbox image’s files along unchanged, so that the check-up finds the same image', async () => {
    const source = await hashImageFolder(path.join(ROOT, 'assets/sandbox-image'));
    expect(await hashImageFolder(path.join(folder, 'resources/sandbox-image'))).toBe(source);
    await access(path.join(folder, 'resources/practice-site'));
  });

  test('brings nothing else: no sources, no maps, no packages, and no program beside its own', async () => {
    const resources = await readdir(path.join(folder, 'resources'));
    expect(resources.sort()).toEqual(['app.asar', 'icons', 'practice-site', 'sandbox-image']);
  });

  for (const argument of [
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp',
    '--disable-web-security',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--ignore-certificate-errors',
    '--proxy-server=127.0.0.1:9',
    '--inspect=0',
    '--inspect-brk=0',
    '--disable-seccomp-filter-sandbox',
    '--disable-setuid-sandbox',
    '--disable-gpu-sandbox',
    '--no-zygote-sandbox',
    '--single-process',
    '--renderer-cmd-prefix=/usr/bin/env',
    '--remote-debugging-io-pipes=3,4',
    '--enable-blink-features=MojoJS',
    '--ssl-key-log-file=/tmp/keys',
    '-inspect=0',
    '--JS-FLAGS=--expose-gc',
  ]) {
    test(`ends at once, with no window and nothing written, when it is given ${argument}`, async () => {
      const { code, words } = await end(start([argument]));
      expect(code).toBe(FORBIDDEN_SWITCH_EXIT_CODE);
      expect(words).toContain('Airlock does not start with --');
      expect(await shown()).toBeUndefined();
      await expect(access(path.join(home, 'data'))).rejects.toThrow();
    });
  }

  test('can not be run as plain Node, nor load code by NODE_OPTIONS', async () => {
    const module = path.join(home, 'loaded.cjs');
    const mark = path.join(home, 'mark');
    await writeFile(module, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
    // A forbidden switch ends the console before it opens a window; plain Node would run the module first.
    const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${module}` };
    const { code } = await end(start([module, '--js-flags=--expose-gc'], env));
    expect(code).toBe(FORBIDDEN_SWITCH_EXIT_CODE);
    await expect(access(mark)).rejects.toThrow();
  });

  test('does not start a second time on the same data, and leaves the first as it is', async () => {
    const first = start([]);
    await expect.poll(shown).toBeDefined();
    const { code, words } = await end(start([]));
    expect(code).toBe(0);
    expect(words).toContain('already running');
    expect(first.exitCode).toBeNull();
    expect(await shown()).toBeDefined();
  });
});
