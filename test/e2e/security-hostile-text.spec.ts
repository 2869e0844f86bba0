import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../electron/engine/base/clock';
import { readAudit } from '../../electron/engine/record/audit-reader';
import { SessionArchive } from '../../electron/engine/record/session-archive';
import { shortLabel } from '../../shared/text/visible-text';
import { ConsoleApp, expect, test } from './console-app';
import { writeHostileRecord } from './hostile-record';
import { HOSTILE_TEXTS } from './hostile-text';

const idOf = (index: number) => `20261123-1200${String(index).padStart(2, '0')}-abcdef`;

/** What the page did since the start: scripts, violations, and elements that only foreign markup could have made. */
function misdeeds(airlock: ConsoleApp): Promise<object> {
  return airlock.window.evaluate(() => {
    const page = window as unknown as { ran?: unknown; violations: string[] };
    const foreign = document.querySelectorAll(
      '#root script, #root iframe, #root object, #root embed, #root base, #root meta, #root link, #root style, #root form, ' +
        '#root a:not([href^="#"]), #root img:not([src^="app://airlock/"]):not([src^="/frames/"]), #root b, #root math',
    );
    const handlers = [...document.querySelectorAll('#root *')].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')),
    );
    return {
      ran: page.ran ?? 'nothing',
      violations: page.violations,
      foreign: [...foreign].map((element) => element.outerHTML.slice(0, 200)),
      handlers: handlers.length,
      isPolluted: 'ran' in Object.prototype,
    };
  });
}

const NONE = { ran: 'nothing', violations: [], foreign: [], handlers: 0, isPolluted: false };

/** Where the parts of the frame are: no text may push them, cover them or make the window scroll. */
async function layout(airlock: ConsoleApp): Promise<object> {
  // A window that has just opened may not have drawn anything yet.
  await expect(airlock.window.locator('main')).toBeVisible();
  return airlock.window.evaluate(() => {
    const box = (selector: string) => {
      const found = document.querySelector(selector)?.getBoundingClientRect();
      return found && [found.x, found.y, found.width, found.height].map(Math.round);
    };
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    return {
      rail: box('nav.rail'),
      main: box('main'),
      titleBar: box('header.title-bar'),
      overflow: [scrollWidth - clientWidth, scrollHeight - clientHeight],
    };
  });
}

test.describe('text of pages and models', () => {
  let airlock: ConsoleApp;
  let dataFolder: string;

  test.beforeAll(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-e2e-'));
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      await writeHostileRecord(path.join(dataFolder, 'sessions'), idOf(index), text);
    }
    airlock = await ConsoleApp.launch(dataFolder);
    await airlock.window.evaluate(() => {
      const violations: string[] = [];
      Object.assign(window, { violations });
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        violations.push(`${effectiveDirective} ${blockedURI}`),
      );
    });
    airlock.window.on('dialog', (dialog) => {
      throw new Error(`A page opened a dialog: ${dialog.message()}`);
    });
  });

  test.afterAll(async () => {
    await airlock.close();
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });

  test('leaves every record whole', async () => {
    expect(HOSTILE_TEXTS).toHaveLength(40);
    const root = path.join(dataFolder, 'sessions');
    const archive = new SessionArchive(root, systemClock, { warn: () => undefined });
    await archive.open();
    const sessions = await archive.list();
    expect(sessions.map(({ state }) => state)).toEqual(HOSTILE_TEXTS.map(() => 'failed'));
    for (const { id } of sessions) expect((await readAudit(path.join(root, id))).damage).toBeNull();
  });

  test('stands in the list of sessions as text, escaped, on one line each', async () => {
    const { window } = airlock;
    const before = await layout(airlock);
    await airlock.go('Sessions');
    await expect(window.getByText(`${HOSTILE_TEXTS.length} in the record`)).toBeVisible();
    const list = window.getByRole('table', { name: 'Sessions' });
    const seen = new Set<string>();
    for (let offset = 0; offset < HOSTILE_TEXTS.length; offset += 5) {
      await window.locator('.session-scroll').evaluate((box, top) => {
        box.scrollTop = top;
      }, offset * 52);
      await expect(list.locator(`[data-index="${offset}"]`)).toBeVisible();
      // Found and read in one go inside the page: while the list scrolls, rows come and go between two questions.
      const rows = await list.evaluate((element) =>
        [...element.querySelectorAll('[data-index]')].map((item) => ({
          text: item.querySelector('.session-task-text')?.textContent ?? '',
          height: item.getBoundingClientRect().height,
        })),
      );
      expect(rows.map(({ height }) => height)).toEqual(rows.map(() => 52));
      for (const { text } of rows) seen.add(text);
    }
    const wanted = HOSTILE_TEXTS.map((text) => shortLabel(text.replace(/\p{Surrogate}/gu, '\ufffd'), 160));
    expect([...seen].sort()).toEqual([...wanted].sort());
    expect(await misdeeds(airlock)).toEqual(NONE);
    expect(await layout(airlock)).toEqual(before);
  });

  for (const [index, text] of HOSTILE_TEXTS.entries()) {
    const name = JSON.stringify(shortLabel(text, 40));
    test(`stands in a replayed session as text: ${name}`, async () => {
      const { window } = airlock;
      await airlock.go('Sessions');
      const before = await layout(airlock);
      await window.getByRole('searchbox').fill(idOf(index));
      await window.getByRole('table', { name: 'Sessions' }).getByRole('button').first().click();
      const plain = text.replace(/\p{Surrogate}/gu, '\ufffd');
      await expect(window.getByRole('heading', { level: 1 })).toHaveText(shortLabel(plain, 160), {
        useInnerText: false,
      });
      const steps = window.getByRole('list', { name: 'Filmstrip' }).getByRole('button');
      await expect(steps).toHaveCount(3);
      for (const step of await steps.all()) {
        await step.click();
        await expect(window.getByRole('tabpanel', { name: 'Step' })).toBeVisible();
        expect(await misdeeds(airlock)).toEqual(NONE);
        expect(await layout(airlock)).toEqual(before);
      }
      const button = await window.getByRole('button', { name: 'Run again' }).boundingBox();
      expect((button?.x ?? 0) + (button?.width ?? 0)).toBeLessThan(1440);
      await window.getByRole('tab', { name: 'Record' }).click();
      await expect(window.getByRole('list', { name: 'Record', exact: true })).toBeVisible();
      expect(await misdeeds(airlock)).toEqual(NONE);
      expect(await layout(airlock)).toEqual(before);
      const raw = await window.evaluate(() => document.body.textContent ?? '');
      // Nothing hidden or reordering is in any text of the window; a line break is the only control.
      expect(raw.match(/[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/gu) ?? []).toEqual([]);
    });
  }

  test('brings nothing along into a new run that is started from such a session', async () => {
    const { window } = airlock;
    await airlock.go('Sessions');
    await window.getByRole('searchbox').fill(idOf(0));
    await window.getByRole('table', { name: 'Sessions' }).getByRole('button').first().click();
    await window.getByRole('button', { name: 'Run again' }).click();
    await expect(window.getByRole('button', { name: 'Start run' })).toBeVisible();
    expect(await window.getByRole('textbox', { name: 'Task' }).inputValue()).toBe(HOSTILE_TEXTS[0]);
    expect(await misdeeds(airlock)).toEqual({ ...NONE, foreign: expect.anything() });
  });
});
