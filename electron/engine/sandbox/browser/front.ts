import type { Point } from '../../../../shared/domain/geometry';
import type { DialogTarget, WindowTarget } from '../../../../shared/domain/target';
import type { ScreenWindow } from '../display/screen-windows';
import type { Page } from './page';
import type { PageView } from './page-probe';
import { hostOf } from './unknown-target';

/** What of the browser is in front: a page, a page that stands still behind its dialog, or neither for certain. */
export type Front =
  | { readonly kind: 'page'; readonly page: Page; readonly view: PageView }
  | { readonly kind: 'dialog'; readonly page: Page }
  | { readonly kind: 'none'; readonly reason: string };

/** A dialog's box begins so many pixels above its page. */
const DIALOG_OVERLAP = 8;

/** What a page said when it was asked whether it is in front. */
export type Answered = { readonly page: Page; readonly view: PageView };

/**
 * With two visible pages (a pop-up window) only the focused one is certain. A page behind is not waited for: of the tabs
 * of a window one is visible, and only one page has the keyboard. Rejects when a page that counts does not answer.
 */
export async function findFront(pages: readonly Page[]): Promise<Front> {
  const asked = pages.filter(({ dialog }) => dialog === null);
  const withDialog = pages.filter(({ dialog }) => dialog !== null);
  const views = await answersThatCount(asked);
  const visible = views.filter(({ view }) => view.isVisible);
  const focused = visible.find(({ view }) => view.hasFocus);
  if (focused !== undefined) return { kind: 'page', ...focused };
  const [dialog] = withDialog;
  if (dialog !== undefined) {
    const isCertain = withDialog.length === 1 && visible.length === 0;
    return isCertain
      ? { kind: 'dialog', page: dialog }
      : { kind: 'none', reason: 'a dialog of another page is open' };
  }
  const [only, ...others] = visible;
  if (only !== undefined && others.length === 0) return { kind: 'page', ...only };
  return { kind: 'none', reason: 'no page is in front' };
}

/** Asks all at once, and waits until the ones that have not answered yet can change nothing. */
export function answersThatCount(pages: readonly Page[]): Promise<readonly Answered[]> {
  return new Promise((resolve, reject) => {
    const answered: Answered[] = [];
    const silent = new Set(pages);
    const decide = async () => {
      const isSettled = answered.some(({ view }) => view.isVisible && view.hasFocus);
      if (isSettled || silent.size === 0 || (await areBehind([...silent], answered))) resolve(answered);
    };
    const ask = async (page: Page) => {
      const view = await page.view();
      silent.delete(page);
      answered.push({ page, view });
      await decide();
    };
    // A tab that was closed meanwhile is neither in front nor in the way of the one that is.
    const leave = async (page: Page) => {
      silent.delete(page);
      await decide();
    };
    for (const page of pages)
      ask(page)
        .catch((error) => (page.documents.isGone ? leave(page) : Promise.reject(error)))
        .catch(reject);
    if (pages.length === 0) resolve(answered);
  });
}

/** Whether each of these shares its window with a page that can be seen. The browser says so for a page that hangs. */
async function areBehind(silent: readonly Page[], answered: readonly Answered[]): Promise<boolean> {
  const visible = answered.filter(({ view }) => view.isVisible);
  if (visible.length === 0) return false;
  const windowsOf = (some: readonly Page[]) => Promise.all(some.map((page) => page.windowId()));
  const shown = new Set(await windowsOf(visible.map(({ page }) => page)));
  return (await windowsOf(silent)).every((id) => shown.has(id));
}

/** Whether this window is the one that shows the page. Several may fill the screen: then only the focus tells. */
export function isWindowOf(view: PageView, window: ScreenWindow, windows: readonly ScreenWindow[]): boolean {
  if (window.isPopUp || !isSameBox(window, view)) return false;
  if (view.hasFocus) return window.hasFocus;
  return windows.filter((other) => isSameBox(other, view)).length === 1;
}

function isSameBox({ box }: ScreenWindow, { window }: PageView): boolean {
  return (
    box.x === window.x && box.y === window.y && box.width === window.width && box.height === window.height
  );
}

/** Whether a point of the page's window is on the page, and not on the browser's own bars. */
export function isOnPage({ x, y }: Point, view: PageView): boolean {
  const [left, top] = [view.originX, view.originY];
  return x >= left && y >= top && x < left + view.width * view.scale && y < top + view.height * view.scale;
}

/** Whether a point is on the browser's bars above a page that stands still; the dialog reaches a little into them. */
export function isAboveDialog({ y }: Point, { lastView }: Page): boolean {
  return lastView !== null && y < lastView.originY - DIALOG_OVERLAP;
}

export function dialogTarget({ dialog, url }: Page): DialogTarget {
  const { type, message } = dialog ?? { type: 'dialog', message: '' };
  return { kind: 'dialog', type, message, url, host: url === null ? null : hostOf(url) };
}

export function windowTarget({ title, windowClass, box }: ScreenWindow): WindowTarget {
  return { kind: 'window', title, windowClass, box, url: null, host: null };
}
