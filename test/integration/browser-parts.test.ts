import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseKeyCombo } from '../../shared/domain/key-combo';
import type { Target } from '../../shared/domain/target';
import { makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { TestSite } from '../helpers/test-site';

/** Where the page begins below bars with tabs, and below those of a pop-up window. */
const TOP = 87;
const POP_UP_TOP = 35;
const STYLE =
  '<style>body { margin: 0; font: 16px sans-serif } .at { position: absolute; left: 100px; width: 300px; height: 40px } .all { position: fixed; inset: 0; width: 100%; height: 100% }</style>';

const FIELDS: readonly (readonly [type: string, top: number])[] = [
  ['date', 20],
  ['datetime-local', 80],
  ['month', 140],
  ['week', 200],
  ['time', 260],
  ['color', 320],
];
const PICKERS = `${STYLE}<title>Pickers</title>
  ${FIELDS.map(([type, top]) => `<input class="at" style="top:${top}px" type="${type}" aria-label="The ${type}">`).join('')}
  <input class="at" style="top:400px" list="cities" aria-label="City"><datalist id="cities"><option>Oslo<option>Lima<option>Quito</datalist>
  <select class="at" id="country" style="top:460px" aria-label="Country"><option>Norway<option>Chile<option>Peru</select>`;
/** Everywhere something that deletes. */
const DANGER = `${STYLE}<title>Danger</title><button class="all">Delete all</button>`;
const LINK = `${STYLE}<title>Link</title><a class="all" href="/danger">On</a>`;
const POST = `${STYLE}<title>Post</title><form method="post" action="/posted"><button class="all">Search</button></form>`;
const WINDOWED = `${STYLE}<title>Windowed</title><button class="all" onclick="open('/post', 'w', 'width=300,height=300')">Open</button>`;
/** Bars, a find bar and a picker of the page's own, drawn as Chromium draws them. */
const FAKES = `${STYLE}<title>Fakes</title><body style="background:#fff">
  <div style="position:absolute;left:0;top:0;width:100%;height:86px;border-bottom:1px solid #e1e3e1;background:#fff"></div>
  <button style="position:absolute;left:121px;top:45px;width:1074px;height:36px;border:2px solid #0b57d0" aria-label="Delete all"></button>
  <button style="position:absolute;left:795px;top:0;width:400px;height:48px;border-radius:8px;box-shadow:0 2px 8px #0004" aria-label="Remove everything"></button>
  <input type="date" class="at" style="top:200px" aria-label="Arrival"><button style="position:absolute;left:100px;top:240px;width:218px;height:281px" aria-label="Delete the account"></button>`;
const FULL = FAKES.replace('<title>Fakes</title>', '<title>Full</title>').replace(
  '<input type="date"',
  '<button id="full" style="position:absolute;top:600px;width:1280px;height:60px" onclick="document.documentElement.requestFullscreen().then(() => note({ type: \'full\' }))">Full</button><input type="date"',
);
const INVALID = `${STYLE}<title>Invalid</title><form><input class="at" required style="top:20px" aria-label="Needed">
  <button class="at" style="top:300px">Check</button></form>
  <button class="at" style="top:60px;height:100px" onclick="note({ type: 'below' })">Below</button>`;

const site = new TestSite({
  '/': `${STYLE}<title>Start</title><p>Start`,
  '/pickers': PICKERS,
  '/danger': DANGER,
  '/link': LINK,
  '/post': POST,
  '/windowed': WINDOWED,
  '/fakes': FAKES,
  '/full': FULL,
  '/invalid': INVALID,
  '/upload': `${STYLE}<title>Upload</title><input type="file" class="at" style="top:20px">`,
});
site.protect('/protected');
const NEVER = new AbortController().signal;
let made: Awaited<ReturnType<typeof makeSandbox>>;

beforeAll(async () => {
  made = await makeSandbox({ site });
});
afterAll(() => made?.dispose());
beforeEach(() => open('/'));

const settle = () => made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), NEVER);

async function open(path: string): Promise<void> {
  site.clear();
  await made.sandbox.browser.open(`http://page.test${path}`);
  await site.until(() => site.events.some(({ type, page }) => type === 'ready' && page === path));
  await settle();
}

async function click(x: number, y: number): Promise<void> {
  await made.sandbox.display.click({ x, y }, 'left', 1, NEVER);
  await settle();
}

async function press(text: string): Promise<void> {
  const combo = parseKeyCombo(text);
  if (combo === null) throw new Error(`not a key: ${text}`);
  made.sandbox.display.tap(combo);
  await settle();
}

async function type(text: string): Promise<void> {
  await made.sandbox.display.type(text, NEVER);
  await settle();
}

const at = (x: number, y: number): Promise<Target> => made.sandbox.browser.targetAt({ x, y });
const focused = (): Promise<Target> => made.sandbox.browser.focusedTarget();

/** What is there is drawn a little after the input that brings it. */
const soon = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 5000 });

const part = (name: string) => ({ kind: 'window', part: name });
/** The browser's window, of which nothing more is known. */
const NOT_KNOWN = { kind: 'window', box: { x: 0, y: 0, width: 1280, height: 800 } };

describe('the browser’s own bars are named', () => {
  it.each([
    ['tab strip', 150, 20],
    ['tab strip', 1000, 5],
    ['back button', 23, 63],
    ['forward button', 59, 63],
    ['reload button', 95, 63],
    ['address bar', 600, 63],
    ['toolbar', 1257, 63],
  ])('%s at %i, %i', async (name, x, y) => {
    await soon(() => at(x, y)).toMatchObject({
      ...part(name),
      title: 'Start - Chromium',
      url: null,
      host: null,
    });
  });

  it('but for where something of the browser may reach over them', async () => {
    await soon(() => at(600, 84)).toMatchObject(NOT_KNOWN);
  });

  it('also above a zoomed page', async () => {
    await press('ctrl+plus');
    await press('ctrl+plus');
    await soon(() => at(600, 63)).toMatchObject(part('address bar'));
    await press('ctrl+0');
  });

  it('as what has the keyboard: the address bar, with and without its suggestions, and in a new tab', async () => {
    await press('ctrl+l');
    await soon(focused).toMatchObject(part('address bar'));
    await type('page');
    await soon(focused).toMatchObject(part('address bar'));
    await soon(() => at(600, TOP + 20)).toMatchObject(NOT_KNOWN);
    await press('Escape');
    await press('ctrl+t');
    await soon(focused).toMatchObject(part('address bar'));
    await press('ctrl+w');
  });
});

describe('what the browser draws over a page is not the page', () => {
  it('the find bar covers what is below it, whoever has the keyboard, and nothing beside it', async () => {
    await open('/link');
    await press('ctrl+f');
    await type('nothing of the kind');
    await soon(focused).toMatchObject(part('find bar'));
    for (const hasKeyboard of [true, false]) {
      await soon(() => at(1000, TOP + 20)).toMatchObject(part('find bar'));
      await soon(() => at(600, TOP + 20)).toMatchObject({ kind: 'element', role: 'link' });
      await soon(() => at(1000, TOP + 200)).toMatchObject({ kind: 'element', role: 'link' });
      await site.evaluate(
        '/link',
        "document.body.addEventListener('click', (event) => event.preventDefault())",
      );
      if (hasKeyboard) await click(640, 700);
    }
    await soon(focused).toMatchObject({ kind: 'element' });
    await press('ctrl+f');
    await press('Escape');
    await soon(() => at(1000, TOP + 20)).toMatchObject({ kind: 'element', role: 'link' });
  });

  it('the find bar reaches further down where the browser shows a message', async () => {
    await open('/upload');
    await click(140, TOP + 40);
    await soon(async () => (await at(1000, TOP + 20)).kind).toBe('window');
    await press('ctrl+f');
    await soon(focused).toMatchObject(part('find bar'));
    await soon(() => at(1000, TOP + 75)).toMatchObject(part('find bar'));
    await press('Escape');
    await soon(() => at(1000, TOP + 75)).toMatchObject({ kind: 'element' });
    await soon(() => at(600, 63)).toMatchObject(part('address bar'));
  });

  it('a bubble of the browser covers what is below it', async () => {
    await open('/link');
    await click(150, 63);
    await soon(() => at(300, TOP + 100)).toMatchObject(NOT_KNOWN);
    await soon(focused).toMatchObject(NOT_KNOWN);
    await press('Escape');
    await soon(() => at(300, TOP + 100)).toMatchObject({ kind: 'element', role: 'link' });
  });

  it('a dialog that asks for a password takes all of the page, and what is typed into it is asked about', async () => {
    await made.sandbox.browser.open('http://page.test/protected');
    await soon(() => at(640, TOP + 100)).toMatchObject(NOT_KNOWN);
    await soon(() => at(20, 700)).toMatchObject(NOT_KNOWN);
    await soon(focused).toMatchObject(NOT_KNOWN);
    const run = new OperatedRun(made.sandbox);
    const done = run.act('type', { text: 'ada' });
    run.deny(await run.asked());
    expect(await done).toMatchObject({ isError: true });
    await press('Escape');
  });

  it.each([
    ['a window with tabs', false],
    ['a pop-up window', true],
  ])('in %s nobody sends a form again unasked', async (_what, isPopUp) => {
    await open(isPopUp ? '/windowed' : '/post');
    if (isPopUp) {
      site.clear();
      await click(640, 500);
      await site.until(() => site.events.some(({ page }) => page === '/post'));
      await settle();
    }
    const posts = () => site.requests.filter(({ path }) => path === '/posted').length;
    const before = posts();
    await click(640, 500);
    await soon(async () => posts()).toBe(before + 1);
    await settle();
    const run = new OperatedRun(made.sandbox);
    expect(await run.act('key', { text: 'F5' })).toMatchObject({ isError: false });
    const top = isPopUp ? POP_UP_TOP : TOP;
    await soon(() => at(797, top + 176)).toMatchObject(NOT_KNOWN);
    for (const [member, input] of [
      ['left_click', { coordinate: [797, top + 176] }],
      ['key', { text: 'Return' }],
    ] as const) {
      const done = run.act(member, input);
      run.deny(await run.asked());
      expect(await done).toMatchObject({ isError: true });
    }
    await press('Escape');
    expect(posts()).toBe(before + 1);
    if (isPopUp) await press('ctrl+w');
  });

  it('a hint at a field lets clicks through to what is below, which is what is judged', async () => {
    await open('/invalid');
    await click(250, TOP + 320);
    await soon(() => at(250, TOP + 85)).toMatchObject({ kind: 'element', name: 'Below' });
    await click(250, TOP + 85);
    await site.until(() => site.of('below').length > 0);
    expect(site.of('below')).toHaveLength(1);
  });
});

describe('a window that belongs to a field is that field', () => {
  it.each(FIELDS)('the picker of a field of type %s', async (kind, top) => {
    await open('/pickers');
    await click(kind === 'color' ? 250 : 390, TOP + top + 20);
    const picker = { kind: 'element', role: 'picker', name: `The ${kind}`, inputType: kind };
    await soon(focused).toMatchObject({ ...picker, host: 'page.test' });
    const target = await focused();
    if (target.kind !== 'element') return;
    const { box } = target;
    await soon(() => at(box.x + 20, box.y + 20)).toMatchObject(picker);
    expect(await at(box.x + 800, box.y + 20)).not.toMatchObject(picker);
    await press('Escape');
    await soon(focused).toMatchObject({ name: `The ${kind}`, role: 'textbox' });
  });

  it('also in a zoomed page', async () => {
    await open('/pickers');
    await press('ctrl+plus');
    await click(429, TOP + 44);
    await soon(focused).toMatchObject({ role: 'picker', name: 'The date' });
    await press('Escape');
    await press('ctrl+0');
  });

  it('suggestions below a field', async () => {
    await open('/pickers');
    await click(250, TOP + 420);
    await type('i');
    await soon(focused).toMatchObject({ role: 'combobox', name: 'City' });
    await soon(() => at(250, TOP + 480)).toMatchObject({ kind: 'element', role: 'listbox', name: 'City' });
    await press('Escape');
  });

  it('a list that a page has moved its field away from is nobody’s', async () => {
    await open('/pickers');
    await click(250, TOP + 480);
    await soon(() => at(250, TOP + 515)).toMatchObject({ role: 'listbox', name: 'Country' });
    await site.evaluate('/pickers', "void (country.style.left = '700px')");
    await settle();
    expect(await at(250, TOP + 515)).not.toMatchObject({ name: 'Country' });
    await press('Escape');
  });
});

describe('what a page draws itself is the page, however it looks', () => {
  it('bars, a find bar and a picker in its own area', async () => {
    await open('/fakes');
    await soon(() => at(600, TOP + 63)).toMatchObject({ kind: 'element', name: 'Delete all' });
    await soon(() => at(1000, TOP + 20)).toMatchObject({ kind: 'element', name: 'Remove everything' });
    await click(150, TOP + 220);
    await soon(() => at(200, TOP + 400)).toMatchObject({ kind: 'element', name: 'Delete the account' });
  });

  it('bars in place of the browser’s, when it fills the screen', async () => {
    await open('/full');
    await click(640, TOP + 630);
    await site.until(() => site.of('full').length > 0);
    await soon(() => at(200, 63)).toMatchObject({ kind: 'element', name: 'Delete all' });
    await soon(() => at(1000, 20)).toMatchObject({ kind: 'element', name: 'Remove everything' });
    await press('Escape');
  });

  it('a window that it opens has no bars that are known, and its page is that page', async () => {
    await open('/windowed');
    site.clear();
    await click(640, 500);
    await site.until(() => site.events.some(({ page }) => page === '/post'));
    await settle();
    await soon(() => at(600, 20)).toMatchObject(NOT_KNOWN);
    await soon(() => at(600, 63)).toMatchObject({ kind: 'element', name: 'Search' });
    await press('ctrl+w');
  });
});
