import type { Page } from '@playwright/test';
import { expect, test } from './console-app';
import { recordOf } from './record-of';

const DOWNLOAD_ALL = 'Download all, next to Delete all';
const state = (window: Page) => window.getByRole('status', { name: 'State of the run' });
const controls = (window: Page) => window.getByRole('toolbar', { name: 'Run controls' });

/** Clicks a point of the sandbox's screen in the live view. */
async function clickScreen(window: Page, x: number, y: number): Promise<void> {
  const canvas = window.locator('canvas').first();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('There is no live view.');
  await canvas.click({ position: { x: (x / 1280) * box.width, y: (y / 800) * box.height } });
}

test('clicks on the live view reach the sandbox only after taking over, and void what was waiting', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(approval).toBeVisible({ timeout: 60_000 });
  await expect(window.locator('canvas').first()).toBeVisible();
  const toMessages = () => clickScreen(window, 100, 233);

  await toMessages();
  await controls(window).getByRole('button', { name: 'Take over' }).click();
  await expect(state(window)).toContainText('You have control');
  await toMessages();
  await controls(window).getByRole('button', { name: 'Hand back' }).click();
  await expect(state(window)).toContainText('Waiting for you');

  await approval.getByRole('button', { name: 'Approve' }).click();
  // What was approved is not there any more: it is asked for again, with the difference.
  await expect(approval.getByRole('region', { name: 'Changed since you saw it' })).toBeVisible();
  await approval.getByRole('button', { name: 'Deny' }).click();
  await approval.getByRole('textbox', { name: 'Reason for the denial' }).fill('Look at the screen again');
  await approval.getByRole('button', { name: 'Send denial' }).click();
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  const { find, verification } = await recordOf(airlock.sessionsFolder);
  expect(find('takeover').map(({ detail }) => detail.change)).toEqual(['taken', 'returned']);
  expect(find('approval-settled').map(({ detail }) => detail.outcome)).toEqual(['void', 'denied']);
  expect(verification.isSound).toBe(true);
});

test('taking over from the card denies it at once, while the operator has control', async ({ airlock }) => {
  const { window, approval } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(approval).toBeVisible({ timeout: 60_000 });
  await approval.getByRole('button', { name: 'Take over' }).click();
  await expect(state(window)).toContainText('You have control');
  await expect(approval).toBeHidden();
  const last = window.getByRole('list', { name: 'Steps' }).getByRole('listitem').last();
  await expect(last).toContainText('Denied');
  await expect(last).toContainText('The operator took over.');
  await expect(state(window)).toContainText('You have control');
  expect((await recordOf(airlock.sessionsFolder)).find('approval-settled')).toMatchObject([
    { permitted: false, detail: { outcome: 'denied' } },
  ]);
});

test('pause lets nothing happen until resume, by key and by button', async ({ airlock }) => {
  const { window } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(window.getByRole('list', { name: 'Steps' }).getByRole('listitem').first()).toBeVisible({
    timeout: 30_000,
  });
  await window.keyboard.press('Control+.');
  await expect(state(window)).toContainText('Paused');
  const before = (await recordOf(airlock.sessionsFolder)).find('action-started').length;
  await airlock.go('Settings');
  await expect(window.getByRole('list', { name: 'Check-up results' })).toContainText('Container engine');
  await airlock.go('Live');
  const after = (await recordOf(airlock.sessionsFolder)).find('action-started').length;
  // One that had passed the gate when the key was pressed may have begun.
  expect(after - before).toBeLessThanOrEqual(1);
  await controls(window).getByRole('button', { name: 'Resume' }).click();
  await expect(airlock.approval).toBeVisible({ timeout: 60_000 });
});

test('a window whose process dies comes back to the run as it is', async ({ airlock }) => {
  const { window, app } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(airlock.approval).toBeVisible({ timeout: 60_000 });
  const reloaded = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
  );
  await reloaded;
  const title = await app.evaluate(async ({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      `new Promise((resolve) => {
        const look = () => {
          const region = document.querySelector('section[aria-label="Approval needed"]');
          if (region) resolve(region.textContent); else requestAnimationFrame(look);
        };
        look();
      })`,
    ),
  );
  expect(title).toContain('Delete all');
  expect(window.isClosed()).toBe(false);
});

test('a locked screen pauses the run, and nothing is approved meanwhile', async ({ airlock }) => {
  const { window, approval } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(approval).toBeVisible({ timeout: 60_000 });
  await airlock.app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('lock-screen');
  });
  await expect(state(window)).toContainText('Paused');
  await expect(window.getByText('the screen was locked')).toBeVisible();
  await approval.getByRole('button', { name: 'Approve once' }).click();
  await expect(approval).toBeHidden();
  const before = await recordOf(airlock.sessionsFolder);
  const asked = before.find('approval-requested')[0]?.step;
  expect(before.find('action-started').filter(({ step }) => step === asked)).toEqual([]);
  await controls(window).getByRole('button', { name: 'Resume' }).click();
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
});
