import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { createPracticeModel } from '../../electron/engine/practice/messages-server';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { CONSOLE_WAYS, RUN_STATES, type RunState } from '../helpers/endings-table';
import { ownerOf } from '../helpers/make-engine-deps';
import { containersOf, execIn } from '../helpers/make-sandbox';
import { openRestlessSite } from '../helpers/restless-site';
import { openRoomyEngine } from '../helpers/roomy-engine';
import {
  approach,
  enter,
  type RunAtHand,
  STATE_POLICY,
  StateModel,
  startUrlOf,
  stateAtEnd,
  toPages,
} from '../helpers/run-states';
import { samplePolicy } from '../helpers/sample-policy';
import { sampleSettings } from '../helpers/sample-settings';
import { ConsoleApp, expect, modelAt, test as plain } from './console-app';
import { recordOf } from './record-of';
import { StartedConsole } from './started-console';
import { WindowRuns } from './window-runs';

/** What a console needs to have a run in each state at the same time. */
type Surroundings = { readonly env: Record<string, string>; readonly model: StateModel };
type Runs = ReadonlyMap<RunState, string>;

const test = plain.extend<{ surroundings: Surroundings }>({
  surroundings: async ({ dataFolder }, use) => {
    const model = new StateModel();
    const server = await createPracticeModel({ wordDelayMs: 0, script: model.script });
    // Every state but one takes up room.
    const engine = await openRoomyEngine(dataFolder, RUN_STATES.length - 1);
    const site = await openRestlessSite();
    await modelAt(dataFolder, server.baseUrl);
    const env = {
      ANTHROPIC_API_KEY: server.apiKey,
      DOCKER_HOST: engine.address,
      HTTP_PROXY: site.proxyUrl,
    };
    await use({ env, model });
    site.close();
    engine.close();
    await server.close();
  },
});

test.skip(process.platform !== 'linux', 'there are no signals elsewhere, or no groups of them');
// Eight sandboxes are started.
test.slow();

/** How many at the same time: as many as there are processors to start them. */
const STARTS_AT_ONCE = 2;

const settingsOf = (state: RunState) =>
  sampleSettings({
    task: state,
    model: { kind: 'claude', model: 'claude-test' },
    policy: samplePolicy(STATE_POLICY),
    startUrl: startUrlOf(state),
  });

/** Starts a run for each state and answers when all of them are there at once. */
async function runInEachState(window: Page, model: StateModel, sessionsFolder: string): Promise<Runs> {
  const runs = new WindowRuns(window);
  const ids = new Map<RunState, string>();
  const { docker } = await connectDocker();
  const atHand = (sessionId: string): RunAtHand => ({
    untilEntry: (kind) => runs.untilEntry(sessionId, kind),
    untilState: (state) => runs.untilState(sessionId, state),
    pause: () => runs.call('sessions:pause', { sessionId }),
    takeOver: () => runs.call('sessions:take-over', { sessionId }),
    freezePages: async (signal) => {
      const { find } = await recordOf(sessionsFolder, sessionId);
      const container = find('sandbox-ready')[0]?.detail.containerId ?? '';
      await execIn(docker, container, toPages(signal), '1001');
    },
  });
  const begin = async (state: RunState) => {
    const id = await runs.start(settingsOf(state));
    ids.set(state, id);
    return atHand(id);
  };
  const passing: readonly RunState[] = ['preparing', 'queued'];
  const lasting = RUN_STATES.filter((state) => !passing.includes(state));
  const waiting = [...lasting];
  const begun: { readonly state: RunState; readonly run: RunAtHand }[] = [];
  const beginNext = async (): Promise<void> => {
    const state = waiting.shift();
    if (state === undefined) return;
    const run = await begin(state);
    begun.push({ state, run });
    await approach(state, run);
    await beginNext();
  };
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, beginNext));
  for (const state of passing) await approach(state, await begin(state));
  await Promise.all(begun.map(({ state, run }) => enter(state, run, model)));
  return ids;
}

/** Containers of the console on a data folder. */
async function left(dataFolder: string): Promise<readonly string[]> {
  const { docker } = await connectDocker();
  return containersOf(docker, ownerOf(dataFolder));
}

/** States in which something waits for the operator's answer. */
const ASKING: readonly RunState[] = ['asking', 'asked'];

/** What holds of every run by what is on disk, when its console has ended. */
async function expectRecorded(
  sessionsFolder: string,
  runs: Runs,
  way: keyof typeof CONSOLE_WAYS,
): Promise<void> {
  for (const state of RUN_STATES) {
    const { entries, find, verification } = await recordOf(sessionsFolder, runs.get(state));
    expect(verification, state).toMatchObject({ isSound: true, problems: [] });
    expect(stateAtEnd(entries)).toBe(state);
    expect(entries.at(-1)?.kind, state).toBe('session-ended');
    const ends = find('session-ended').map(({ detail }) => detail.state);
    expect(ends, state).toEqual([CONSOLE_WAYS[way][state]]);
    expect(find('approval-requested'), state).toHaveLength(ASKING.includes(state) ? 1 : 0);
    expect(find('approval-settled'), state).toHaveLength(find('approval-requested').length);
    expect(find('action-finished'), state).toHaveLength(find('action-started').length);
  }
}

for (const way of ['quit', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${way}: the run in each state is stopped, its record says so, and no container is left`, async ({
    dataFolder,
    surroundings: { env, model },
  }) => {
    const { app, window, sessionsFolder } = await ConsoleApp.launch(dataFolder, env);
    const runs = await runInEachState(window, model, sessionsFolder);
    const ended = app.waitForEvent('close');
    if (way === 'quit') await app.evaluate(({ app: main }) => setImmediate(() => main.quit()));
    else app.process().kill(way);
    await ended;
    expect(await left(dataFolder)).toEqual([]);
    await expectRecorded(sessionsFolder, runs, way);
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  const way = `${signal} to its group` as const;
  test(`${way}: the run in each state is stopped, its record says so, and neither container nor display is left`, async ({
    dataFolder,
    surroundings: { env, model },
  }) => {
    const started = await StartedConsole.launch(dataFolder, env);
    const sessionsFolder = path.join(dataFolder, 'sessions');
    const runs = await runInEachState(started.window, model, sessionsFolder);
    started.signalGroup(signal);
    await started.ended();
    expect(await left(dataFolder)).toEqual([]);
    expect(existsSync(`/tmp/.X11-unix/X${started.display.slice(1)}`)).toBe(false);
    await expectRecorded(sessionsFolder, runs, way);
  });
}

test('SIGKILL: every container ends, and the next start removes it and records that its run was interrupted', async ({
  dataFolder,
  surroundings: { env, model },
}) => {
  const { app, window, sessionsFolder } = await ConsoleApp.launch(dataFolder, env);
  const runs = await runInEachState(window, model, sessionsFolder);
  const ended = app.waitForEvent('close');
  app.process().kill('SIGKILL');
  await ended;
  // Nobody renews their leases any more, and the next start removes what has ended.
  const { docker } = await connectDocker();
  const filters = { label: [`airlock.owner=${ownerOf(dataFolder)}`] };
  await expect.poll(() => docker.listContainers({ filters }), { timeout: 60_000 }).toEqual([]);
  const next = await ConsoleApp.launch(dataFolder, env);
  await expect.poll(() => left(dataFolder)).toEqual([]);
  expect(await new WindowRuns(next.window).call('approvals:list', undefined)).toEqual([]);
  await expectRecorded(sessionsFolder, runs, 'SIGKILL');
  await next.close();
});

test('window closed: the run in each state goes on, and can be stopped at once from the next window', async ({
  dataFolder,
  surroundings: { env, model },
}) => {
  const { app, window, sessionsFolder } = await ConsoleApp.launch(dataFolder, env);
  const runs = await runInEachState(window, model, sessionsFolder);
  const closed = window.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
  const opened = app.waitForEvent('window');
  await app.evaluate(({ app: main }) => void main.emit('activate'));
  const next = new WindowRuns(await opened);
  const seen = await next.call('sessions:list', undefined);
  expect(seen.map(({ endedAt }) => endedAt)).toEqual(RUN_STATES.map(() => null));
  expect(await left(dataFolder)).toHaveLength(RUN_STATES.length - 1);
  for (const state of RUN_STATES) {
    const begun = performance.now();
    await next.call('sessions:stop', { sessionId: runs.get(state) ?? '' });
    expect(performance.now() - begun, state).toBeLessThan(3000);
  }
  expect(await left(dataFolder)).toEqual([]);
  await app.close();
});
