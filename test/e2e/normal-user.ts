import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { constants, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { electronRuntime } from '../../scripts/lib/electron-runtime.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NOBODY = 65534;
const AS_NOBODY = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'];

const isRoot = process.getuid?.() === 0;

/** Why Chromium's sandbox can't be had by a normal user here, or null. */
export function sandboxObstacle(): string | null {
  if (process.platform !== 'linux') return 'only Linux has /proc';
  if (process.env.DISPLAY === undefined) return 'there is no display';
  const command = isRoot ? ['setpriv', ...AS_NOBODY, 'unshare', '-Ur', 'true'] : ['unshare', '-Ur', 'true'];
  const [program = '', ...args] = command;
  if (spawnSync(program, args).status === 0) return null;
  return 'this system gives normal users no user namespaces';
}

export type Process = {
  readonly pid: number;
  readonly type: string;
  readonly command: string;
  readonly status: Readonly<Record<string, string>>;
};

/** A console started as a normal user starts it, with its sandbox on; as user `nobody` when the tests run as root. */
export class NormalUserConsole {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<NormalUserConsole> {
    const runtime = electronRuntime();
    if (runtime === undefined) throw new Error('There is no Electron: run npm run setup first.');
    const folder = await mkdtemp(path.join(tmpdir(), 'airlock-user-'));
    const home = path.join(folder, 'home');
    await mkdir(home);
    // A normal user can't read root's home, where both may be. A copy on write costs nothing where there is one.
    const copy = (from: string, to: string) =>
      cp(from, path.join(folder, to), { recursive: true, mode: constants.COPYFILE_FICLONE });
    await copy(runtime.folder, 'electron');
    for (const name of ['out', 'assets', 'package.json']) await copy(path.join(ROOT, name), `app/${name}`);
    const { XAUTHORITY } = process.env;
    if (XAUTHORITY !== undefined) await copyFile(XAUTHORITY, path.join(home, 'Xauthority'));
    await chmod(folder, 0o755);
    if (isRoot) {
      await chown(home, NOBODY, NOBODY);
      if (XAUTHORITY !== undefined) await chown(path.join(home, 'Xauthority'), NOBODY, NOBODY);
    }
    const electron = [
      path.join(folder, 'electron', path.basename(runtime.executable)),
      path.join(folder, 'app'),
    ];
    const [program = '', ...args] = isRoot ? ['setpriv', ...AS_NOBODY, ...electron] : electron;
    const child = spawn(program, args, {
      stdio: 'ignore',
      cwd: home,
      env: {
        PATH: process.env.PATH,
        DISPLAY: process.env.DISPLAY,
        HOME: home,
        ...(XAUTHORITY !== undefined && { XAUTHORITY: path.join(home, 'Xauthority') }),
        AIRLOCK_DATA_FOLDER: path.join(home, 'data'),
      },
    });
    return new NormalUserConsole(child, folder);
  }

  /** The console's process and all below it. */
  processes(): Process[] {
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readProcess(Number(name)) ?? []);
    const found = new Set([this.child.pid]);
    for (let size = 0; size !== found.size; ) {
      size = found.size;
      for (const { pid, status } of all) if (found.has(Number(status.PPid))) found.add(pid);
    }
    return all.filter(({ pid }) => found.has(pid));
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function readProcess(pid: number): Process | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
    const status = Object.fromEntries(
      lines.map((line) => line.split(':\t')).map(([name = '', value = '']) => [name, value.trim()]),
    );
    return { pid, command, status, type: /--type=([\w-]+)/.exec(command)?.[1] ?? 'main' };
  } catch {
    // It ended while we read.
    return null;
  }
}
