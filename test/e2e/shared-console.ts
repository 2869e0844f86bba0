/// <reference path="../../renderer/globals.d.ts" />
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { ConsoleApp } from './console-app';

/** Tests with one console for all of a worker. Those of another call have another one, in a worker of their own. */
export function withOneConsole() {
  return base.extend<Record<never, never>, { airlock: ConsoleApp }>({
    airlock: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
      async ({}, use) => {
        const dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-e2e-'));
        const airlock = await ConsoleApp.launch(dataFolder);
        await use(airlock);
        await airlock.close();
        await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
      },
      { scope: 'worker' },
    ],
  });
}

/** For tests that attack a console and must leave it as they found it. */
export const test = withOneConsole();

export { expect } from '@playwright/test';
