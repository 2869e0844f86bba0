import { describe, expect, it, onTestFinished } from 'vitest';
import { Camera, type PictureRules, type Shot } from '../../../../electron/engine/redaction/camera';
import { blackOut, blackOutside, type Mask } from '../../../../electron/engine/redaction/mask';
import type { PageEye, Seen, Unseen, Wanted } from '../../../../electron/engine/redaction/page-eye';
import { Display } from '../../../../electron/engine/sandbox/display/display';
import { cropPicture, type Picture } from '../../../../electron/engine/sandbox/display/framebuffer';
import { readWebp } from '../../../../electron/engine/webp/read-webp';
import type { Box } from '../../../../shared/domain/geometry';
import type { Redaction } from '../../../../shared/domain/policy';
import { FakeDisplayServer } from '../../../helpers/fake-display-server';
import { ManualClock } from '../../../helpers/manual-clock';
import { NO_REDACTION } from '../../../helpers/screen-picture';

const SIZE = { width: 64, height: 48 };
const FIELD: Mask = { kind: 'password', box: { x: 20, y: 10, width: 10, height: 6 } };

/** A screen on which every pixel says where it is, and none is black. */
function screen(width: number, height: number): Picture {
  const pixels = Buffer.alloc(width * height * 4);
  for (let index = 0; index < width * height; index += 1)
    pixels.set([(index % width) + 1, Math.floor(index / width) + 1, 7, 0], index * 4);
  return { width, height, pixels };
}

/** The places of the screen that a picture of `box` shows. */
function shownIn({ pixels }: Picture): string[] {
  const found: string[] = [];
  for (let at = 0; at < pixels.length; at += 4) {
    const [x = 0, y = 0, z = 0] = pixels.subarray(at, at + 3);
    if (x + y + z > 0) found.push(`${x - 1},${y - 1}`);
  }
  return found;
}

describe('of a picture with a limit', () => {
  const whole = { x: 0, y: 0, width: 20, height: 10 };
  const shown = (box: Box, area: Box) => {
    const picture = cropPicture(screen(20, 10), box);
    blackOutside(picture, box, area);
    return shownIn(picture);
  };

  it('nothing outside is left', () => {
    expect(shown(whole, { x: 3, y: 4, width: 2, height: 2 })).toEqual(['3,4', '4,4', '3,5', '4,5']);
    expect(shown(whole, { x: 0, y: 0, width: 0, height: 0 })).toEqual([]);
  });

  it('a part of the screen shows what both have', () => {
    const box = { x: 4, y: 3, width: 5, height: 3 };
    expect(shown(box, { x: 0, y: 5, width: 6, height: 5 })).toEqual(['4,5', '5,5']);
    expect(shown(box, { x: 15, y: 0, width: 5, height: 10 })).toEqual([]);
    expect(shown(box, whole)).toHaveLength(15);
  });
});

describe('a mask', () => {
  it('hides its own pixels and no other, wherever it begins and ends', () => {
    const whole = { x: 0, y: 0, width: 20, height: 10 };
    for (const black of [
      { x: 3, y: 2, width: 4, height: 5 },
      { x: -5, y: -5, width: 8, height: 8 },
      { x: 18, y: 9, width: 50, height: 50 },
      { x: 30, y: 0, width: 5, height: 5 },
      { x: 2, y: 2, width: 0, height: 4 },
    ]) {
      const picture = cropPicture(screen(20, 10), whole);
      blackOut(picture, whole, black);
      const left = new Set(shownIn(picture));
      for (let x = 0; x < 20; x += 1)
        for (let y = 0; y < 10; y += 1) {
          const isIn =
            x >= black.x && y >= black.y && x < black.x + black.width && y < black.y + black.height;
          expect(left.has(`${x},${y}`), `${x},${y} of ${JSON.stringify(black)}`).toBe(!isIn);
        }
    }
  });
});

type Script = { readonly before: Seen | Unseen; readonly after: Seen | Unseen };
const seen = (masks: readonly Mask[] = [], held = true): Seen => ({ kind: 'seen', masks, held });
const still = (...masks: readonly Mask[]): Script => ({ before: seen(masks), after: seen(masks) });
const moving = (...masks: readonly Mask[]): Script => ({ before: seen(masks), after: seen(masks, false) });
const silent = (last: readonly Mask[] | null = null, cause: Unseen['cause'] = 'silent'): Script => {
  const unseen: Unseen = { kind: 'unseen', cause, last };
  return { before: unseen, after: unseen };
};

/** Pages that say what the test says, the last of it for good. */
class ToldPages implements PageEye {
  readonly asked: Wanted[] = [];
  /** Called between the two looks, where the picture is taken. */
  onAfter: () => void = () => undefined;

  constructor(
    private readonly scripts: Script[],
    private readonly content: Box = { x: 0, y: 8, width: 64, height: 40 },
  ) {}

  /** What glances see, in turns; what is said of the first look once they are used up. */
  readonly glances: (Seen | Unseen)[] = [];
  glanced = 0;

  async glance() {
    this.glanced += 1;
    return this.glances.shift() ?? (this.scripts[0] as Script).after;
  }

  async before(wanted: Wanted) {
    this.asked.push(wanted);
    return (this.scripts[0] as Script).before;
  }

  async after() {
    this.onAfter();
    const [first, ...rest] = this.scripts as [Script, ...Script[]];
    if (rest.length > 0) this.scripts.shift();
    return first.after;
  }

  shown(withBars: boolean) {
    return [withBars ? { x: 0, y: 0, width: 64, height: 48 } : this.content];
  }
}

async function makeCamera(
  pages: PageEye,
  redaction: Partial<Redaction> = {},
  area: PictureRules['area'] = null,
) {
  const server = new FakeDisplayServer(SIZE.width, SIZE.height);
  const display = await Display.connect(server.client, SIZE, new ManualClock());
  // The server in memory answers no ping: that would be waited for each time.
  Object.assign(display, { ping: async () => undefined });
  onTestFinished(() => display.close());
  const camera = new Camera({ film: () => display, eye: pages, clock: new ManualClock() });
  camera.goBy({ redaction: { ...NO_REDACTION, ...redaction }, area });
  /** Something comes to the screen. */
  const draw = () =>
    new Promise<void>((resolve) => {
      const stop = display.onUpdate(() => {
        stop();
        resolve();
      });
      server.paint(0, 0, 2, 2, [9, 9, 9]);
    });
  return { camera, display, draw };
}

/** How many pixels of a box are not black in a picture of the whole screen. */
function visible({ bytes }: Pick<Shot, 'bytes'>, { x, y, width, height }: Box): number {
  const { pixels: data, width: stride } = readWebp(bytes);
  let count = 0;
  for (let row = y; row < y + height; row += 1)
    for (let column = x; column < x + width; column += 1) {
      const at = (row * stride + column) * 4;
      if ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0) > 0) count += 1;
    }
  return count;
}
const WHOLE = { x: 0, y: 0, ...SIZE };
const PIXELS = SIZE.width * SIZE.height;

describe('a camera', () => {
  it('takes no picture before somebody has said what it may show', async () => {
    const { display } = await makeCamera(new ToldPages([still()]));
    const camera = new Camera({
      film: () => display,
      eye: new ToldPages([still()]),
      clock: new ManualClock(),
    });
    await expect(camera.take()).rejects.toMatchObject({ code: 'internal' });
  });

  it('asks no page when nothing of it is to be masked, and encodes an unchanged screen once', async () => {
    const pages = new ToldPages([still()]);
    const { camera } = await makeCamera(pages);
    const [first, second] = [await camera.take(), await camera.take()];
    expect(first.bytes).toBe(second.bytes);
    expect([first.redaction, pages.asked]).toEqual([null, []]);
    expect(visible(first, WHOLE)).toBe(PIXELS);
  });

  it('blackens what the pages say, two pixels further than they say, and notes what and where', async () => {
    const { camera } = await makeCamera(new ToldPages([still(FIELD)]), { fields: ['password'] });
    const shot = await camera.take();
    const box = { x: 18, y: 8, width: 14, height: 10 };
    expect(visible(shot, box)).toBe(0);
    expect(visible(shot, WHOLE)).toBe(PIXELS - box.width * box.height);
    expect(shot.redaction).toEqual({ masks: [{ kind: 'password', box }], more: 0, unsure: null });
  });

  it('blackens the same in a part of the screen, and notes nothing that is not in it', async () => {
    const { camera } = await makeCamera(new ToldPages([still(FIELD)]), { fields: ['password'] });
    const beside = await camera.take({ x: 40, y: 0, width: 20, height: 20 });
    expect(beside.redaction).toBeNull();
    const { bytes } = await camera.take({ x: 20, y: 10, width: 5, height: 5 });
    const { pixels: data } = readWebp(bytes);
    expect(data.every((byte, index) => index % 4 === 3 || byte === 0)).toBe(true);
  });

  it('blackens regions of the screen without asking a page', async () => {
    const pages = new ToldPages([still()]);
    const { camera } = await makeCamera(pages, { regions: [{ x1: 2, y1: 2, x2: 9, y2: 4 }] });
    const shot = await camera.take();
    expect(visible(shot, { x: 0, y: 0, width: 12, height: 7 })).toBe(0);
    expect([shot.redaction?.masks.length, pages.asked.length]).toEqual([1, 0]);
  });

  it('shows nothing outside its area, and gives raw pixels to nobody but who compares', async () => {
    const area = { x: 0, y: 0, width: 1, height: 1 };
    const { camera, display } = await makeCamera(new ToldPages([still()]), {}, area);
    expect(visible(await camera.take(), WHOLE)).toBe(1);
    const raw = display.pixelsIn({ x: 60, y: -5, width: 20, height: 10 });
    expect([raw.width, raw.height]).toEqual([4, 5]);
    expect(raw.pixels.some((byte) => byte !== 0)).toBe(true);
  });

  it('takes the picture again when something has moved, and keeps the one that held still', async () => {
    const pages = new ToldPages([moving(), moving(), still(FIELD)]);
    const { camera } = await makeCamera(pages, { fields: ['password'] });
    const shot = await camera.take();
    expect(pages.asked).toHaveLength(3);
    expect(shot.redaction).toMatchObject({ unsure: null, masks: [{ kind: 'password' }] });
  });

  it('is of the moment between the two looks: what comes to the screen after that is not in it', async () => {
    const pages = new ToldPages([still(FIELD)]);
    const { camera, display } = await makeCamera(pages, { fields: ['password'] });
    const before = display.pixelsIn({ x: 0, y: 0, width: 4, height: 4 });
    pages.onAfter = () => before.pixels.fill(0);
    expect(visible(await camera.take(), { x: 0, y: 0, width: 4, height: 4 })).toBe(16);
  });
});

describe('a screen of pages without a secret field', () => {
  const FIELDS = { fields: ['password'] as const };
  /** A camera whose last look found nothing, and something has been drawn since. */
  async function bare(redaction: Partial<Redaction> = FIELDS) {
    const pages = new ToldPages([still()]);
    const made = await makeCamera(pages, redaction);
    await made.camera.take();
    await made.draw();
    return { ...made, pages, before: pages.asked.length };
  }

  it('is looked at right before and right after the picture, and not waited for', async () => {
    const { camera, pages, before } = await bare();
    expect((await camera.take()).redaction).toBeNull();
    expect([pages.glanced, pages.asked.length - before]).toEqual([2, 0]);
  });

  it.each([
    ['before', [seen([FIELD])]],
    ['after', [seen(), seen([FIELD])]],
    ['before, since it does not answer', [silent().before]],
  ] as const)('is waited for as soon as one is seen %s the picture', async (_when, glances) => {
    const { camera, pages, before } = await bare();
    pages.glances.push(...glances);
    await camera.take();
    expect(pages.asked.length - before).toBe(1);
  });

  it('is waited for once more after one was there', async () => {
    const pages = new ToldPages([still(FIELD), still()]);
    const { camera, draw } = await makeCamera(pages, FIELDS);
    expect((await camera.take()).redaction?.masks).toHaveLength(1);
    await draw();
    await camera.take();
    expect([pages.glanced, pages.asked.length]).toEqual([0, 2]);
  });

  it.each([
    ['an element', { ...FIELDS, regions: [{ selector: '.s' }] }],
    ['a text', { ...FIELDS, detect: ['iban' as const] }],
  ])('is waited for always where %s is looked for', async (_what, redaction) => {
    const { camera, pages, before } = await bare(redaction);
    await camera.take();
    expect([pages.glanced, pages.asked.length - before]).toEqual([0, 1]);
  });

  it('is waited for while a secret is hidden', async () => {
    const { camera, pages, before } = await bare();
    camera.hide(['hunter22']);
    await camera.take();
    expect([pages.glanced, pages.asked.length - before]).toEqual([0, 1]);
  });
});

describe('a screen that has not changed', () => {
  it('is not asked about twice, as long as the same is looked for', async () => {
    const pages = new ToldPages([still(FIELD)]);
    const { camera, draw } = await makeCamera(pages, { fields: ['password'] });
    const first = await camera.take();
    expect([await camera.take(), pages.asked.length]).toEqual([first, 1]);
    camera.hide(['hunter22']);
    await camera.take();
    await draw();
    await camera.take();
    expect(pages.asked.length).toBe(3);
  });

  it('is asked about again where it was not known', async () => {
    const pages = new ToldPages([moving(FIELD)]);
    const { camera } = await makeCamera(pages, { fields: ['password'] });
    await camera.take();
    const before = pages.asked.length;
    await camera.take();
    expect(pages.asked.length).toBeGreaterThan(before);
  });
});

describe('a page that never holds still', () => {
  it('is black as a whole, after a bounded number of tries', async () => {
    const pages = new ToldPages([moving(FIELD)]);
    const { camera } = await makeCamera(pages, { fields: ['password'] });
    const shot = await camera.take();
    expect(pages.asked).toHaveLength(4);
    expect(visible(shot, { x: 0, y: 8, width: 64, height: 40 })).toBe(0);
    expect(visible(shot, { x: 0, y: 0, width: 64, height: 6 })).toBe(64 * 6);
    expect(shot.redaction?.unsure).toEqual({ cause: 'moving', cover: 'page' });
  });

  it('is black around every place where something was seen, when the policy says so', async () => {
    const other: Mask = { kind: 'element', box: { x: 50, y: 30, width: 2, height: 2 } };
    const { camera } = await makeCamera(new ToldPages([moving(FIELD), moving(other)]), {
      regions: [{ selector: '.x' }],
      when_unsure: 'region',
    });
    const shot = await camera.take();
    expect(visible(shot, { x: 0, y: 0, width: 56, height: 42 })).toBe(0);
    expect(visible(shot, { x: 26, y: 6, width: 38, height: 42 })).toBe(0);
    expect(shot.redaction?.unsure).toEqual({ cause: 'moving', cover: 'region' });
  });

  it('pauses the run when the policy says so, and shows nothing meanwhile', async () => {
    const { camera } = await makeCamera(new ToldPages([moving()]), {
      fields: ['code'],
      when_unsure: 'pause',
    });
    const causes: string[] = [];
    camera.unsure.on((cause) => causes.push(cause));
    const shot = await camera.take();
    expect(causes).toEqual(['moving']);
    expect(shot.redaction?.unsure).toEqual({ cause: 'moving', cover: 'page' });
  });
});

describe('a page that can not be asked', () => {
  it('is black as a whole, at once', async () => {
    const pages = new ToldPages([silent()]);
    const { camera } = await makeCamera(pages, { fields: ['password'] });
    const shot = await camera.take();
    expect(pages.asked).toHaveLength(1);
    expect(shot.redaction?.unsure).toEqual({ cause: 'silent', cover: 'page' });
  });

  it('is black as a whole where it was never seen, whatever the policy says', async () => {
    const { camera } = await makeCamera(new ToldPages([silent(null)]), {
      fields: ['password'],
      when_unsure: 'region',
    });
    expect((await camera.take()).redaction?.unsure?.cover).toBe('page');
  });

  it('is covered where its fields were when a dialog keeps it from answering', async () => {
    const { camera } = await makeCamera(new ToldPages([silent([FIELD], 'dialog')]), { fields: ['password'] });
    const shot = await camera.take();
    expect(shot.redaction?.unsure).toEqual({ cause: 'dialog', cover: 'region' });
    expect(visible(shot, FIELD.box)).toBe(0);
  });

  it('is black behind its dialog too when the policy names elements, or a secret is hidden', async () => {
    const named = await makeCamera(new ToldPages([silent([FIELD], 'dialog')]), {
      regions: [{ selector: '.balance' }],
    });
    expect((await named.camera.take()).redaction?.unsure?.cover).toBe('page');
    const hiding = await makeCamera(new ToldPages([silent([FIELD], 'dialog')]), { fields: ['password'] });
    const stop = hiding.camera.hide(['hunter22']);
    expect((await hiding.camera.take()).redaction?.unsure?.cover).toBe('page');
    stop();
    expect((await hiding.camera.take()).redaction?.unsure?.cover).toBe('region');
  });

  it('takes the bars of the browser with it while a secret is hidden', async () => {
    const { camera } = await makeCamera(new ToldPages([silent()]));
    camera.hide(['hunter22']);
    expect(visible(await camera.take(), WHOLE)).toBe(0);
  });
});

describe('what is hidden', () => {
  it('is looked for as it is and as addresses and pages write it out, until it is stopped', async () => {
    const pages = new ToldPages([still()]);
    const { camera } = await makeCamera(pages);
    const stop = camera.hide(['pa ss/ß', '']);
    await camera.take();
    const needles = pages.asked[0]?.needles ?? [];
    expect(needles).toContain('pa ss/ß');
    expect(needles).toContain('pa%20ss%2F%C3%9F');
    expect(needles).toContain(Buffer.from('pa ss/ß').toString('base64').replace(/=+$/, ''));
    expect(needles).not.toContain('');
    stop();
    await camera.take();
    expect(pages.asked).toHaveLength(1);
  });

  it('is told to those who say in words what a page holds, as it is at that moment', async () => {
    const area = { x: 0, y: 0, width: 32, height: 48 };
    const regions = [{ selector: '#iban' }, { x1: 1, y1: 2, x2: 10, y2: 20 }];
    const { camera } = await makeCamera(
      new ToldPages([still()]),
      { regions, hide: ['.note'], detect: ['email'] },
      area,
    );
    expect(camera.hidden).toEqual({
      selectors: ['#iban', '.note'],
      detect: ['email'],
      needles: [],
      boxes: [{ x: 1, y: 2, width: 10, height: 19 }],
      area,
    });
    const stop = camera.hide(['hunter22']);
    expect(camera.hidden?.needles).toContain('hunter22');
    stop();
    expect(camera.hidden?.needles).toEqual([]);
  });

  it('is not known before anybody has said what a picture may show', async () => {
    const { display } = await makeCamera(new ToldPages([still()]));
    const camera = new Camera({
      film: () => display,
      eye: new ToldPages([still()]),
      clock: new ManualClock(),
    });
    expect(camera.hidden).toBeNull();
  });

  it('stays hidden for one while another is let go', async () => {
    const pages = new ToldPages([still()]);
    const { camera } = await makeCamera(pages);
    camera.hide(['first-secret']);
    camera.hide(['second-secret'])();
    await camera.take();
    expect(pages.asked[0]?.needles).toContain('first-secret');
    expect(pages.asked[0]?.needles).not.toContain('second-secret');
  });
});
