import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { type ConsoleApp, expect, test } from './console-app';
import { recordOf } from './record-of';

const DOWNLOAD_ALL = 'Download all, next to Delete all';

/** The buttons take nothing for 600 ms after the card appears; then they are enabled. */
async function deny(airlock: ConsoleApp, reason: string): Promise<void> {
  await airlock.approval.getByRole('button', { name: 'Deny' }).click();
  await airlock.approval.getByRole('textbox', { name: 'Reason for the denial' }).fill(reason);
  await airlock.approval.getByRole('button', { name: 'Send denial' }).click();
}

const state = (window: Page) => window.getByRole('status', { name: 'State of the run' });

/** The container of the console's only session, while it exists. */
async function containers({ sessionsFolder }: ConsoleApp): Promise<string[]> {
  const [ready] = (await recordOf(sessionsFolder)).find('sandbox-ready');
  const filter = `id=${ready?.detail.containerId ?? 'none'}`;
  const out = execFileSync('docker', ['ps', '-aq', '--filter', filter], { encoding: 'utf8' });
  return out.split('\n').filter((line) => line !== '');
}

test('a denied Delete all: the agent takes the other way, and the session replays with the denial and its reason', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);

  // Frames arrive: the live view draws.
  await expect(window.getByRole('region', { name: 'Live screen of the sandbox' })).toBeVisible();
  await expect(window.locator('canvas').first()).toBeVisible();

  await expect(approval).toBeVisible({ timeout: 60_000 });
  await expect(approval.locator('.approval-sentence')).toContainText(
    'Click the button “Delete all” on billing.practice.test.',
  );
  await expect(approval.getByRole('list', { name: 'Why it was flagged' })).toContainText('deletion');
  await expect(state(window)).toContainText('Waiting for you');
  await deny(airlock, 'Keep the old invoices; only export.');

  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  await expect(approval).toBeHidden();
  await expect(window.getByRole('list', { name: 'Steps' })).toContainText(
    'Keep the old invoices; only export.',
  );

  const record = await recordOf(airlock.sessionsFolder);
  expect(record.verification).toMatchObject({ isSound: true, notes: [] });
  expect(record.find('approval-settled')[0]).toMatchObject({
    permitted: false,
    denial_reason: 'Keep the old invoices; only export.',
    detail: { outcome: 'denied' },
  });
  const clicked = record
    .find('action-finished')
    .map(({ step }) => record.find('action-judged').find((entry) => entry.step === step));
  const names = clicked.map((entry) =>
    entry?.detail.target?.kind === 'element' ? entry.detail.target.name : '',
  );
  expect(names).toContain('Download all');
  expect(names).not.toContain('Delete all');
  expect(await containers(airlock)).toEqual([]);

  await window.getByRole('button', { name: 'Replay' }).click();
  const steps = window.getByRole('list', { name: 'Filmstrip' }).getByRole('listitem');
  await expect(steps).toHaveCount(record.find('action-judged').length);
  const denied = window.getByRole('button', { name: /“Delete all”.*Denied/ });
  await denied.click();
  const decision = window.getByRole('region', { name: 'Decision' });
  await expect(decision).toContainText('Denied');
  await expect(decision).toContainText('Keep the old invoices; only export.');
  const picture = window.getByRole('region', { name: 'Replayed screen' }).locator('img').first();
  await expect(picture).toHaveJSProperty('naturalWidth', 1280);
});

test('an approved Delete all runs exactly once', async ({ airlock }) => {
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(airlock.approval).toBeVisible({ timeout: 60_000 });
  await airlock.approval.getByRole('button', { name: 'Approve' }).click();
  await expect(state(airlock.window)).toContainText('Finished', { timeout: 60_000 });
  const { find, verification } = await recordOf(airlock.sessionsFolder);
  expect(verification.isSound).toBe(true);
  const settled = find('approval-settled');
  expect(settled.map(({ detail }) => detail.outcome)).toEqual(['approved']);
  expect(find('action-started').filter(({ step }) => step === settled[0]?.step)).toHaveLength(1);
});

test('an approval by keyboard takes Ctrl+Enter on the armed card; Enter alone and keys held down do nothing', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(approval).toBeVisible({ timeout: 60_000 });
  // Held down from before the card was armed.
  for (let press = 0; press < 5; press += 1) await window.keyboard.down('Enter');
  await window.keyboard.up('Enter');
  await expect(approval.getByRole('button', { name: 'Approve' })).toBeEnabled();
  await window.keyboard.press('Enter');
  await expect(approval).toBeVisible();
  await approval.locator('.approval-sentence').click();
  await window.keyboard.press('Control+Enter');
  await expect(approval).toBeHidden();
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
});

test('an approval that nobody answers is denied in the policy’s time, and recorded as expired', async ({
  airlock,
}) => {
  await airlock.startPractice(DOWNLOAD_ALL, async (form) => {
    await form.getByRole('textbox', { name: 'Seconds to decide' }).fill('5');
  });
  await expect(airlock.approval).toBeVisible({ timeout: 60_000 });
  await expect(airlock.approval).toBeHidden({ timeout: 10_000 });
  await expect(state(airlock.window)).toContainText('Finished', { timeout: 60_000 });
  const { find } = await recordOf(airlock.sessionsFolder);
  expect(find('approval-settled')[0]?.detail).toMatchObject({ outcome: 'expired', by: 'clock' });
  await expect(airlock.window.getByRole('list', { name: 'Steps' })).toContainText(
    'nobody answered within 5 s',
  );
});

test('a stop while an approval waits: nothing runs, the container is gone within 3 s', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(approval).toBeVisible({ timeout: 60_000 });
  expect(await containers(airlock)).toHaveLength(1);
  const pressed = performance.now();
  await window.getByRole('toolbar', { name: 'Run controls' }).getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => containers(airlock), { intervals: [50] }).toEqual([]);
  expect(performance.now() - pressed).toBeLessThan(3000);
  await expect(approval).toBeHidden();
  await expect(state(window)).toContainText('Stopped');
  const { find, entries } = await recordOf(airlock.sessionsFolder);
  expect(find('approval-settled')[0]?.detail.outcome).toBe('cancelled');
  const settledAt = find('approval-settled')[0]?.seq ?? 0;
  expect(entries.filter(({ seq, kind }) => seq > settledAt && kind === 'action-started')).toEqual([]);
});

test('a window closed and opened again during a run finds the run and its approval as they were', async ({
  airlock,
}) => {
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(airlock.approval).toBeVisible({ timeout: 60_000 });
  const closed = airlock.window.waitForEvent('close');
  await airlock.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
  const reopened = airlock.app.waitForEvent('window');
  // What a second start of the console does to the first.
  await airlock.app.evaluate(({ app }) => app.emit('second-instance'));
  const window = await reopened;
  const approval = window.getByRole('region', { name: 'Approval needed' });
  await expect(approval).toContainText('Delete all');
  await window.getByRole('link', { name: 'Live', exact: true }).click();
  await expect(state(window)).toContainText('Waiting for you');
  await expect(window.locator('canvas').first()).toBeVisible();
  await approval.getByRole('button', { name: 'Approve' }).click();
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
});

test('a payment waits for the operator with the form it would send, and takes a second of holding', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice('Supplier payment');
  const reasons = approval.getByRole('list', { name: 'Why it was flagged' });
  await expect(reasons).toContainText('account number', { timeout: 60_000 });
  await approval.getByRole('button', { name: 'Approve once' }).click();

  await expect(approval).toContainText('Pay now', { timeout: 60_000 });
  await expect(reasons).toContainText('Payment');
  const sent = approval.getByRole('region', { name: 'What would be sent' });
  for (const [label, value] of [
    ['Amount in euros', '1480.00'],
    ['Supplier', 'Müller & Søn'],
    ['IBAN', 'DK50 0040 0440 1162 43'],
    ['Reference', '2026-118'],
  ]) {
    const row = sent.locator('.form-row').filter({ has: window.getByText(label ?? '', { exact: true }) });
    await expect(row).toContainText(value ?? '');
    // Without any scrolling.
    await expect(row).toBeInViewport({ ratio: 1 });
  }
  await expect(sent).toContainText('can’t be called back');
  const hold = approval.getByRole('button', { name: 'Hold to approve' });
  await expect(hold).toHaveAttribute('data-armed', 'true');
  await hold.click();
  const { requests, settled } = countsOf(await recordOf(airlock.sessionsFolder));
  expect(requests - settled).toBe(1);
  await hold.hover();
  await window.mouse.down();
  await expect(approval).toBeHidden({ timeout: 15_000 });
  await window.mouse.up();
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  const { find } = await recordOf(airlock.sessionsFolder);
  expect(find('approval-settled').map(({ detail }) => [detail.outcome, detail.wasHeld])).toEqual([
    ['approved', false],
    ['approved', true],
  ]);
});

function countsOf({ find }: Awaited<ReturnType<typeof recordOf>>) {
  return { requests: find('approval-requested').length, settled: find('approval-settled').length };
}

test('what the agent types can be changed before it is typed, and it is told so', async ({ airlock }) => {
  const { window, approval } = airlock;
  await airlock.startPractice('Supplier payment');
  await expect(approval).toContainText('account number', { timeout: 60_000 });
  await approval.getByRole('button', { name: 'Edit' }).click();
  await approval.getByLabel('Text that is typed').fill('DE02 1203 0000 0000 2020 51');
  await approval.getByRole('button', { name: 'Approve changed' }).click();
  await expect(approval.locator('.approval-sentence')).toContainText('Pay now', { timeout: 60_000 });
  await deny(airlock, 'Not today.');
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  const { find } = await recordOf(airlock.sessionsFolder);
  expect(find('approval-settled')[0]?.detail).toMatchObject({
    outcome: 'edited',
    edit: { text: 'DE02 1203 0000 0000 2020 51' },
  });
  const typed = find('action-started').filter(({ action }) => action?.member === 'type');
  expect(typed.map(({ action }) => action?.input.text)).toContain('DE02 1203 0000 0000 2020 51');
});

test('one put aside waits on without a decision, and one denied with a stop ends the run', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(approval).toBeVisible({ timeout: 60_000 });
  await approval.getByRole('button', { name: 'Later' }).click();
  await expect(approval).toBeHidden();
  await expect(state(window)).toContainText('Waiting for you');
  await window.getByRole('button', { name: '1 put aside' }).click();
  await approval.getByRole('button', { name: 'Deny' }).click();
  await approval.getByRole('textbox', { name: 'Reason for the denial' }).fill('Enough');
  await approval.getByRole('button', { name: 'Deny and stop' }).click();
  await expect(state(window)).toContainText('Stopped', { timeout: 30_000 });
  const { find } = await recordOf(airlock.sessionsFolder);
  expect(find('approval-settled').map(({ detail }) => detail.outcome)).toEqual(['denied']);
});

test('an agent that a page has talked into something else is held at the gate', async ({ airlock }) => {
  await airlock.startPractice('Page that gives orders');
  await expect(airlock.approval).toBeVisible({ timeout: 60_000 });
  await expect(airlock.approval).toContainText('Delete all');
  await deny(airlock, 'The page told you to. The task did not.');
  await expect(state(airlock.window)).toContainText('Finished', { timeout: 60_000 });
});
