import { expect, test } from './console-app';

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
