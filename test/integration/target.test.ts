import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { assessRisk } from '../../electron/engine/policy/assess-risk';
import type { Point } from '../../shared/domain/action';
import type { ElementTarget, Target } from '../../shared/domain/target';
import { makeSandbox } from '../helpers/make-sandbox';
import { TestSite } from '../helpers/test-site';

const STYLE =
  '<style>body { margin: 0; font: 16px sans-serif; } .at { position: absolute; left: 100px; width: 300px; height: 40px; }</style>';

/** Ordinary ways in which pages are built. */
const ORDINARY = `${STYLE}<title>Ordinary</title>
  <button class="at" id="nested" style="top:10px"><b><span id="inner">Delete <i>all</i></span></b></button>
  <a class="at" id="link" href="/next?x=1" style="top:60px">Read more</a>
  <label class="at" id="label" style="top:110px">I agree <input id="box" type="checkbox"></label>
  <div class="at" id="clickable" style="top:160px" onclick="void 0">Remove</div>
  <p class="at" id="plain" style="top:210px;margin:0">Just words</p>
  <div class="at" id="host" style="top:260px"></div>
  <iframe class="at" id="frame" style="top:310px;height:60px;border:0" srcdoc="<body style='margin:0'><button id=in style='width:200px;height:50px'>Inside</button>"></iframe>
  <form action="/pay" method="post"><input class="at" id="field" aria-label="Amount" style="top:380px"><button class="at" id="submit" style="top:430px">Pay now</button></form>
  <button class="at" id="covered" style="top:480px">Covered</button>
  <div class="at" id="overlay" role="button" aria-label="Overlay" style="top:470px;height:60px;background:#0008"></div>
  <script>host.attachShadow({ mode: 'closed' }).innerHTML = '<button style="width:300px;height:40px"><slot></slot>In the shadow</button>';</script>`;

const SCROLLED = `${STYLE}<title>Scrolled</title><div style="height:3000px;width:3000px"></div>
  <button class="at" id="wrong" style="top:50px;left:50px">Wrong</button>
  <button class="at" id="deep" style="top:1500px;left:900px">Deep down</button>
  <div style="position:fixed;top:300px;left:40px;width:300px;height:100px;overflow:auto"><div style="height:900px"></div><button id="inBox">In a box</button></div>`;

const ZOOMED = `${STYLE}<title>Zoomed</title><button class="at" id="a" style="top:50px;zoom:1.7">Enlarged</button>
  <div style="transform:translate(300px,200px) rotate(12deg) scale(.8)"><button class="at" id="b" style="top:50px">Turned</button></div>`;

/** A form whose fields are named like what a probe would ask the form. */
const CLOBBERED = `${STYLE}<title>Clobbered</title>
  <form id="f" action="/delete-everything" method="post">
    ${[
      'action',
      'method',
      'getAttribute',
      'elements',
      'closest',
      'tagName',
      'nodeType',
      'parentElement',
      'hasAttribute',
      'getRootNode',
      'control',
      'innerText',
      'constructor',
    ]
      .map((name) => `<input type="hidden" name="${name}" value="harmless">`)
      .join('')}
    <button class="at" id="go" style="top:50px">Delete everything</button>
  </form>`;

/** A page that lies in its own world. */
const LYING = `${STYLE}<title>Lying</title>
  <button class="at" id="real" style="top:50px">Delete all</button><input class="at" id="other" style="top:120px" aria-label="Note">
  <script>
    Element.prototype.getAttribute = () => 'harmless';
    Element.prototype.hasAttribute = () => false;
    Element.prototype.closest = () => null;
    Document.prototype.elementFromPoint = () => document.body;
    Object.defineProperty(Node.prototype, 'nodeType', { get: () => 3 });
    Object.defineProperty(Element.prototype, 'tagName', { get: () => 'P' });
    Object.defineProperty(HTMLElement.prototype, 'innerText', { get: () => 'Next' });
    Object.defineProperty(document, 'activeElement', { get: () => other });
    Object.defineProperty(document, 'visibilityState', { get: () => 'visible' });
    Object.defineProperty(window, 'screenX', { get: () => 500 });
    Object.defineProperty(window, 'devicePixelRatio', { get: () => 3 });
    document.hasFocus = () => true;
    real.focus();
  </script>`;

const CROSS = `${STYLE}<title>Cross</title>
  <iframe class="at" id="frame" style="top:50px;height:100px;border:0" src="http://other.test/inner"></iframe>`;
const INNER = `<title>Inner</title><body style="margin:0"><button style="width:300px;height:100px">Delete all</button>`;

const site = new TestSite({
  '/': ORDINARY,
  '/next': '<title>Next</title>',
  '/scrolled': SCROLLED,
  '/zoomed': ZOOMED,
  '/clobbered': CLOBBERED,
  '/lying': LYING,
  '/cross': CROSS,
  '/inner': INNER,
});
let made: Awaited<ReturnType<typeof makeSandbox>>;
let origin: Point;
let page = '/';

const ORIGIN = '({ x: 0, y: outerHeight - innerHeight })';

beforeAll(async () => {
  made = await makeSandbox({ site, hosts: ['page.test', 'other.test'] });
  origin = await site.evaluate('/', ORIGIN);
});
afterAll(() => made?.dispose());

async function open(path: string): Promise<void> {
  if (page !== path) await site.go(page, path);
  page = path;
}

/** The middle of an element on the screen. */
async function middleOf(element: string): Promise<Point> {
  const box = await site.evaluate<Point>(
    page,
    `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(document.querySelector('${element}').getBoundingClientRect())`,
  );
  return { x: Math.round(origin.x + box.x), y: Math.round(origin.y + box.y) };
}

const targetAt = async (element: string): Promise<Target> =>
  made.sandbox.browser.targetAt(await middleOf(element));

function contains({ box }: ElementTarget, { x, y }: Point): boolean {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
}

function element(target: Target): ElementTarget {
  if (target.kind !== 'element') throw new Error(`unknown: ${target.reason}`);
  return target;
}

const click = { member: 'left_click', input: { coordinate: [0, 0] } } as const;

describe('a hostile page', () => {
  it('can’t hide what a form does by naming fields like the form’s properties', async () => {
    await open('/clobbered');
    expect(await targetAt('#go')).toMatchObject({
      kind: 'element',
      role: 'button',
      name: 'Delete everything',
      form: {
        action: 'http://page.test/delete-everything',
        method: 'post',
        submitLabel: 'Delete everything',
      },
    });
  });

  it('fools nobody by changing the document’s functions in its own world', async () => {
    await open('/lying');
    const at = await middleOf('#real');
    expect(await made.sandbox.browser.targetAt(at)).toMatchObject({
      role: 'button',
      name: 'Delete all',
      tag: 'button',
    });
    expect(await made.sandbox.browser.focusedTarget()).toMatchObject({ role: 'button', name: 'Delete all' });
    expect(contains(element(await made.sandbox.browser.targetAt(at)), at)).toBe(true);
  });

  it('gets an overlay named, and not what lies below it', async () => {
    await open('/');
    expect(await targetAt('#covered')).toMatchObject({ kind: 'element', name: 'Overlay' });
  });

  it('of another site in a frame is never taken for harmless', async () => {
    await open('/cross');
    await site.until(() => site.requests.some(({ path }) => path === '/inner'));
    const target = await targetAt('#frame');
    expect(target.kind === 'unknown' || target.name === 'Delete all').toBe(true);
    expect(assessRisk(click, [target]).length).toBeGreaterThan(0);
  });
});

describe('an ordinary page', () => {
  for (const [what, selector, expected] of [
    ['the button around a nested span', '#inner', { role: 'button', name: 'Delete all', tag: 'button' }],
    [
      'a link with its address',
      '#link',
      { role: 'link', name: 'Read more', href: 'http://page.test/next?x=1' },
    ],
    ['the checkbox of a label', '#label', { role: 'checkbox', tag: 'input', inputType: 'checkbox' }],
    ['a div that listens for clicks, as clickable', '#clickable', { role: 'clickable div', text: 'Remove' }],
    ['plain words as plain words', '#plain', { role: 'static' }],
    ['a button in a closed shadow root', '#host', { role: 'button', name: 'In the shadow' }],
    ['a button in a frame of the same site', '#frame', { role: 'button', name: 'Inside' }],
    [
      'a field with the form it belongs to',
      '#field',
      { role: 'textbox', name: 'Amount', form: { submitLabel: 'Pay now' } },
    ],
    [
      'a submit button',
      '#submit',
      { role: 'button', inputType: 'submit', form: { action: 'http://page.test/pay', method: 'post' } },
    ],
  ] as const) {
    it(`gives ${what}, and where it is`, async () => {
      await open('/');
      const at = await middleOf(selector);
      const target = element(await made.sandbox.browser.targetAt(at));
      expect(target).toMatchObject(expected);
      // The words of a label are not the checkbox that a click on them ticks.
      if (selector !== '#label') expect([contains(target, at), target.box]).toEqual([true, target.box]);
      expect(target.host).toBe('page.test');
    });
  }

  it('that is scrolled gives what is seen there, also in a box that scrolls by itself', async () => {
    await open('/scrolled');
    await site.evaluate(page, "(scrollTo(700, 1200), inBox.scrollIntoView({ block: 'nearest' }))");
    for (const [selector, name] of [
      ['#deep', 'Deep down'],
      ['#inBox', 'In a box'],
    ] as const) {
      const at = await middleOf(selector);
      const target = element(await made.sandbox.browser.targetAt(at));
      expect([target.name, contains(target, at)]).toEqual([name, true]);
    }
  });

  it('that is zoomed, turned or scaled by its style gives what is seen there', async () => {
    await open('/zoomed');
    for (const [selector, name] of [
      ['#a', 'Enlarged'],
      ['#b', 'Turned'],
    ] as const) {
      const at = await middleOf(selector);
      const target = element(await made.sandbox.browser.targetAt(at));
      expect([target.name, contains(target, at)]).toEqual([name, true]);
    }
  });

  it('that the browser has zoomed gives what is seen there', async () => {
    await open('/');
    const { display } = made.sandbox;
    const signal = new AbortController().signal;
    const press = async (key: string) => {
      display.tap({ modifiers: ['ctrl'], key });
      await display.settle(() => false, signal);
    };
    onTestFinished(() => press('0'));
    await press('plus');
    await press('plus');
    const scale = await site.evaluate<number>(page, 'devicePixelRatio');
    expect(scale).toBeGreaterThan(1.2);
    const top = await site.evaluate<number>(page, 'outerHeight - innerHeight * devicePixelRatio');
    const box = await site.evaluate<{ x: number; y: number }>(
      page,
      '(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(link.getBoundingClientRect())',
    );
    const at = { x: Math.round(box.x * scale), y: Math.round(top + box.y * scale) };
    const target = element(await made.sandbox.browser.targetAt(at));
    expect([target.name, contains(target, at)]).toEqual(['Read more', true]);
  });

  it('has a focused element, through a closed shadow root and a frame of the same site', async () => {
    await open('/');
    const { browser } = made.sandbox;
    await site.evaluate(page, 'field.focus()');
    expect(await browser.focusedTarget()).toMatchObject({ name: 'Amount', form: { method: 'post' } });
    await site.evaluate(page, "frame.contentDocument.querySelector('button').focus()");
    expect(await browser.focusedTarget()).toMatchObject({ role: 'button', name: 'Inside' });
  });
});

describe('what is no page', () => {
  for (const [what, point] of [
    ['the tab strip', { x: 200, y: 10 }],
    ['the address bar', { x: 400, y: 55 }],
  ] as const) {
    it(`${what} is unknown`, async () => {
      expect(await made.sandbox.browser.targetAt(point)).toMatchObject({ kind: 'unknown' });
    });
  }

  it('the address bar has the keyboard: unknown', async () => {
    await open('/');
    const { display, browser } = made.sandbox;
    display.tap({ modifiers: ['ctrl'], key: 'l' });
    await display.settle(() => false, new AbortController().signal);
    expect(await browser.focusedTarget()).toMatchObject({ kind: 'unknown' });
    display.click(await middleOf('#plain'), 'left', 1, new AbortController().signal);
    await display.settle(() => false, new AbortController().signal);
    expect(await browser.focusedTarget()).toMatchObject({ kind: 'element' });
  });
});

describe('a page that stands still', () => {
  it('because of a dialog is unknown at once, and known again when the dialog is gone', async () => {
    await open('/');
    const { browser, display } = made.sandbox;
    const { signal } = new AbortController();
    const at = await middleOf('#plain');
    await site.evaluate(page, "void setTimeout(() => alert('Stop'), 0)");
    await display.settle(() => false, signal);
    const begun = performance.now();
    expect(await browser.targetAt(at)).toMatchObject({ kind: 'unknown' });
    expect(await browser.focusedTarget()).toMatchObject({ kind: 'unknown' });
    expect(performance.now() - begun).toBeLessThan(100);
    display.tap({ modifiers: [], key: 'return' });
    await display.settle(() => false, signal);
    expect(await browser.targetAt(at)).toMatchObject({ kind: 'element' });
  });

  it('is looked up in under 8 ms when it does not', async () => {
    await open('/');
    const at = await middleOf('#inner');
    const times: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      const begun = performance.now();
      await made.sandbox.browser.targetAt(at);
      times.push(performance.now() - begun);
    }
    const [p50, p95] = [100, 190].map((index) => times.sort((a, b) => a - b)[index]);
    process.stdout.write(`targetAt: p50 ${p50?.toFixed(1)} ms, p95 ${p95?.toFixed(1)} ms\n`);
    expect(p50).toBeLessThan(16);
  });

  it('in an endless loop is unknown within two seconds', async () => {
    await open('/');
    const at = await middleOf('#plain');
    await site.evaluate(page, 'void setTimeout(() => { for (;;); }, 0)');
    const begun = performance.now();
    const [target, focused] = await Promise.all([
      made.sandbox.browser.targetAt(at),
      made.sandbox.browser.focusedTarget(),
    ]);
    expect([target.kind, focused.kind]).toEqual(['unknown', 'unknown']);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
