import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { USUAL_HOST_SETTINGS } from '../../shared/domain/hosts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START = path.join(ROOT, 'scripts/start.mjs');

/** As on a machine without a screen: the start script opens a display of its own. */
export const NO_DISPLAY = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };

/** `npm start`, in a process group of its own as a shell gives one to each command, and what it says. */
export class StartScript {
  #words = '';

  constructor(readonly process: ChildProcess) {
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#words += text;
      });
    }
  }

  static start(dataFolder: string, profile: string, env: NodeJS.ProcessEnv = {}): StartScript {
    const child = spawn(process.execPath, [START, `--user-data-dir=${profile}`], {
      cwd: ROOT,
      env: { ...process.env, ...env, AIRLOCK_DATA_FOLDER: dataFolder, ANTHROPIC_API_KEY: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    return new StartScript(child);
  }

  /** The first group of what it says on the terminal, by now or later. */
  said(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(this.#words);
        if (found !== null) resolve(found[1] ?? found[0]);
      };
      this.process.stdout?.on('data', look);
      this.process.stderr?.on('data', look);
      this.process.once('close', () =>
        reject(new Error(`ended, and did not say ${pattern}: ${this.#words}`)),
      );
      look();
    });
  }

  /** What a terminal sends (Ctrl+C, its own end) goes to the whole group. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-(this.process.pid ?? 0), signal);
  }

  /** When the script has ended, and everything that has its terminal. */
  async ended(): Promise<void> {
    if (this.process.stdout?.closed !== true) await once(this.process, 'close');
  }
}

/** The console as `npm start` starts it, without a display of its own to open its window on. */
export class StartedConsole extends StartScript {
  private constructor(
    readonly app: ElectronApplication,
    readonly window: Page,
    /** The display that the script has opened. */
    readonly display: string,
  ) {
    super(app.process());
  }

  /** `warm`: sandboxes kept ready. */
  static async launch(
    dataFolder: string,
    changes: Record<string, string> = {},
    warm = 0,
  ): Promise<StartedConsole> {
    await mkdir(dataFolder, { recursive: true });
    const settings = JSON.stringify({ ...USUAL_HOST_SETTINGS, warm });
    await writeFile(path.join(dataFolder, 'engines.json'), settings);
    // Playwright puts flags of its own before the arguments, and these are Electron's.
    const program = path.join(dataFolder, 'npm-start');
    await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${START}' "$@"\n`, { mode: 0o755 });
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env as Record<string, string>;
    const app = await _electron.launch({
      executablePath: program,
      args: [`--user-data-dir=${path.join(dataFolder, 'profile')}`],
      env: { ...env, AIRLOCK_DATA_FOLDER: dataFolder, ANTHROPIC_API_KEY: '', ...changes },
    });
    const display = await app.evaluate(() => process.env.DISPLAY ?? '');
    return new StartedConsole(app, await app.firstWindow(), display);
  }

  /** Starts a practice scenario through the form, as an operator does. */
  async startPractice(scenario: string): Promise<void> {
    const rail = this.window.getByRole('navigation', { name: 'Main' });
    await rail.getByRole('link', { name: 'New run', exact: true }).click();
    await this.window.getByText(scenario, { exact: true }).click();
    await this.window.getByRole('button', { name: 'Start run' }).click();
  }
}
