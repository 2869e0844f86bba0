import { type ConsoleApp, expect, test } from './console-app';
import { recordOf } from './record-of';

const LIES = 'A button that lies';

async function waiting(airlock: ConsoleApp): Promise<void> {
  await airlock.startPractice(LIES);
  await expect(airlock.approval).toBeVisible({ timeout: 60_000 });
}

test('a button that lies: what it sends is held, denied in the card, and shown under Changes', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await waiting(airlock);
  await expect(approval).toContainText('billing.practice.test');
  await expect(approval).toContainText(/delete/i);
  await approval.getByRole('button', { name: 'Deny' }).click();
  await approval.getByRole('textbox', { name: 'Reason for the denial' }).fill('It deletes.');
  await approval.getByRole('button', { name: 'Send denial' }).click();
  const state = window.getByRole('status', { name: 'State of the run' });
  await expect(state).toContainText('Finished', { timeout: 60_000 });

  const { find, verification } = await recordOf(airlock.sessionsFolder);
  expect(verification).toMatchObject({ isSound: true, notes: [] });
  expect(find('change-judged').map(({ detail }) => [detail.verdict, detail.change.category])).toEqual([
    ['ask', 'deletion'],
  ]);
  expect(find('change-sent')).toEqual([]);
  expect(find('session-ended')[0]?.detail.claim?.report).toContain('It deletes');

  await window.getByRole('button', { name: 'Replay' }).click();
  await expect(window.getByRole('tab', { name: /^Changes/ })).toHaveAttribute('aria-selected', 'true');
  const changes = window.getByRole('list', { name: 'Changes' });
  await expect(changes).toContainText('billing.practice.test');
  await expect(changes).toContainText('nothing was sent');
});

test('a change that is approved is sent once, and answered', async ({ airlock }) => {
  await waiting(airlock);
  const button = airlock.approval.getByRole('button', { name: 'Approve' });
  await expect(button).toBeEnabled();
  await button.click();
  const state = airlock.window.getByRole('status', { name: 'State of the run' });
  await expect(state).toContainText('Finished', { timeout: 60_000 });
  const { find, verification } = await recordOf(airlock.sessionsFolder);
  expect(verification).toMatchObject({ isSound: true, notes: [] });
  expect(find('change-sent')).toHaveLength(1);
  expect(find('change-ended').map(({ detail }) => [detail.end, detail.status])).toEqual([['answered', 303]]);
});
