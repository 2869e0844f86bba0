import type { Locator, Page } from '@playwright/test';
import { openAgreeableProxy } from '../helpers/agreeable-proxy';
import { test as base, ConsoleApp, expect } from './console-app';
import { recordOf } from './record-of';

const DOWNLOAD_ALL = 'Download all, next to Delete all';
const HOST = 'not-listed.example.com';
const state = (window: Page) => window.getByRole('status', { name: 'State of the run' });
const tab = (window: Page, name: string | RegExp) => window.getByRole('tab', { name });
const controls = (window: Page) => window.getByRole('toolbar', { name: 'Run controls' });

/** A console whose operator has a proxy, and what that proxy was asked for. */
const test = base.extend<{
  operatorProxy: Awaited<ReturnType<typeof openAgreeableProxy>>;
  tunnels: string[];
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
  operatorProxy: async ({}, use) => {
    const proxy = await openAgreeableProxy();
    await use(proxy);
    proxy.close();
  },
  tunnels: async ({ operatorProxy }, use) => use(operatorProxy.tunnels),
  airlock: async ({ dataFolder, operatorProxy }, use) => {
    const airlock = await ConsoleApp.launch(dataFolder, { HTTPS_PROXY: operatorProxy.url }, 1);
    await use(airlock);
    await airlock.close();
  },
});

/** Types an address into the sandbox's browser, as an operator who has taken over does. */
async function typeAddress(window: Page, address: string): Promise<void> {
  const canvas = window.locator('canvas').first();
  await canvas.click({ position: { x: 400, y: 300 } });
  await changed(canvas, () => window.keyboard.press('Control+l'));
  await changed(canvas, () => window.keyboard.type(address, { delay: 20 }));
  await window.keyboard.press('Enter');
}

/** Does something and waits until the screen of the sandbox shows it: the address bar takes its time to get the focus. */
async function changed(canvas: Locator, work: () => Promise<void>): Promise<void> {
  const before = await canvas.screenshot();
  await work();
  await expect.poll(async () => before.equals(await canvas.screenshot()), { timeout: 15_000 }).toBe(false);
}

test('a connection to an unknown host is held, named and let through only when the operator says so', async ({
  airlock,
  tunnels,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL, (form) =>
    form.getByLabel('Hosts that are not listed').selectOption('ask').then(),
  );
  await expect(approval).toContainText('Delete all', { timeout: 60_000 });
  await controls(window).getByRole('button', { name: 'Take over' }).click();
  await expect(state(window)).toContainText('You have control');
  // The card that was there stays; the new one is behind it.
  await typeAddress(window, `https://${HOST}/`);
  await expect(approval).toContainText('1 of 2');
  await expect(approval).toContainText('Delete all');
  await approval.getByRole('button', { name: 'Next approval' }).click();
  await expect(approval).toContainText(`Open an encrypted connection to ${HOST}, port 443`);
  // What the operator has in front while they work there is nobody's but theirs, but for its site.
  await expect(approval).toContainText('Page on the screenhttp://billing.practice.testWhy');
  expect(tunnels).toEqual([]);
  await approval.getByRole('button', { name: 'For this run' }).click();
  await expect.poll(() => tunnels).toContain(`CONNECT ${HOST}:443`);

  await tab(window, /Network/).click();
  const hosts = window.getByRole('list', { name: 'Hosts' });
  await expect(hosts).toContainText(`Let through: ${HOST}:443`);
  const { find } = await recordOf(airlock.sessionsFolder);
  expect(find('approval-settled')[0]).toMatchObject({ permitted: true, detail: { reason: 'for this run' } });
});

test('a page that is not allowed is shown as stopped, and the sandbox as tested', async ({ airlock }) => {
  const { window, approval } = airlock;
  // A sandbox that was kept ready is what the run gets.
  await airlock.go('Settings');
  await expect(window.getByRole('list', { name: 'Engines' })).toContainText('1 kept ready', {
    timeout: 30_000,
  });
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(approval).toContainText('Delete all', { timeout: 60_000 });
  await controls(window).getByRole('button', { name: 'Take over' }).click();
  await expect(state(window)).toContainText('You have control');
  await typeAddress(window, `https://${HOST}/secret`);
  await expect(tab(window, /Network/)).toContainText('1 refused');
  await tab(window, /Network/).click();
  const hosts = window.getByRole('list', { name: 'Hosts' });
  await expect(hosts).toContainText(`Refused: ${HOST}`);
  await hosts.getByText(HOST, { exact: true }).click();
  await expect(hosts).toContainText(`Page stoppedhttps://${HOST}Page`);
  await expect(hosts).not.toContainText('/secret');
  await expect(hosts).toContainText('Let through: billing.practice.test:80');

  await tab(window, 'Sandbox').click();
  await expect(window.getByText('Nothing gets out')).toBeVisible();
  await window.getByRole('button', { name: 'Test again' }).click();
  await expect
    .poll(async () => (await recordOf(airlock.sessionsFolder)).find('leak-test').length, { timeout: 20_000 })
    .toBe(2);
  const { find, verification } = await recordOf(airlock.sessionsFolder);
  expect(find('leak-test').every(({ detail }) => detail.passed)).toBe(true);
  expect(find('sandbox-ready')[0]?.detail).toMatchObject({ wasWarm: true });
  expect(verification.problems).toEqual([]);
});
