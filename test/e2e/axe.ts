import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** WCAG 2.2 at level AA and what axe calls best practice: the console is one page, with one heading and landmarks. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 1024, height: 640 },
];

type Look = { readonly name: string; readonly apply: (window: Page) => Promise<void> };

/** Both themes in three sizes, and each with the colours that the system forces. */
const LOOKS: readonly Look[] = [
  ...(['dark', 'light'] as const).flatMap((colorScheme) =>
    SIZES.map((size) => ({
      name: `${colorScheme}, ${size.width}×${size.height}`,
      apply: async (window: Page) => {
        await window.emulateMedia({ colorScheme, forcedColors: 'none', reducedMotion: 'reduce' });
        await window.setViewportSize(size);
      },
    })),
  ),
  ...(['dark', 'light'] as const).map((colorScheme) => ({
    name: `forced colours, ${colorScheme}`,
    apply: async (window: Page) => {
      await window.emulateMedia({ colorScheme, forcedColors: 'active', reducedMotion: 'reduce' });
      await window.setViewportSize({ width: 1280, height: 800 });
    },
  })),
];

/** What axe finds in a window as it is now: rule, elements and why. Empty where there is nothing. */
async function findFaults(window: Page): Promise<readonly string[]> {
  // Given by the driver, not loaded by the page, whose own rules would refuse it.
  if (!(await window.evaluate(() => 'axe' in globalThis))) await window.evaluate(axe.source);
  return window.evaluate(async (tags) => {
    // Two frames, so that what follows a size is drawn.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: tags,
      resultTypes: ['violations'],
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
  }, TAGS);
}

/** What axe finds in a view in any look, each with the view's name and the look's. */
export async function findFaultsInEveryLook(window: Page, view: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { name, apply } of LOOKS) {
    await apply(window);
    faults.push(...(await findFaults(window)).map((fault) => `${view}, ${name}: ${fault}`));
  }
  return faults;
}
