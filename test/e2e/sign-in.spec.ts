import { PRACTICE_LOGIN } from '../../electron/engine/practice/practice-login';
import { expect, test } from './console-app';
import { endedRecordOf } from './record-of';

const PORTAL = 'Sign-in without a password';

/** What the agent said at the end. */
const reportOf = (record: Awaited<ReturnType<typeof endedRecordOf>>): string | undefined =>
  record.find('session-ended')[0]?.detail.claim?.report;

test('an agent signs in with a credential that it never sees: the card says where and for whom, the replay what was used', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice(PORTAL);
  await expect(approval).toBeVisible({ timeout: 60_000 });
  await expect(approval.locator('.approval-sentence')).toContainText(
    'Sign in with the credential “Supplier portal” on billing.practice.test.',
  );
  const facts = approval.getByRole('region', { name: 'What is filled, and where' });
  await expect(facts).toContainText('billing.practice.test');
  await expect(facts).toContainText(PRACTICE_LOGIN.name);
  await expect(facts).toContainText('the same site');
  await expect(facts).toBeInViewport({ ratio: 1 });
  await approval.getByRole('button', { name: 'Approve once' }).click();

  const state = window.getByRole('status', { name: 'State of the run' });
  await expect(state).toContainText('Finished', { timeout: 60_000 });
  await expect(window.getByRole('list', { name: 'Steps' })).toContainText('Sign in with');
  const record = await endedRecordOf(airlock.sessionsFolder);
  expect(record.verification).toMatchObject({ isSound: true, notes: [] });
  expect(reportOf(record)).toContain('1,480.00 € are to be paid');
  expect(JSON.stringify(record)).not.toContain(PRACTICE_LOGIN.password);

  await window.getByRole('button', { name: 'Replay' }).click();
  await window
    .getByRole('button', { name: /Sign in with.*Supplier portal/ })
    .first()
    .click();
  // What it altered, which is to be signed in, stands before it.
  await window.getByRole('tab', { name: 'Step' }).click();
  await expect(window.getByText('Signs in on')).toBeVisible();
});

test('a denied sign-in fills nothing, and the agent says so', async ({ airlock }) => {
  const { window, approval } = airlock;
  await airlock.startPractice(PORTAL);
  await expect(approval).toBeVisible({ timeout: 60_000 });
  await approval.getByRole('button', { name: 'Deny' }).click();
  await approval.getByRole('textbox', { name: 'Reason for the denial' }).fill('Not today.');
  await approval.getByRole('button', { name: 'Send denial' }).click();
  const state = window.getByRole('status', { name: 'State of the run' });
  await expect(state).toContainText('Finished', { timeout: 60_000 });
  const record = await endedRecordOf(airlock.sessionsFolder);
  const fills = record.find('action-started').filter(({ action }) => action?.member === 'fill_login');
  expect(fills).toEqual([]);
});

test('an agent signs in with a passkey by one press: the card says which button, where and for whom', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice('Sign in with a passkey');
  await expect(approval).toBeVisible({ timeout: 60_000 });
  await expect(approval.locator('.approval-sentence')).toContainText(
    'Use the passkey “Supplier passkey” by a click on the button “Sign in with a passkey” on portal.practice.localhost',
  );
  const facts = approval.getByRole('region', { name: 'What is filled, and where' });
  await expect(facts).toContainText('portal.practice.localhost');
  await expect(facts).toContainText(PRACTICE_LOGIN.name);
  await expect(facts).toContainText('one signature of the passkey');
  await expect(facts).toBeInViewport({ ratio: 1 });
  await approval.getByRole('button', { name: 'Approve once' }).click();

  const state = window.getByRole('status', { name: 'State of the run' });
  await expect(state).toContainText('Finished', { timeout: 60_000 });
  const record = await endedRecordOf(airlock.sessionsFolder);
  expect(record.verification).toMatchObject({ isSound: true, notes: [] });
  expect(record.find('approval-requested')).toHaveLength(1);
  expect(reportOf(record)).toContain('with the passkey. 1,480.00 €');
});

test('on a copy of the portal under another host nothing is filled, and the run says so without a question', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  await airlock.startPractice('A copy of the sign-in page');
  const state = window.getByRole('status', { name: 'State of the run' });
  await expect(state).toContainText('Finished', { timeout: 60_000 });
  await expect(approval).toBeHidden();
  await expect(window.getByRole('list', { name: 'Steps' })).toContainText('not of an origin');
  const record = await endedRecordOf(airlock.sessionsFolder);
  expect(record.find('approval-requested')).toEqual([]);
  expect(record.find('action-started').map(({ action }) => action?.member)).not.toContain('fill_login');
  expect(reportOf(record)).toContain('it is another site');
});
