import { createHmac, randomBytes } from 'node:crypto';
import type { Box, Point } from '../../../../shared/domain/geometry';
import type { Target } from '../../../../shared/domain/target';
import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import type { Hidden } from '../../redaction/hidden';
import { type ScreenWindow, windowAt, windowWithKeyboard } from '../display/screen-windows';
import { BrowserParts, type BrowserPartsDeps } from './browser-parts';
import type { Documents } from './documents';
import { findBoxes } from './element-boxes';
import { type ElementAnswer, type ElementAsk, ElementGone, ElementLocator } from './element-locator';
import {
  dialogTarget,
  type Front,
  findFront,
  isAboveDialog,
  isOnPage,
  isWindowOf,
  windowTarget,
} from './front';
import type { Page } from './page';
import { asPartOf } from './pop-ups';
import { unknownTarget } from './unknown-target';

/** A look-up that takes longer is worth nothing: the page may have changed. Unknown is the safe answer. */
const LOOK_LIMIT_MS = 1500;
/** A page that is busy is looked at anew, with more patience; one that has not answered then gets it no more. */
const LONG_LOOK_LIMIT_MS = 3500;
/** How often a page is asked that has rebuilt itself meanwhile. */
const MOST_LOOKS = 40;

export type LookupDeps = BrowserPartsDeps & {
  readonly pages: () => readonly Page[];
  /** What each process holds, of pages and of frames of other sites. */
  readonly documents: () => readonly Documents[];
  /** What can be seen on the screen, the topmost first. */
  readonly windows: () => Promise<readonly ScreenWindow[]>;
  /** What of the values of fields nobody is to see; null while that is not known. */
  readonly hidden: () => Hidden | null;
};

/** `found`: what the page in front says; null when it was not asked. */
type Scene = {
  readonly front: Front;
  readonly windows: readonly ScreenWindow[];
  readonly found: Target | null;
};
type PageFront = Extract<Front, { kind: 'page' }>;

/** What is where on the screen, from the browser and the display server together. Never rejects. */
export class Lookup {
  /** Reads single elements, so that all of them are read alike. */
  readonly locator: ElementLocator;
  readonly #parts: BrowserParts;
  /** Whether the last look that waited long was in vain. */
  #isHanging = false;

  constructor(readonly deps: LookupDeps) {
    this.#parts = new BrowserParts(deps);
    const key = randomBytes(32);
    this.locator = new ElementLocator({
      documentsOf: (frameId) => deps.documents().find(({ rootFrameId }) => rootFrameId === frameId),
      digest: (text) => createHmac('sha256', key).update(text).digest('base64url'),
      hidden: deps.hidden,
    });
  }

  // The page is asked before it is known whether the display server agrees that it is there: that saves a third.
  targetAt(point: Point): Promise<Target> {
    return this.#look(
      async ({ page, view }) => {
        return isOnPage(point, view) ? this.locator.at(point, page.documents, view) : null;
      },
      ({ front, windows, found }) => {
        const window = windowAt(windows, point);
        if (window === null) return unknownTarget('there is no window at this place');
        if (front.kind === 'dialog' && window.hasFocus && !isAboveDialog(point, front.page))
          return dialogTarget(front.page);
        if (front.kind !== 'page') return windowTarget(window);
        if (window.isPopUp || window.isNotice) return this.#onPopUp(window, front);
        return this.#parts.at(point, { view: front.view, window, windows, found });
      },
    );
  }

  focusedTarget(): Promise<Target> {
    return this.#look(
      async ({ page, view }) => {
        return view.hasFocus ? this.locator.focused(page.documents, view) : null;
      },
      ({ front, windows, found }) => {
        const window = windowWithKeyboard(windows);
        if (window === null) return unknownTarget('no window has the keyboard');
        if (front.kind === 'dialog' && window.hasFocus) return dialogTarget(front.page);
        if (front.kind !== 'page') return windowTarget(window);
        if (window.isPopUp) return this.#onPopUp(window, front);
        return this.#parts.withKeyboard({ view: front.view, window, windows, found });
      },
    );
  }

  /** What is answered by the element that a point of the screen shows; null when that is none of a page. */
  elementAt(point: Point, ask: ElementAsk): Promise<ElementAnswer | null> {
    const look = async () => {
      const [windows, front] = await Promise.all([this.deps.windows(), findFront(this.deps.pages())]);
      const window = windowAt(windows, point);
      if (front.kind !== 'page' || window === null || !isOnPage(point, front.view)) return null;
      return isWindowOf(front.view, window, windows) ? this.locator.ask(point, front, ask) : null;
    };
    const answer = withLimit(this.#anew(look), LOOK_LIMIT_MS, null);
    return withoutFailing(answer, null, 'nothing can be chosen there then');
  }

  /** Whether the browser reads a text as a selector. */
  async isSelector(text: string): Promise<boolean> {
    const front = await findFront(this.deps.pages());
    if (front.kind !== 'page') return true;
    const { documents } = front.page;
    const expression = `(() => { try { new DocumentFragment().querySelector(${JSON.stringify(text)}); return true; } catch { return false; } })()`;
    return documents.evaluate<boolean>(documents.rootFrameId, expression);
  }

  /** Where on the screen the elements are that each selector matches; null when that can't be told. */
  async boxesOf(selectors: readonly string[]): Promise<ReadonlyMap<string, readonly Box[] | null>> {
    const untold = new Map(selectors.map((selector) => [selector, null] as const));
    if (selectors.length === 0) return untold;
    const boxes = async () => {
      const front = await findFront(this.deps.pages());
      return front.kind === 'page' ? findBoxes(selectors, front, this.deps.documents()) : untold;
    };
    const found = withLimit(this.#anew(boxes), LOOK_LIMIT_MS, untold);
    return withoutFailing(found, untold, 'the caller takes it for the whole screen');
  }

  /** A list or picker of the field that has the focus, or a menu. */
  async #onPopUp(window: ScreenWindow, { page, view }: PageFront): Promise<Target> {
    const focused = view.hasFocus ? await this.locator.focused(page.documents, view) : null;
    const part = focused?.kind === 'element' ? asPartOf(focused, window, view.scale) : null;
    return part ?? windowTarget(window);
  }

  async #look(
    ask: (front: PageFront) => Promise<Target | null>,
    decide: (scene: Scene) => Target | Promise<Target>,
  ): Promise<Target> {
    const find = async () => {
      const front = await findFront(this.deps.pages());
      return { front, found: front.kind === 'page' ? await ask(front) : null };
    };
    const look = async () => {
      const [windows, found] = await Promise.all([this.deps.windows(), find()]);
      return decide({ windows, ...found });
    };
    const unasked = unknownTarget('the browser could not be asked');
    return withoutFailing(this.#patiently(look), unasked, 'an unknown target is the safe answer');
  }

  async #patiently(look: () => Promise<Target>): Promise<Target> {
    const late = unknownTarget('the page did not answer in time');
    for (const limitMs of this.#isHanging ? [LOOK_LIMIT_MS] : [LOOK_LIMIT_MS, LONG_LOOK_LIMIT_MS]) {
      const found = await withLimit(this.#anew(look), limitMs, null);
      this.#isHanging = found === null;
      if (found !== null) return found;
    }
    return late;
  }

  /**
   * A document may go away while it is asked; then what is remembered of all is dropped, and the new one asked. So may an
   * element of a page that rebuilds itself.
   */
  async #anew<T>(work: () => Promise<T>): Promise<T> {
    for (let look = 1; ; look += 1) {
      try {
        return await work();
      } catch (error) {
        const isRebuilt = error instanceof ElementGone;
        if (look >= (isRebuilt ? MOST_LOOKS : 2)) throw error;
        if (!isRebuilt) for (const documents of this.deps.documents()) documents.forget();
      }
    }
  }
}
