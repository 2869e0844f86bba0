import { expect, test } from './console-app';

test('the tray has what waits by its run, also with the window closed, and its row opens that very card', async ({
  airlock,
}) => {
  const { app, window, approval } = airlock;
  const given = await app.evaluateHandle(({ Tray }) => {
    // Kept as it is given to the system's tray, which nobody can read here.
    const kept: { readonly tray: Electron.Tray; readonly menu: Electron.Menu | null }[] = [];
    const { setContextMenu } = Tray.prototype;
    Tray.prototype.setContextMenu = function keep(this: Electron.Tray, menu: Electron.Menu | null) {
      kept.push({ tray: this, menu });
      setContextMenu.call(this, menu);
    };
    return kept;
  });
  const labels = () => given.evaluate((kept) => kept.at(-1)?.menu?.items.map(({ label }) => label) ?? []);
  const isThere = () => given.evaluate((kept) => kept.at(-1)?.tray.isDestroyed() === false);
  await airlock.startPractice('Download all, next to Delete all');
  await expect(approval).toBeVisible({ timeout: 60_000 });
  const closed = window.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
  expect(await isThere()).toBe(true);
  expect(await labels()).toEqual([
    expect.stringMatching(/^Run 1, “.+”: step \d+, \w+ risk$/),
    '',
    'Open Airlock',
    '',
    'Pause all',
    'Stop all',
    '',
    'Quit and stop the run',
  ]);
  const opened = app.waitForEvent('window');
  await given.evaluate((kept) => kept.at(-1)?.menu?.items[0]?.click());
  const again = await opened;
  const card = again.getByRole('region', { name: 'Approval needed' });
  await expect(card).toContainText('Click the button “Delete all”');
  await given.evaluate((kept) => {
    const stop = kept.at(-1)?.menu?.items.find(({ label }) => label === 'Stop all');
    stop?.submenu?.items[0]?.click();
  });
  await expect(again.getByText('Stopped by the operator.').first()).toBeVisible();
  await expect.poll(isThere).toBe(false);
});
