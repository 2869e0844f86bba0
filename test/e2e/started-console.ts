import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { USUAL_HOST_SETTINGS } from '../../shared/domain/hosts';

const ROOT = path.resolve(import.meta.dirname, '../..');

type Start = {
  readonly dataFolder: string;
  /** Electron's own profile; one for each folder unless named. */
  readonly profile?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Sandboxes kept ready. */
  readonly warm?: number;
};

/**
 * The console as `npm start` starts it, in a process group of its own, as a shell gives one to each command: what a
 * terminal sends (Ctrl+C, its own end) reaches the whole group. Its window is reached over DevTools.
 */
export class StartedConsole {
  #words = '';

  private constructor(readonly script: ChildProcess) {
    for (const stream of [script.stdout, script.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#words += text;
      });
    }
  }

  static async start({ dataFolder, profile, env = {}, warm = 0 }: Start): Promise<StartedConsole> {
    await mkdir(dataFolder, { recursive: true });
    const settings = JSON.stringify({ ...USUAL_HOST_SETTINGS, warm });
    await writeFile(path.join(dataFolder, 'engines.json'), settings, { flag: 'wx' }).catch(() => undefined);
    const args = [
      path.join(ROOT, 'scripts/start.mjs'),
      '--remote-debugging-port=0',
      `--user-data-dir=${profile ?? path.join(dataFolder, 'profile')}`,
    ];
    const script = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env, AIRLOCK_DATA_FOLDER: dataFolder, ANTHROPIC_API_KEY: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    return new StartedConsole(script);
  }

  /** What it has said on the terminal so far. */
  get words(): string {
    return this.#words;
  }

  /** The first group of what it says on the terminal, now or later. */
  said(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(this.#words);
        if (found !== null) resolve(found[1] ?? found[0]);
      };
      this.script.stdout?.on('data', look);
      this.script.stderr?.on('data', look);
      this.script.once('close', () =>
        reject(new Error(`it ended before it said ${pattern}: ${this.#words}`)),
      );
      look();
    });
  }

  async window(): Promise<Page> {
    const browser = await chromium.connectOverCDP(await this.said(/DevTools listening on (ws:\S+)/));
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('it has no window');
    return context.pages()[0] ?? context.waitForEvent('page');
  }

  /** To the start script and to all that share its group. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-(this.script.pid ?? 0), signal);
  }

  /** When the script and everything that had its terminal has ended. */
  async ended(): Promise<number | null> {
    if (this.script.stdout?.closed !== true) await once(this.script, 'close');
    return this.script.exitCode;
  }
}

/** Starts a practice scenario through the form, as an operator does. */
export async function startPractice(window: Page, scenario: string): Promise<void> {
  await window
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'New run', exact: true })
    .click();
  await window.getByText(scenario, { exact: true }).click();
  await window.getByRole('button', { name: 'Start run' }).click();
}
