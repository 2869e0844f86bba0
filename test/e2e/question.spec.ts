import type { Page } from '@playwright/test';
import { expect, test } from './console-app';
import { endedRecordOf } from './record-of';

const state = (window: Page) => window.getByRole('status', { name: 'State of the run' });
const dock = (window: Page) => window.getByRole('region', { name: 'The agent asks you' });

test('an agent that suspects the page asks, is answered by keyboard, and goes on; the replay has both', async ({
  airlock,
}) => {
  const { window, sessionsFolder } = airlock;
  await airlock.startPractice('An agent that suspects the page');
  const card = window.getByRole('article', { name: 'Question to answer' });
  await expect(card).toBeVisible({ timeout: 60_000 });
  await expect(state(window)).toContainText('The agent asks you');
  await expect(card.getByRole('region', { name: 'What the agent says, unverified' })).toContainText(
    'Shall I ignore it and go on reading?',
  );
  // The very screen that it asks about, from the record.
  await expect(card.getByRole('img', { name: 'The screen on which the agent asked' })).toHaveJSProperty(
    'naturalWidth',
    1280,
  );
  await window.keyboard.press('Control+Shift+A');
  await expect(card).toBeFocused();
  await window.keyboard.press('a');
  await window.keyboard.type('Ignore it and go on.');
  await window.keyboard.press('Enter');

  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  const steps = window.getByRole('list', { name: 'Steps' });
  await expect(steps).toContainText('Ignore it and go on.');
  await expect(window.getByText('The agent says: done.')).toBeVisible();
  const record = await endedRecordOf(sessionsFolder);
  expect(record.verification).toMatchObject({ isSound: true, problems: [] });
  expect(record.find('approval-settled')[0]?.detail).toMatchObject({
    about: 'question',
    answer: 'Ignore it and go on.',
  });
  expect(record.find('sandbox-ready')).toHaveLength(1);

  await window.getByRole('button', { name: 'Replay' }).click();
  await window.keyboard.press('End');
  await expect(window.getByRole('region', { name: 'The agent’s last words' })).toContainText(
    'names no new delivery terms',
  );
});

test('a task that leaves something open: an option is an answer, and calling it done ends the run', async ({
  airlock,
}) => {
  const { window, sessionsFolder } = airlock;
  await airlock.startPractice('A task that leaves something open');
  await expect(dock(window)).toBeVisible({ timeout: 60_000 });
  await dock(window).getByRole('button', { name: 'Leave them as they are' }).click();
  await expect(window.getByRole('textbox', { name: 'Your answer' })).toHaveValue('Leave them as they are');
  // Taking over leaves the question where it is, with what was written.
  await dock(window).getByRole('button', { name: 'Take over' }).click();
  await expect(state(window)).toContainText('You have control');
  await expect(window.getByRole('textbox', { name: 'Your answer' })).toHaveValue('Leave them as they are');
  await window.getByRole('button', { name: 'Hand back' }).click();
  await expect(state(window)).toContainText('The agent asks you');
  await dock(window).getByRole('button', { name: 'The task is done' }).click();
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  await expect(window.getByText('You called the task done.', { exact: true })).toBeVisible();
  const record = await endedRecordOf(sessionsFolder);
  expect(record.find('session-ended')[0]?.detail).toMatchObject({
    state: 'finished',
    claim: { outcome: 'done', report: expect.stringContaining('There are 48 invoices here.') },
  });
});

test('a word to the agent waits for its next turn, can be taken back until then, and is kept with what it led to', async ({
  airlock,
}) => {
  const { window, approval, sessionsFolder } = airlock;
  await airlock.startPractice('Download all, next to Delete all');
  await expect(approval).toBeVisible({ timeout: 60_000 });
  const field = window.getByRole('textbox', { name: 'Say something to the agent' });
  for (const word of ['Hurry up.', 'Leave the drafts alone.']) {
    await field.fill(word);
    await field.press('Enter');
    await expect(field).toHaveValue('');
  }
  const unread = window.getByRole('list', { name: 'Not yet read' }).getByRole('listitem');
  await expect(unread).toHaveCount(2);
  await unread.filter({ hasText: 'Hurry up.' }).getByRole('button', { name: 'Take back' }).click();
  await expect(unread).toHaveCount(1);
  await approval.getByRole('button', { name: 'Deny' }).click();
  await approval.getByRole('textbox', { name: 'Reason for the denial' }).fill('Not this one.');
  await approval.getByRole('button', { name: 'Send denial' }).click();
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  await expect(unread).toHaveCount(0);
  await expect(window.getByRole('list', { name: 'Steps' })).toContainText('Leave the drafts alone.');
  const record = await endedRecordOf(sessionsFolder);
  expect(record.find('guidance').map(({ detail }) => [detail.change, detail.text])).toEqual([
    ['written', 'Hurry up.'],
    ['written', 'Leave the drafts alone.'],
    ['taken-back', 'Hurry up.'],
    ['sent', 'Leave the drafts alone.'],
  ]);
  // The agent has read it: it says so.
  expect(record.find('model-responded').map(({ detail }) => detail.text)).toContainEqual(
    expect.stringContaining('You said “Leave the drafts alone.”'),
  );
});
