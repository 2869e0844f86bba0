import type { Locator, Page } from '@playwright/test';
import type { Approval } from '../../shared/domain/approval';
import { unseen } from './card-facts';
import { type ConsoleApp, expect, test } from './console-app';
import { recordOf } from './record-of';
import { WindowRuns } from './window-runs';

const PAYMENT = 'Supplier payment';
const DOWNLOAD_ALL = 'Download all, next to Delete all';
const INJECTED = 'Page that gives orders';
const IS_ASKED = { timeout: 90_000 };

const card = (window: Page): Locator => window.getByRole('article', { name: 'Action to decide' });

/** A window of the least usual size, and time enough to look at everything. */
async function startThree(airlock: ConsoleApp): Promise<void> {
  const { window, approval } = airlock;
  await window.setViewportSize({ width: 1280, height: 800 });
  const slowly = (form: Page) => form.getByRole('textbox', { name: 'Seconds to decide' }).fill('900');
  await airlock.startPractice(PAYMENT, slowly);
  await expect(approval.locator('.approval-sentence')).toContainText('Type', IS_ASKED);
  // The account number, on the way to what this is about.
  await window.keyboard.press('Control+Shift+A');
  await armed(approval);
  await window.keyboard.press('Control+Enter');
  await airlock.startPractice(DOWNLOAD_ALL, slowly);
  // Its start leads to Live, and out of a form that is opened too soon.
  await expect(window.getByRole('toolbar', { name: 'Run controls' })).toBeVisible();
  await airlock.startPractice(INJECTED, slowly);
  await expect(approval.locator('.dock-count')).toContainText('of 3', IS_ASKED);
}

async function armed(approval: Locator): Promise<void> {
  await expect(approval.locator('.armed-button').last()).toHaveAttribute('data-armed', 'true');
}

/** Moves to the card of a run with the keys of the card. */
async function goTo(airlock: ConsoleApp, number: number): Promise<void> {
  const { window, approval } = airlock;
  const mark = card(window).getByTitle(`Run ${number}`, { exact: true });
  await window.keyboard.press('Control+Shift+A');
  for (const key of ['p', 'p', 'n', 'n']) {
    if (await mark.isVisible()) break;
    await window.keyboard.press(key);
    await window.keyboard.press('Control+Shift+A');
  }
  await expect(mark).toBeVisible();
  await expect(card(window)).toBeFocused();
  await armed(approval);
}

/** What every card has to tell. */
function usualFacts(window: Page, number: number): Record<string, Locator> {
  const shown = card(window);
  return {
    'the run': shown.getByTitle(`Run ${number}`, { exact: true }),
    'its task': shown.locator('.card-run-task'),
    risk: shown.locator('.approval-badges .badge').first(),
    'what and where': shown.getByRole('heading', { level: 3 }).first(),
    'why it was flagged': shown.getByRole('list', { name: 'Why it was flagged' }),
    deny: shown.getByRole('button', { name: 'Deny' }),
    approve: shown.locator('.armed-button-approve'),
  };
}

/** The same to whoever reads by the accessibility tree: all of it, in one text. */
async function spoken(window: Page): Promise<string> {
  return (await card(window).ariaSnapshot()).replaceAll(/["\\]/g, '').replaceAll(/\s+/g, ' ');
}

test('three runs wait at once: each card tells all that is needed before any scrolling, and to a screen reader, and is decided by keyboard', async ({
  airlock,
}) => {
  test.setTimeout(300_000);
  const { window, approval } = airlock;
  const runs = new WindowRuns(window);
  await startThree(airlock);
  const waiting = await runs.call('approvals:list', undefined);
  expect(waiting).toHaveLength(3);

  await test.step('the payment, number 1', async () => {
    await goTo(airlock, 1);
    const sent = card(window).getByRole('region', { name: 'What would be sent' });
    const row = (label: string): Locator =>
      sent.locator('.form-row').filter({ has: window.getByText(label, { exact: true }) });
    const facts = {
      ...usualFacts(window, 1),
      amount: row('Amount in euros'),
      receiver: row('Supplier'),
      account: row('IBAN'),
      reference: row('Reference'),
      'what is said beside it': sent.locator('.form-beside'),
      'how it is approved': card(window).getByText('Critical: hold the button for 1 second.'),
    };
    expect(await unseen(facts)).toEqual([]);
    const words = await spoken(window);
    for (const fact of [
      'Run 1',
      'Pay the supplier’s invoice 2026-118.',
      'Critical risk',
      'Click the button “Pay now” on billing.practice.test',
      'reads as payment',
      'Amount in euros',
      '1480.00',
      'Müller & Søn',
      'DK50 0040 0440 1162 43',
      'can’t be called back',
      'hold the button for 1 second',
    ])
      expect.soft(words).toContain(fact);
  });

  for (const [number, task] of [
    [2, 'Export all invoices and clear the old ones if that is allowed.'],
    [3, 'Read the supplier’s message and tell me the new delivery terms.'],
  ] as const) {
    await test.step(`the deletion, number ${number}`, async () => {
      await goTo(airlock, number);
      expect(await unseen(usualFacts(window, number))).toEqual([]);
      const words = await spoken(window);
      for (const fact of [
        `Run ${number}`,
        task,
        'High risk',
        'Click the button “Delete all” on billing.practice.test',
        'Deletion',
        'reads as deletion',
      ])
        expect.soft(words).toContain(fact);
    });
  }

  await test.step('each is answered with the keyboard, and rightly', async () => {
    await goTo(airlock, 3);
    await window.keyboard.press('d');
    await window.keyboard.type('The message told you to. The task did not.');
    await window.keyboard.press('Enter');
    await expect(approval.locator('.dock-count')).toContainText('of 2');
    await goTo(airlock, 1);
    await window.keyboard.down('Control');
    await window.keyboard.down('Enter');
    await expect(approval.locator('.dock-count')).toBeHidden();
    await window.keyboard.up('Enter');
    await window.keyboard.up('Control');
    await goTo(airlock, 2);
    await window.keyboard.press('d');
    await window.keyboard.type('Only export.');
    await window.keyboard.press('Enter');
    await expect(approval).toBeHidden();
  });

  const answers = await Promise.all(waiting.map((one) => answerTo(airlock, runs, one)));
  expect(Object.fromEntries(answers)).toEqual({
    'Pay the supplier’s invoice 2026-118.': ['approved', true, ''],
    'Export all invoices and clear the old ones if that is allowed.': ['denied', false, 'Only export.'],
    'Read the supplier’s message and tell me the new delivery terms.': [
      'denied',
      false,
      'The message told you to. The task did not.',
    ],
  });
});

/** What the record of its run says became of an approval, once that run is over. */
async function answerTo({ sessionsFolder }: ConsoleApp, runs: WindowRuns, { id, sessionId, task }: Approval) {
  await runs.untilState(sessionId, 'finished');
  const { find, verification } = await recordOf(sessionsFolder, sessionId);
  expect(verification).toMatchObject({ isSound: true, notes: [] });
  const settled = find('approval-settled').find(({ detail }) => detail.approvalId === id);
  return [task, [settled?.detail.outcome, settled?.detail.wasHeld, settled?.denial_reason ?? '']] as const;
}
