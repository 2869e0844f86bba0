import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { ownerOf } from '../helpers/make-engine-deps';
import { containersOf } from '../helpers/make-sandbox';
import { expect, test } from './console-app';
import { recordOf } from './record-of';
import { StartScript } from './started-console';

test('a second console on the same data folder is refused, and the run of the first goes on untouched', async ({
  airlock,
  dataFolder,
}) => {
  await airlock.startPractice('Download all, next to Delete all');
  await expect(airlock.approval).toBeVisible({ timeout: 60_000 });
  const { docker } = await connectDocker();
  const before = await containersOf(docker, ownerOf(dataFolder));
  expect(before).toHaveLength(1);

  const second = StartScript.start(dataFolder, path.join(dataFolder, 'other-profile'));
  const pid = await second.said(/Airlock is already running on this data folder: process (\d+) of /);
  expect(Number(pid)).toBe(await airlock.app.evaluate(() => process.pid));
  second.signalGroup('SIGTERM');
  await second.ended();

  expect(await containersOf(docker, ownerOf(dataFolder))).toEqual(before);
  expect((await readdir(dataFolder)).filter((name) => name.startsWith('console.lock'))).toHaveLength(1);
  await airlock.approval.getByRole('button', { name: 'Approve' }).click();
  const state = airlock.window.getByRole('status', { name: 'State of the run' });
  await expect(state).toContainText('Finished', { timeout: 60_000 });
  const { verification } = await recordOf(airlock.sessionsFolder);
  expect(verification).toMatchObject({ isSound: true, problems: [] });
});
