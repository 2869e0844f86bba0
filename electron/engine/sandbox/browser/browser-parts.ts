import type { Box, Point } from '../../../../shared/domain/geometry';
import type { BrowserPart, Target, WindowTarget } from '../../../../shared/domain/target';
import type { Clock } from '../../base/clock';
import type { ScreenWindow } from '../display/screen-windows';
import { type Bars, type Hanging, readBars, type Screen } from './bars';
import { isWindowOf, windowTarget } from './front';
import type { PageView } from './page-probe';

/** A look at the page in front. `found`: what it says is there; null when it was not asked, or has nothing there. */
export type PageScene = {
  readonly view: PageView;
  readonly window: ScreenWindow;
  /** The topmost first. */
  readonly windows: readonly ScreenWindow[];
  readonly found: Target | null;
};

/** Rows and columns of a window with tabs, in pixels from its upper left corner (Chromium's buttons and gaps). */
const TABS_BOTTOM = 40;
/** From here on the find bar and dialogs may reach into the bars. */
const BARS_BOTTOM = 79;
const BUTTONS: readonly { readonly part: BrowserPart; readonly right: number }[] = [
  { part: 'back button', right: 41 },
  { part: 'forward button', right: 77 },
  { part: 'reload button', right: 113 },
];
const ADDRESS = { left: 121, right: 85 } as const;
/** How far the find bar, and its shadow, reach over the page. */
const FIND_BAR = { bottom: 48, shadow: 60 } as const;
/** Pixels around what hangs over the page that a shadow may take which is too faint to be seen. */
const MARGIN = 4;

/** The browser draws what an input has brought a little later, on a busy machine much later. */
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 50;

export type BrowserPartsDeps = {
  /** What the screen shows; null while nobody can tell. */
  readonly screen: () => Screen | null;
  readonly clock: Clock;
};

/**
 * What of the browser is the page and what is its own, as far as that is certain: by where Chromium draws its bars, and
 * by what can be seen on them. What is not certain is the window, of which nothing more is known.
 */
export class BrowserParts {
  constructor(private readonly deps: BrowserPartsDeps) {}

  at(point: Point, scene: PageScene): Promise<Target> {
    const { view, window, found } = scene;
    return this.#look(scene, (bars) => {
      if (found === null) return bars?.hasTabs ? onBars(point, window) : null;
      const over = bars === null ? null : hangingAt(point, bars, view);
      if (over !== null) return isOnFindBar(point, over, view) ? findBar(over, scene) : null;
      return isPage(view, bars) ? found : null;
    });
  }

  withKeyboard(scene: PageScene): Promise<Target> {
    const { window, found } = scene;
    return this.#look(scene, (bars) => {
      if (found !== null) return found;
      if (bars?.isAddressMarked || bars?.hanging?.what === 'suggestions')
        return partOf(window, 'address bar', addressBox(window.box));
      return bars?.hanging?.what === 'find bar' ? findBar(bars.hanging, scene) : null;
    });
  }

  /** `tell` answers null for what the bars do not tell. */
  async #look(scene: PageScene, tell: (bars: Bars | null) => Target | null): Promise<Target> {
    const { view, window, windows } = scene;
    if (!isWindowOf(view, window, windows)) return windowTarget(window);
    const screen = this.deps.screen();
    const above = windows.slice(0, windows.indexOf(window)).map(({ box }) => box);
    for (let look = 1; ; look += 1) {
      const target = tell(screen === null ? null : readBars(view, above, screen));
      // What a page said is worth nothing once it has been waited for.
      if (target !== null && (look === 1 || target !== scene.found)) return target;
      if (look >= LOOKS || screen === null) return windowTarget(window);
      await this.deps.clock.sleep(BETWEEN_LOOKS_MS);
    }
  }
}

/** Beside what hangs from the bars. Dialogs of the browser take the keyboard and stand before all of the page. */
function isPage({ hasFocus }: PageView, bars: Bars | null): boolean {
  if (hasFocus) return true;
  return bars?.isAbovePage === true && bars.hanging?.what !== 'something';
}

/** Of the find bar alone it is known how far down it reaches. */
function hangingAt({ x, y }: Point, { hanging }: Bars, { originY }: PageView): Hanging | null {
  if (hanging === null || x < hanging.from - MARGIN || x > hanging.to + MARGIN) return null;
  return hanging.what === 'find bar' && y > originY + FIND_BAR.shadow ? null : hanging;
}

const isOnFindBar = ({ y }: Point, { what }: Hanging, { originY }: PageView): boolean =>
  what === 'find bar' && y < originY + FIND_BAR.bottom;

function onBars({ x, y }: Point, window: ScreenWindow): Target | null {
  const { box } = window;
  const [left, top] = [x - box.x, y - box.y];
  if (top >= BARS_BOTTOM) return null;
  if (top < TABS_BOTTOM) return partOf(window, 'tab strip', { ...box, height: TABS_BOTTOM });
  const button = BUTTONS.findIndex(({ right }) => left < right);
  const found = BUTTONS[button];
  if (found !== undefined) {
    const from = BUTTONS[button - 1]?.right ?? 0;
    return partOf(window, found.part, row(box, from, found.right));
  }
  const isAddress = left >= ADDRESS.left && left < box.width - ADDRESS.right;
  return isAddress
    ? partOf(window, 'address bar', addressBox(box))
    : partOf(window, 'toolbar', row(box, 0, box.width));
}

const addressBox = (box: Box): Box => row(box, ADDRESS.left, box.width - ADDRESS.right);

function row({ x, y }: Box, from: number, to: number): Box {
  return { x: x + from, y: y + TABS_BOTTOM, width: to - from, height: BARS_BOTTOM - TABS_BOTTOM };
}

function findBar({ from, to }: Hanging, { view, window }: PageScene): WindowTarget {
  const y = window.box.y + BARS_BOTTOM;
  const height = view.originY + FIND_BAR.bottom - y;
  return partOf(window, 'find bar', { x: from, y, width: to - from + 1, height });
}

function partOf(window: ScreenWindow, part: BrowserPart, box: Box): WindowTarget {
  return { ...windowTarget(window), part, box };
}
