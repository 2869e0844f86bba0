import type { Box, Point } from '../../../../shared/domain/geometry';
import type { Picture } from '../display/framebuffer';
import type { PageView } from './page-probe';

/** The screen as it is now. */
export type Screen = {
  readonly cursor: Point;
  pixelsIn(box: Box): Picture;
};

/** What hangs from the bars over the page, in columns of the screen. */
export type Hanging = {
  readonly from: number;
  readonly to: number;
  readonly what: 'find bar' | 'suggestions' | 'something';
};

/** What a window's bars show. No page can draw there. */
export type Bars = {
  readonly hasTabs: boolean;
  /** The page begins right below the line, and not below a message of the browser. */
  readonly isAbovePage: boolean;
  readonly hanging: Hanging | null;
  /** The address bar is marked as what has the keyboard. */
  readonly isAddressMarked: boolean;
};

/** Which row of a window is the line that Chromium draws below its bars: of one with tabs, and of a pop-up window. */
const LINE = { tabs: 86, plain: 34 } as const;
/** As many rows are read, of which the line is the last. */
const ROWS = 7;
/** How far the pointer's picture may reach from its place: arrow, hand and caret. */
const POINTER = { left: 12, up: 12, right: 20, down: 22 } as const;
/** What hangs over a page is wider than this: a tooltip that is no wider hides nothing of it but a part. */
const NARROW = 200;
/** Columns that the find bar takes with its shadow in the row of the line, and how many less on each side further up. */
const FIND_BAR = { width: 415, rowsAboveLine: 5, less: 5 } as const;
/** Where the suggestions below the address bar begin, and how far from the window's right edge they end. */
const SUGGESTIONS = { left: 104, right: 69 } as const;
/** A part of the lower edge of the address bar, in columns from the left, that nothing reaches which hangs there. */
const ADDRESS = { rowsAboveLine: 6, from: 140, to: 340 } as const;

/**
 * Reads the bars of the window that shows a page. Whatever Chromium draws over a page inside the page's own window (the
 * find bar, bubbles that ask for a permission, dialogs of its own, suggestions) hangs from the bars and breaks the line
 * below them; a clean line says that nothing does. Null: there is no such line, and nobody can tell.
 *
 * `above`: the boxes of windows in front of this one. What they hide is not known.
 */
export function readBars(view: PageView, above: readonly Box[], screen: Screen): Bars | null {
  const { x, y, width } = view.window;
  // The place of a page is rounded to its own pixels when it is zoomed.
  const slack = Math.ceil(view.scale / 2);
  const top = view.originY - y - 1;
  const isAt = (line: number) => Math.abs(top - line) <= slack;
  const hasTabs = !isAt(LINE.plain);
  if (hasTabs && top < LINE.tabs - slack) return null;
  const line = hasTabs ? LINE.tabs : LINE.plain;
  const lineY = y + line;
  const box = { x, y: lineY - ROWS + 1, width, height: ROWS };
  const picture = screen.pixelsIn(box);
  if (picture.width !== width || picture.height !== ROWS) return null;
  const rows = new Rows(picture, box, [...above, pointerBox(screen.cursor)]);
  const hidden = above.filter(
    (other) => other.y <= lineY && other.y + other.height > lineY && other.width > NARROW,
  );
  if (!rows.isLine()) return null;
  const broken = joined([
    rows.broken(0),
    ...hidden.map((other): Span => ({ from: other.x, to: other.x + other.width - 1 })),
  ]);
  const isTold = hasTabs && hidden.length === 0;
  const hanging = broken && { ...broken, what: isTold ? nameOf(broken, rows, view.window) : 'something' };
  const isAddressMarked = hasTabs && rows.hasMarkedAddress();
  return { hasTabs, isAbovePage: isAt(line), hanging, isAddressMarked };
}

function nameOf(broken: Span, rows: Rows, window: Box): Hanging['what'] {
  const { from, to } = broken;
  const further = { from: from + FIND_BAR.less, to: to - FIND_BAR.less };
  if (to - from + 1 === FIND_BAR.width && rows.breaksOnly(FIND_BAR.rowsAboveLine, further)) return 'find bar';
  const below = { from: window.x + SUGGESTIONS.left, to: window.x + window.width - SUGGESTIONS.right };
  return rows.breaksOnly(0, below) ? 'suggestions' : 'something';
}

function pointerBox({ x, y }: Point): Box {
  const { left, up, right, down } = POINTER;
  return { x: x - left, y: y - up, width: left + 1 + right, height: up + 1 + down };
}

type Span = { readonly from: number; readonly to: number };

function joined(spans: readonly (Span | null)[]): Span | null {
  const all = spans.filter((span): span is Span => span !== null);
  if (all.length === 0) return null;
  return { from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) };
}

/** The colours of the last rows of the bars, but for what is hidden there. Rows are counted upwards from the line. */
class Rows {
  constructor(
    private readonly picture: Picture,
    private readonly box: Box,
    private readonly hidden: readonly Box[],
  ) {}

  /** Whether the last row has one colour at both ends, and the row above it has another: then it is a line. */
  isLine(): boolean {
    const above = this.#endColour(1);
    const colour = this.#endColour(0);
    return colour !== null && above !== null && colour !== above;
  }

  /** From the first to the last column of the screen in which a row has another colour than at its ends. */
  broken(row: number): Span | null {
    const colour = this.#endColour(row);
    const span = this.#span(row, 0, this.box.width - 1, (at) => this.#colour(row, at) !== colour);
    return span && { from: span.from + this.box.x, to: span.to + this.box.x };
  }

  /** Whether a row is broken over all of a span, as far as it can be seen, and nowhere else. */
  breaksOnly(row: number, { from, to }: Span): boolean {
    const { x } = this.box;
    const visible = this.#span(row, from - x, to - x, () => true);
    const found = this.broken(row);
    return found !== null && found.from === (visible?.from ?? 0) + x && found.to === (visible?.to ?? 0) + x;
  }

  /** Whether the edge of the address bar is drawn in one colour that is not that of the bar around it. */
  hasMarkedAddress(): boolean {
    const { rowsAboveLine: row, from, to } = ADDRESS;
    const visible = this.#span(row, from, to, () => true);
    if (visible === null) return false;
    const colour = this.#colour(row, visible.from);
    if (colour === this.#endColour(row)) return false;
    return this.#span(row, from, to, (at) => this.#colour(row, at) !== colour) === null;
  }

  /** The colour of a row at both its ends; null when there are two. */
  #endColour(row: number): number | null {
    const ends = this.#span(row, 0, this.box.width - 1, () => true);
    if (ends === null) return null;
    const colour = this.#colour(row, ends.from);
    return colour === this.#colour(row, ends.to) ? colour : null;
  }

  /** From the first to the last column between two that can be seen and for which something holds. */
  #span(row: number, first: number, last: number, holds: (column: number) => boolean): Span | null {
    const y = this.box.y + ROWS - 1 - row;
    const crossing = this.hidden.filter((other) => other.y <= y && other.y + other.height > y);
    const isIt = (column: number) =>
      holds(column) &&
      !crossing.some(({ x, width }) => column + this.box.x >= x && column + this.box.x < x + width);
    let from = first;
    while (from <= last && !isIt(from)) from += 1;
    if (from > last) return null;
    let to = last;
    while (!isIt(to)) to -= 1;
    return { from, to };
  }

  #colour(row: number, column: number): number {
    const at = ((ROWS - 1 - row) * this.picture.width + column) * 4;
    return this.picture.pixels.readUInt32LE(at) & 0xffffff;
  }
}
