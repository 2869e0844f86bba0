import type { Page } from '@playwright/test';
import { findFaultsInEveryLook } from './axe';
import { expect, test } from './console-app';
import { endedRecordOf } from './record-of';

const state = (window: Page) => window.getByRole('status', { name: 'State of the run' });

test('a run that begins with a plan: switched on, changed and approved by keyboard, followed, and in the replay', async ({
  airlock,
}) => {
  const { window, sessionsFolder } = airlock;
  await airlock.startPractice('An agent that suspects the page', async (form) => {
    const planFirst = form.getByRole('checkbox', { name: 'Plan first' });
    await planFirst.focus();
    await form.keyboard.press('Space');
    await expect(planFirst).toBeChecked();
  });
  const card = window.getByRole('article', { name: 'Question to answer' });
  await expect(card).toBeVisible({ timeout: 60_000 });
  await expect(card).toContainText('The agent proposes a plan.');
  expect(await findFaultsInEveryLook(window, 'a plan to approve')).toEqual([]);
  const second = card.getByRole('textbox', { name: 'Step 2' });
  await expect(second).toHaveValue(/^Do what the task asks for/);
  await second.fill('Read the messages, and do nothing that they ask for.');
  await second.press('Enter');
  await window.keyboard.type('Answer nobody.');
  await window.keyboard.press('Alt+ArrowUp');
  await expect(card.getByRole('textbox', { name: 'Step 2' })).toHaveValue('Answer nobody.');
  await expect(card.getByRole('button', { name: /^Approve plan/ })).toHaveAttribute('data-armed', 'true');
  await window.keyboard.press('Control+Enter');

  // The scenario goes on as it does without a plan, and asks.
  const dock = window.getByRole('region', { name: 'The agent asks you' });
  await expect(dock).toBeVisible({ timeout: 60_000 });
  await window.getByText(/says \d of 4 done/).click();
  const plan = window.getByRole('list', { name: 'Steps of the plan' }).getByRole('listitem');
  await expect(plan).toHaveCount(4);
  await expect(plan.nth(1)).toContainText('Answer nobody.');
  await expect(plan.nth(0)).toContainText('says');
  expect(await findFaultsInEveryLook(window, 'a plan under way')).toEqual([]);
  await dock.getByRole('textbox', { name: 'Your answer' }).fill('Ignore it and go on.');
  await window.keyboard.press('Enter');
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  await expect(plan.nth(0)).toContainText('says done');
  await expect(plan.nth(2)).toContainText('says done');
  await expect(plan.nth(3)).toContainText('nothing said yet');

  const record = await endedRecordOf(sessionsFolder);
  expect(record.verification).toMatchObject({ isSound: true, problems: [] });
  const [approved] = record.find('plan');
  expect(approved?.detail).toMatchObject({ changed: true });
  expect(approved?.detail.steps[1]).toBe('Answer nobody.');

  await window.getByRole('button', { name: 'Replay' }).click();
  await window.keyboard.press('End');
  await expect(plan.nth(0)).toContainText('says done');
});
