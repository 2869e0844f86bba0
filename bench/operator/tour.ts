import type { Locator, Page } from '@playwright/test';
import type { ConsoleApp } from '../../test/e2e/console-app';
import { type Figure, figure } from '../figure';

const LIMIT = { timeout: 90_000 };
const REASON = 'Export only';

/**
 * The operator's guide gone through by keyboard alone, on the shortest way that its chords and those of “?” give: a practice
 * run is started, what it asks is denied with a reason; another one is started, and its payment approved by holding; the
 * first is replayed up to its denial; a policy is exported.
 */
export async function tour(console: ConsoleApp, report: (line: string) => void): Promise<readonly Figure[]> {
  const { app, window: page, approval } = console;
  await app.evaluate(({ dialog }) => {
    // What the system would ask is not the console's: here nobody saves anything.
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
  });
  // A key before the window listens is lost.
  await page.getByRole('navigation', { name: 'Main' }).waitFor(LIMIT);
  const keys = await PressedKeys.watch(page);
  const note = async (what: string): Promise<void> => report(`${await keys.count()} presses: ${what}`);
  const pickScenario = page.getByRole('radio', { name: 'Download all, next to Delete all' });
  const sentence = approval.locator('.approval-sentence');
  const deniedStep = page.getByRole('region', { name: 'Decision' }).getByText(REASON);

  await keys.press('Control+2');
  await pickScenario.waitFor();
  await keys.press('Control+Shift+Enter');
  await note('a practice run is started');

  await isArmed(approval);
  await keys.press('Alt+d');
  await page.getByRole('textbox', { name: 'Reason for the denial' }).waitFor();
  await keys.type(REASON);
  await keys.press('Enter');
  await page.getByRole('button', { name: 'Replay' }).waitFor(LIMIT);
  await note('its step is denied with a reason');

  await keys.press('Control+2');
  await keys.tabTo(pickScenario);
  await keys.press('ArrowDown');
  await keys.press('Control+Shift+Enter');
  await sentence.getByText('Type').waitFor(LIMIT);
  await isArmed(approval);
  await keys.press('Control+Shift+A');
  await keys.press('Control+Enter');
  await sentence.getByText('Pay now').waitFor(LIMIT);
  await isArmed(approval);
  await keys.press('Control+Shift+A');
  await keys.holdApproval(approval);
  await page.getByRole('button', { name: 'Replay' }).waitFor(LIMIT);
  await note('a payment is approved by holding');

  await keys.press('Control+3');
  await keys.tabTo(page.getByRole('table', { name: 'Sessions' }).getByRole('button').first());
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await page.getByRole('list', { name: 'Filmstrip' }).waitFor();
  await note('the first run is replayed');

  await keys.press('d');
  await deniedStep.waitFor(LIMIT);
  await note('its denial is shown');

  await keys.press('Control+4');
  const exported = page.getByRole('button', { name: 'Export as YAML' });
  await keys.tabTo(exported);
  await keys.press('Enter');
  await note('a policy is exported');
  return [figure('keys: the guide’s tour, a chord counting as one press', await keys.count(), 'presses')];
}

async function isArmed(approval: Locator): Promise<void> {
  await approval.locator('.armed-button-approve[data-armed="true"]').waitFor(LIMIT);
}

type CountedWindow = { pressedKeys: number };
const MOST_TABS = 60;

/** The keyboard, and how often the window got a key of it: not modifiers by themselves, nor what a held key repeats. */
class PressedKeys {
  private constructor(private readonly page: Page) {}

  static async watch(page: Page): Promise<PressedKeys> {
    await page.evaluate(() => {
      const counted = window as unknown as CountedWindow;
      counted.pressedKeys = 0;
      window.addEventListener(
        'keydown',
        ({ key, repeat }) => {
          if (!repeat && !['Control', 'Shift', 'Alt', 'Meta'].includes(key)) counted.pressedKeys += 1;
        },
        true,
      );
    });
    return new PressedKeys(page);
  }

  count(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as CountedWindow).pressedKeys);
  }

  press(keys: string): Promise<void> {
    return this.page.keyboard.press(keys);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Tab until it has the focus. */
  async tabTo(place: Locator): Promise<void> {
    await place.waitFor(LIMIT);
    const isThere = () => place.evaluate((element) => element === document.activeElement);
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      await this.press('Tab');
      if (await isThere()) return;
    }
    throw new Error(`Tab does not lead to ${place}.`);
  }

  /** The chord that approves, held until the card has gone. */
  async holdApproval(approval: Locator): Promise<void> {
    await this.page.keyboard.down('Control');
    await this.page.keyboard.down('Enter');
    await approval.waitFor({ state: 'hidden', ...LIMIT });
    await this.page.keyboard.up('Enter');
    await this.page.keyboard.up('Control');
  }
}
