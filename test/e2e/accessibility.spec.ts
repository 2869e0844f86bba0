import type { Page } from '@playwright/test';
import { fakeSignedOutApproval } from '../../renderer/preview/fake-sessions';
import { findFaultsInEveryLook } from './axe';
import type { ConsoleApp } from './console-app';
import { FORGED_CARDS, forgeCards } from './forged-cards';
import { expect, withOneConsole } from './shared-console';
import { WindowRuns } from './window-runs';

const test = withOneConsole();
// What the later ones look at is left by the first.
test.describe.configure({ mode: 'serial' });

const DOWNLOAD_ALL = 'Download all, next to Delete all';

/**
 * One console for all views: what axe finds depends on what is drawn, not on how it came to be. Each view is looked at
 * in every theme and size, and in forced colours.
 */
test('axe finds nothing in any view, theme and size, nor with forced colours', async ({ airlock }) => {
  test.setTimeout(300_000);
  const { window, approval } = airlock;
  const faults: string[] = [];
  const look = async (view: string): Promise<void> => {
    faults.push(...(await findFaultsInEveryLook(window, view)));
  };
  const lookAtTabs = async (view: string, names: readonly string[]): Promise<void> => {
    for (const name of names) {
      await window.getByRole('tab', { name }).click();
      await look(`${view}, ${name}`);
    }
  };

  await test.step('before the first run', async () => {
    await expect(window.getByRole('heading', { name: 'Nothing is running', level: 1 })).toBeVisible();
    await look('empty Live');
    await airlock.go('Sessions');
    await expect(window.getByRole('heading', { name: 'No sessions yet', level: 1 })).toBeVisible();
    await look('Sessions without sessions');
  });

  await test.step('while runs wait', async () => {
    await airlock.startPractice(DOWNLOAD_ALL, waitLong);
    await expect(approval.getByRole('button', { name: 'Approve once' })).toBeEnabled({ timeout: 60_000 });
    await look('Live with a card');
    // Through all those sizes the steps stayed at the one that waits.
    const steps = window.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    await expect(steps.last()).toContainText('Needs you');
    await expect(steps.last()).toBeInViewport();
    await expect(window.getByRole('button', { name: 'Latest' })).toBeHidden();
    await airlock.go('New run');
    await look('New run beside a card');
    await airlock.startPractice(DOWNLOAD_ALL, waitLong);
    await expect(approval.getByRole('combobox', { name: 'Order' })).toBeVisible({ timeout: 60_000 });
    await look('Live with two that wait');
    await approval.getByRole('button', { name: 'Deny' }).click();
    await look('Live with a denial being written');
    await sendDenial(airlock);
    await expect(approval.getByRole('combobox', { name: 'Order' })).toBeHidden();
    await approval.getByRole('button', { name: 'Deny' }).click();
    await sendDenial(airlock);
  });

  await test.step('after the runs', async () => {
    await expect(window.getByRole('button', { name: 'Replay' })).toBeVisible({ timeout: 60_000 });
    await look('finished Live');
    await lookAtTabs('finished Live', ['Approvals', 'Network', 'Sandbox']);
    await window.getByRole('button', { name: 'Replay' }).click();
    await expect(window.getByRole('list', { name: 'Filmstrip' }).getByRole('listitem').first()).toBeVisible();
    await look('replay');
    await window.getByRole('button', { name: 'Next denial' }).click();
    await look('replay of a denial');
    await lookAtTabs('replay', ['Network', 'Sandbox', 'Record']);
    await airlock.go('Sessions');
    await expect(window.getByRole('table', { name: 'Sessions' })).toBeVisible();
    await look('Sessions');
  });

  await test.step('forms', async () => {
    await airlock.go('New run');
    await look('New run');
    await window.getByText(/^Advanced:/).click();
    await look('New run with all of it');
    await airlock.go('Policies');
    await expect(window.getByRole('button', { name: 'Duplicate to edit' })).toBeVisible();
    await look('a preset policy');
    await window.getByRole('button', { name: 'Duplicate to edit' }).click();
    await expect(window.getByRole('button', { name: 'Duplicate to edit' })).toBeHidden();
    await look('a policy of one’s own');
    await lookAtTabs('a policy of one’s own', ['Try it']);
    await airlock.go('Credentials');
    await look('Credentials');
    await airlock.go('Settings');
    await expect(window.getByRole('list', { name: 'Check-up results' })).toContainText('Container engine');
    await look('Settings');
    await window.keyboard.press('?');
    await expect(window.getByRole('heading', { name: 'Keys' })).toBeVisible();
    await look('the sheet of keys');
    await window.keyboard.press('Escape');
  });
  expect(faults).toEqual([]);
});

test('axe finds nothing in any form of the card, nor in what it opens', async ({ airlock }) => {
  test.setTimeout(300_000);
  const { window, approval } = airlock;
  const [run] = await new WindowRuns(window).call('sessions:list', undefined);
  if (run === undefined) throw new Error('No run is left from before.');
  const faults: string[] = [];
  const look = async (view: string): Promise<void> => {
    faults.push(...(await findFaultsInEveryLook(window, view)));
  };
  await airlock.go('Live');
  for (const [name, forge] of Object.entries(FORGED_CARDS)) {
    await test.step(name, async () => {
      const forged = forge();
      await forgeCards(airlock, run, [forged]);
      await expect(approval.locator('.approval-sentence')).toHaveText(forged.sentence);
      await look(`the card of a ${name}`);
    });
  }
  for (const [key, name, form] of [
    ['d', 'payment', 'Deny with a reason'],
    ['e', 'payment', 'Change it before it runs'],
    ['e', 'typed account number', 'Change it before it runs'],
    ['g', 'turn of several steps', 'Approve for this run'],
    ['g', 'connection', 'Let through for this run'],
  ] as const) {
    await test.step(`${form}, of a ${name}`, async () => {
      await forgeCards(airlock, run, []);
      await expect(approval).toBeHidden();
      const forged = FORGED_CARDS[name]?.();
      await forgeCards(airlock, run, forged === undefined ? [] : [forged]);
      await expect(approval.locator('.armed-button').last()).toHaveAttribute('data-armed', 'true');
      await window.keyboard.press('Control+Shift+A');
      await window.keyboard.press(key);
      await expect(approval.getByRole('group', { name: form })).toBeVisible();
      await look(`${form}, of a ${name}`);
    });
  }
  await forgeCards(
    airlock,
    run,
    Object.values(FORGED_CARDS).map((forge) => forge()),
  );
  await expect(approval.getByRole('region', { name: 'Queue' })).toBeVisible();
  await look('a queue of every form');
  await forgeCards(airlock, run, []);
  await expect(approval).toBeHidden();
  expect(faults).toEqual([]);
});

test('where the system forces its colours, what approves has a border that stands out', async ({
  airlock,
}) => {
  const { window, approval } = airlock;
  const [run] = await new WindowRuns(window).call('sessions:list', undefined);
  if (run === undefined) throw new Error('No run is left from before.');
  await window.emulateMedia({ colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'reduce' });
  await forgeCards(airlock, run, [fakeSignedOutApproval()]);
  const approve = approval.locator('.armed-button-approve');
  await expect(approve).toHaveAttribute('data-armed', 'true');
  await expect(approve).toHaveCSS('border-top-width', '2px');
  await forgeCards(airlock, run, []);
  await window.emulateMedia({ colorScheme: 'dark', forcedColors: 'none', reducedMotion: 'reduce' });
});

test('the sessions are a table: each row says which it is, each cell what it holds', async ({ airlock }) => {
  const { window } = airlock;
  await airlock.go('Sessions');
  const table = window.getByRole('table', { name: 'Sessions' });
  await expect(table).toHaveAttribute('aria-rowcount', '3');
  await expect(table.getByRole('columnheader')).toHaveText([
    'Outcome',
    'Task',
    'Agent',
    'When',
    'Lasted',
    'Steps',
    'Changes',
    'Denials',
  ]);
  const row = table.getByRole('row').nth(1);
  await expect(row).toHaveAttribute('aria-rowindex', '2');
  await expect(row.getByRole('cell')).toHaveCount(8);
  await expect(row.getByRole('cell').last()).toHaveText('1');
  await row.getByRole('button').focus();
  await window.keyboard.press('ArrowDown');
  await expect(table.getByRole('row').nth(2).getByRole('button')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('button', { name: 'All sessions' })).toBeVisible();
});

test('the filmstrip is one stop of the Tab key, and the arrows move within it', async ({ airlock }) => {
  const films = airlock.window.getByRole('list', { name: 'Filmstrip' }).getByRole('button');
  await films.first().click();
  await airlock.window.keyboard.press('ArrowRight');
  await expect(films.nth(1)).toBeFocused();
  await expect(films.nth(1)).toHaveAttribute('aria-current', 'step');
  const stops = await films.evaluateAll(
    (all) => all.filter((film) => (film as HTMLElement).tabIndex === 0).length,
  );
  expect(stops).toBe(1);
});

test('the replay shows the screen large enough to read in the smallest window', async ({ airlock }) => {
  await airlock.window.setViewportSize({ width: 1024, height: 640 });
  const screen = airlock.window.getByRole('region', { name: 'Replayed screen' }).getByRole('img').first();
  const box = await screen.boundingBox();
  expect(box?.width).toBeGreaterThanOrEqual(440);
  expect(box?.height).toBeGreaterThanOrEqual(270);
});

/** What is looked at from all sides must not run out of time meanwhile. */
async function waitLong(form: Page): Promise<void> {
  await form.getByRole('textbox', { name: 'Seconds to decide' }).fill('900');
}

async function sendDenial({ approval }: ConsoleApp): Promise<void> {
  await approval.getByRole('textbox', { name: 'Reason for the denial' }).fill('Only export.');
  await approval.getByRole('button', { name: 'Send denial' }).click();
}
