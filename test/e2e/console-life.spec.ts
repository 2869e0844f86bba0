import { readlink } from 'node:fs/promises';
import path from 'node:path';
import { exists } from '../../electron/engine/base/exists';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { ownerOf } from '../helpers/make-engine-deps';
import { containersOf } from '../helpers/make-sandbox';
import { ConsoleApp, expect, test } from './console-app';
import { recordOf } from './record-of';

const DEATHS = 7;

test('a graphics process that dies again and again comes back, and the console with its runs goes on', async ({
  airlock,
}) => {
  const { app, window } = airlock;
  const graphics = () =>
    app.evaluate((electron) => electron.app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0);
  let dead = 0;
  for (let deaths = 0; deaths < DEATHS; deaths += 1) {
    await expect.poll(async () => ![0, dead].includes(await graphics())).toBe(true);
    dead = await graphics();
    process.kill(dead, 'SIGKILL');
  }
  await expect.poll(async () => ![0, dead].includes(await graphics())).toBe(true);
  await airlock.go('Settings');
  await expect(window.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('a console whose window was closed during a run ends when the run has ended, and leaves nothing', async ({
  dataFolder,
}) => {
  // One sandbox kept ready, which nobody would ever get any more.
  const airlock = await ConsoleApp.launch(dataFolder, {}, 1);
  const { app, window, approval } = airlock;
  await airlock.startPractice('Download all, next to Delete all');
  await expect(approval).toBeVisible({ timeout: 60_000 });
  const ended = app.waitForEvent('close');
  const closed = window.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
  const { find } = await recordOf(path.join(dataFolder, 'sessions'));
  const { docker } = await connectDocker();
  await docker.getContainer(find('sandbox-ready')[0]?.detail.containerId ?? '').kill();
  await ended;
  expect(await containersOf(docker, ownerOf(dataFolder))).toEqual([]);
  const { verification } = await recordOf(path.join(dataFolder, 'sessions'));
  expect(verification).toMatchObject({ isSound: true, problems: [] });
});

test('an approval that comes while the window is closed is told by the run’s number, and a click opens its card', async ({
  airlock,
}) => {
  const { app, window } = airlock;
  const told = await app.evaluateHandle(({ Notification }) => {
    // There is no service here that would draw them: what it would be given is kept instead.
    const shown: Electron.Notification[] = [];
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push(this);
    };
    return shown;
  });
  await airlock.startPractice('Download all, next to Delete all');
  await expect(window.getByRole('list', { name: 'Steps' }).getByRole('listitem').first()).toBeVisible({
    timeout: 60_000,
  });
  const closed = window.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
  const words = () => told.evaluate((shown) => shown.map(({ title, body }) => ({ title, body })));
  await expect.poll(words, { timeout: 60_000 }).toContainEqual({
    title: 'Airlock: approval needed',
    body: expect.stringMatching(/^Run 1, “.+”: step \d+ is rated \w+ and waits for your decision\.$/),
  });
  // Never what a page says: a notification stands on lock screens.
  for (const { title, body } of await words()) expect(`${title} ${body}`).not.toContain('Delete all');
  const opened = app.waitForEvent('window');
  await told.evaluate((shown) => shown.find(({ title }) => title.includes('approval'))?.emit('click'));
  const card = (await opened).getByRole('region', { name: 'Approval needed' });
  await expect(card).toContainText('Click the button “Delete all”');
});

test('the temporary folder of a console that was killed is removed by the next one on its profile', async ({
  dataFolder,
}) => {
  const socket = path.join(dataFolder, 'profile', 'SingletonSocket');
  const first = await ConsoleApp.launch(dataFolder);
  const left = path.dirname(await readlink(socket));
  const ended = first.app.waitForEvent('close');
  first.app.process().kill('SIGKILL');
  await ended;
  expect(await exists(left)).toBe(true);
  const second = await ConsoleApp.launch(dataFolder);
  expect(await exists(left)).toBe(false);
  const own = path.dirname(await readlink(socket));
  expect(await exists(path.join(own, 'SingletonSocket'))).toBe(true);
  await second.close();
  expect(await exists(own)).toBe(false);
});
