import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exists } from '../../electron/engine/base/exists';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { USUAL_HOST_SETTINGS } from '../../shared/domain/hosts';
import { ownerOf } from '../helpers/make-engine-deps';
import { containersOf } from '../helpers/make-sandbox';
import { expect, test as plain } from './console-app';
import { recordOf } from './record-of';
import { NO_DISPLAY, StartedConsole, StartScript } from './started-console';

/** A console that `npm start` has started, with a run that waits for an answer beside a sandbox that is kept ready. */
const test = plain.extend<{ started: StartedConsole }>({
  started: async ({ dataFolder }, use) => {
    const started = await StartedConsole.launch(dataFolder, {}, 1);
    await started.startPractice('Download all, next to Delete all');
    const approval = started.window.getByRole('region', { name: 'Approval needed' });
    await expect(approval).toBeVisible({ timeout: 60_000 });
    const { docker } = await connectDocker();
    await expect.poll(() => containersOf(docker, ownerOf(dataFolder)), { timeout: 60_000 }).toHaveLength(2);
    await use(started);
  },
});

test.skip(process.platform !== 'linux', 'elsewhere no display of its own is opened');

async function expectCleanStop(started: StartedConsole, dataFolder: string): Promise<void> {
  await started.ended();
  const { docker } = await connectDocker();
  expect(await containersOf(docker, ownerOf(dataFolder))).toEqual([]);
  const { find, verification } = await recordOf(`${dataFolder}/sessions`);
  expect(find('session-ended').map(({ detail }) => detail.state)).toEqual(['stopped']);
  expect(find('approval-settled')).toHaveLength(find('approval-requested').length);
  expect(verification).toMatchObject({ isSound: true, problems: [] });
  expect(existsSync(`/tmp/.X11-unix/X${started.display.slice(1)}`)).toBe(false);
}

test('Ctrl+C pressed again and again changes nothing about that', async ({ started, dataFolder }) => {
  for (let times = 0; times < 3; times += 1) started.signalGroup('SIGINT');
  await expectCleanStop(started, dataFolder);
});

plain(
  'a start script that is killed takes the console with it, its display and its sandboxes',
  async ({ dataFolder }) => {
    await writeFile(
      path.join(dataFolder, 'engines.json'),
      JSON.stringify({ ...USUAL_HOST_SETTINGS, warm: 1 }),
    );
    const script = StartScript.start(dataFolder, path.join(dataFolder, 'profile'), NO_DISPLAY);
    const display = await script.said(/the window opens on :(\d+)/);
    const { docker } = await connectDocker();
    const left = async () =>
      (await exists(path.join(dataFolder, 'console-id'))) ? containersOf(docker, ownerOf(dataFolder)) : [];
    await expect.poll(left, { timeout: 60_000 }).toHaveLength(1);
    script.process.kill('SIGKILL');
    await script.ended();
    expect(await left()).toEqual([]);
    await expect.poll(() => existsSync(`/tmp/.X11-unix/X${display}`)).toBe(false);
  },
);
