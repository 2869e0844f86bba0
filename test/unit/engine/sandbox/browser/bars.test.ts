import { describe, expect, it } from 'vitest';
import { readBars, type Screen } from '../../../../../electron/engine/sandbox/browser/bars';
import type { PageView } from '../../../../../electron/engine/sandbox/browser/page-probe';
import { cropPicture, Framebuffer } from '../../../../../electron/engine/sandbox/display/framebuffer';
import type { Box } from '../../../../../shared/domain/geometry';

const WIDTH = 1280;
const WHITE = 0xffffff;
const LINE = 0xe1e3e1;
const MARK = 0x0b57d0;

/** A screen with the bars of a window with tabs, and whatever else is drawn over them. */
class DrawnScreen implements Screen {
  cursor = { x: 640, y: 600 };
  readonly #framebuffer = new Framebuffer(WIDTH, 800);

  constructor() {
    this.fill({ x: 0, y: 0, width: WIDTH, height: 800 }, WHITE);
    this.row(86, 0, WIDTH - 1, LINE);
  }

  pixelsIn(box: Box) {
    return cropPicture(this.#framebuffer, box);
  }

  row(y: number, from: number, to: number, colour: number): this {
    return this.fill({ x: from, y, width: to - from + 1, height: 1 }, colour);
  }

  fill({ x, y, width, height }: Box, colour: number): this {
    const { pixels } = this.#framebuffer;
    for (let row = y; row < y + height; row += 1)
      for (let column = x; column < x + width; column += 1)
        pixels.writeUIntLE(colour, (row * WIDTH + column) * 4, 3);
    return this;
  }

  /** As the find bar does, with its shadow. */
  findBar(from: number): this {
    return this.row(81, from + 5, from + 409, 0xf3f3f3).row(86, from, from + 414, 0xfefefe);
  }
}

const view = (changes: Partial<PageView> = {}): PageView => ({
  isVisible: true,
  hasFocus: false,
  originX: 0,
  originY: 87,
  scale: 1,
  width: WIDTH,
  height: 713,
  scrollX: 0,
  scrollY: 0,
  url: 'https://app.example.com/',
  title: '',
  window: { x: 0, y: 0, width: WIDTH, height: 800 },
  ...changes,
});

const hanging = (screen: Screen, above: readonly Box[] = []) => readBars(view(), above, screen)?.hanging;

describe('the bars of a browser window', () => {
  it('have nothing hanging from them while the line below is whole', () => {
    expect(readBars(view(), [], new DrawnScreen())).toEqual({
      hasTabs: true,
      isAbovePage: true,
      hanging: null,
      isAddressMarked: false,
    });
  });

  it('have something hanging where the line is broken, from the first to the last column', () => {
    const screen = new DrawnScreen().row(86, 121, 490, WHITE);
    expect(hanging(screen)).toEqual({ from: 121, to: 490, what: 'something' });
    screen.row(86, 900, 900, WHITE);
    expect(hanging(screen)).toEqual({ from: 121, to: 900, what: 'something' });
  });

  it('are known by the find bar, wherever that stands, and by nothing that is only as wide', () => {
    for (const from of [788, 605])
      expect(hanging(new DrawnScreen().findBar(from))).toEqual({ from, to: from + 414, what: 'find bar' });
    const bubble = new DrawnScreen().row(86, 121, 535, WHITE);
    expect(hanging(bubble)).toMatchObject({ what: 'something' });
    const both = new DrawnScreen().findBar(788).row(86, 121, 440, WHITE);
    expect(hanging(both)).toEqual({ from: 121, to: 1202, what: 'something' });
  });

  it('are known by the suggestions below the address bar, also where the pointer hides their edge', () => {
    const screen = new DrawnScreen().row(86, 104, WIDTH - 69, WHITE);
    expect(hanging(screen)).toEqual({ from: 104, to: 1211, what: 'suggestions' });
    screen.cursor = { x: 100, y: 80 };
    expect(hanging(screen)).toMatchObject({ what: 'suggestions' });
    expect(hanging(new DrawnScreen().row(86, 105, WIDTH - 69, WHITE))).toMatchObject({ what: 'something' });
  });

  it('do not take the pointer for something', () => {
    const screen = new DrawnScreen().row(86, 600, 612, 0x000000);
    expect(hanging(screen)).not.toBeNull();
    screen.cursor = { x: 600, y: 80 };
    expect(hanging(screen)).toBeNull();
  });

  it('have something hanging where another window hides a wide part of the line, and not below a tooltip', () => {
    const window = { x: 300, y: 45, width: 434, height: 55 };
    const screen = new DrawnScreen().fill(window, 0x282c32);
    expect(hanging(screen, [window])).toEqual({ from: 300, to: 733, what: 'something' });
    const tooltip = { x: 105, y: 80, width: 150, height: 27 };
    expect(hanging(new DrawnScreen().fill(tooltip, 0xecf3fe), [tooltip])).toBeNull();
    const below = { x: 300, y: 200, width: 434, height: 55 };
    expect(hanging(new DrawnScreen().fill(below, 0x282c32), [below])).toBeNull();
  });

  it('show that the address bar has the keyboard by its edge', () => {
    const marked = new DrawnScreen().row(80, 132, 1183, MARK);
    expect(readBars(view(), [], marked)).toMatchObject({ isAddressMarked: true });
    const halfHidden = new DrawnScreen().row(80, 132, 933, MARK).row(86, 934, 1194, WHITE);
    expect(readBars(view(), [], halfHidden)).toMatchObject({ isAddressMarked: true });
    const covered = new DrawnScreen().row(80, 132, 1183, MARK).row(80, 300, 400, 0xfafafa);
    expect(readBars(view(), [], covered)).toMatchObject({ isAddressMarked: false });
  });

  it('can’t be told where there is no line', () => {
    const none = new DrawnScreen().row(86, 0, WIDTH - 1, WHITE);
    expect(readBars(view(), [], none)).toBeNull();
    const oneEnd = new DrawnScreen().row(86, 1200, WIDTH - 1, WHITE);
    expect(readBars(view(), [], oneEnd)).toBeNull();
  });

  it.each([
    ['a page that fills the screen', { originY: 0 }],
    ['a window of a size that is not known', { originY: 38 }],
    ['a window beside the screen', { window: { x: 0, y: 790, width: WIDTH, height: 800 }, originY: 877 }],
  ])('can’t be told of %s', (_what, changes) => {
    const screen = new DrawnScreen();
    expect(readBars(view(changes), [], { cursor: screen.cursor, pixelsIn: cutOff(screen) })).toBeNull();
  });

  it('are those of a pop-up window where its page begins', () => {
    const screen = new DrawnScreen().row(34, 0, WIDTH - 1, LINE);
    const popUp = view({ originY: 35 });
    expect(readBars(popUp, [], screen)).toMatchObject({ hasTabs: false, isAbovePage: true, hanging: null });
    screen.row(34, 411, 868, WHITE);
    expect(readBars(popUp, [], screen)).toMatchObject({ hanging: { what: 'something' } });
  });

  it('are found above a page that is zoomed or stands below a message', () => {
    for (const [changes, isAbovePage] of [
      [{ originY: 88, scale: 1.1 }, true],
      [{ originY: 85, scale: 5 }, true],
      [{ originY: 143 }, false],
    ] as const)
      expect(readBars(view(changes), [], new DrawnScreen())).toMatchObject({ hasTabs: true, isAbovePage });
  });
});

/** As the display does with a box that is not on the screen as a whole. */
function cutOff(screen: DrawnScreen): Screen['pixelsIn'] {
  return (box) => screen.pixelsIn({ ...box, height: Math.max(0, Math.min(box.height, 800 - box.y)) });
}
