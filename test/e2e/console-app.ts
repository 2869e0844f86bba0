import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { electronRuntime } from '../../scripts/lib/electron-runtime.mjs';
import { USUAL_HOST_SETTINGS } from '../../shared/domain/hosts';
import { USUAL_PREFERENCES } from '../../shared/domain/preferences';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The console in a real window, with a data folder of its own. */
export class ConsoleApp {
  private constructor(
    readonly app: ElectronApplication,
    readonly window: Page,
    readonly dataFolder: string,
  ) {}

  /** `warm`: sandboxes kept ready. None unless asked: most tests need no sandbox, and each costs a second core. */
  static async launch(dataFolder: string, env: Record<string, string> = {}, warm = 0): Promise<ConsoleApp> {
    const settings = JSON.stringify({ ...USUAL_HOST_SETTINGS, warm });
    // One that is there is of an earlier launch, which a restart must find again.
    await writeFile(path.join(dataFolder, 'engines.json'), settings, { flag: 'wx' }).catch(() => undefined);
    const runtime = electronRuntime();
    const executablePath = process.env.AIRLOCK_ELECTRON ?? runtime?.executable;
    if (executablePath === undefined) throw new Error('There is no Electron: run npm run setup first.');
    const isRoot = process.getuid?.() === 0;
    const app = await _electron.launch({
      executablePath,
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        `--user-data-dir=${path.join(dataFolder, 'profile')}`,
        ROOT,
      ],
      env: {
        ...definedEnv(),
        AIRLOCK_DATA_FOLDER: dataFolder,
        ANTHROPIC_API_KEY: '',
        ...env,
      },
    });
    return new ConsoleApp(app, await app.firstWindow(), dataFolder);
  }

  get sessionsFolder(): string {
    return path.join(this.dataFolder, 'sessions');
  }

  go(view: 'Live' | 'New run' | 'Sessions' | 'Policies' | 'Credentials' | 'Settings'): Promise<void> {
    return this.window
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: view, exact: true })
      .click();
  }

  /** Starts a practice scenario through the form, as an operator does. */
  async startPractice(scenario: string, change?: (form: Page) => Promise<void>): Promise<void> {
    await this.go('New run');
    await this.window.getByText(scenario, { exact: true }).click();
    await change?.(this.window);
    await this.window.getByRole('button', { name: 'Start run' }).click();
  }

  get approval(): Locator {
    return this.window.getByRole('region', { name: 'Approval needed' });
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

/** Has the model asked at another address, as an operator does under Settings. Before the launch. */
export async function modelAt(dataFolder: string, modelAddress: string): Promise<void> {
  const preferences = JSON.stringify({ ...USUAL_PREFERENCES, modelAddress });
  await writeFile(path.join(dataFolder, 'preferences.json'), preferences);
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A test with a console of its own, closed and cleaned up afterwards. */
export const test = base.extend<{ dataFolder: string; airlock: ConsoleApp }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
  dataFolder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'airlock-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  airlock: async ({ dataFolder }, use) => {
    const airlock = await ConsoleApp.launch(dataFolder);
    await use(airlock);
    await airlock.close();
  },
});

export { expect } from '@playwright/test';
