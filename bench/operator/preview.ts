import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronRuntime } from '../../scripts/lib/electron-runtime.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const BUILD_LIMIT_MS = 60_000;

/** The renderer's preview, without an engine, in a window of the console's own runtime. */
export class Preview {
  private constructor(
    private readonly server: ChildProcess,
    private readonly profile: string,
    readonly app: ElectronApplication,
    readonly window: Page,
  ) {}

  /** `query` as in renderer/preview/preview.tsx; `env`: the display that the window opens on. */
  static async open(query: string, env: Record<string, string>): Promise<Preview> {
    const executablePath = electronRuntime()?.executable;
    if (executablePath === undefined) throw new Error('There is no Electron: run npm run setup first.');
    const port = await freePort();
    const address = `http://127.0.0.1:${port}/`;
    const server = spawn(process.execPath, [path.join(ROOT, 'renderer/preview/serve.mjs'), String(port)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const profile = await mkdtemp(path.join(tmpdir(), 'airlock-preview-'));
    try {
      await untilAnswers(address);
      const app = await _electron.launch({
        executablePath,
        args: [
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          `--user-data-dir=${profile}`,
          path.join(import.meta.dirname, 'preview-window'),
        ],
        env: { ...definedEnv(), ...env, PREVIEW_ADDRESS: `${address}?${query}` },
      });
      return new Preview(server, profile, app, await app.firstWindow());
    } catch (error) {
      server.kill();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.app.close();
    this.server.kill();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

/** The preview is built first, which takes some seconds. */
async function untilAnswers(address: string): Promise<void> {
  const limit = Date.now() + BUILD_LIMIT_MS;
  for (;;) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok === true) return;
    if (Date.now() > limit) throw new Error(`The preview did not answer at ${address}.`);
    await sleep(200);
  }
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
