import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { assessRisk } from '../../electron/engine/risk/assess-risk';
import type { Point } from '../../shared/domain/geometry';
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

const CROSS = `${STYLE}<title>Cross</title><div style="height:3000px"></div>
  <iframe class="at" id="frame" style="top:50px;height:200px;border:10px solid red" src="http://other.test/inner"></iframe>`;
const INNER = `<title>Inner</title><body style="margin:0"><button id="in" style="width:280px;height:70px">Delete all</button>
  <input id="note" aria-label="A note"><div id="host"></div><div style="height:330px"></div><button id="low">Further down</button><div style="height:900px"></div>
  <script>
    const inner = host.attachShadow({ mode: 'closed' });
    inner.innerHTML = '<div></div>';
    const deep = inner.firstChild.attachShadow({ mode: 'closed' });
    deep.innerHTML = '<input aria-label="Deep in the shadow">';
    window.focusClosed = () => deep.firstChild.focus();
  </script>`;
const NESTING = `${STYLE}<title>Nesting</title>
  <iframe class="at" style="top:50px;width:500px;height:400px;border:0" src="http://other.test/middle"></iframe>`;
const MIDDLE = `<title>Middle</title><body style="margin:0"><iframe style="position:absolute;left:20px;top:30px;width:400px;height:300px;border:7px solid red" src="http://third.test/inner"></iframe>`;
const TURNED = `${STYLE}<title>Turned</title>
  <iframe id="frame" style="position:absolute;left:200px;top:150px;width:280px;height:70px;border:0;transform:rotate(20deg) scale(1.5)" src="http://other.test/inner"></iframe>`;
const OBJECT = `${STYLE}<title>Object</title><object class="at" style="top:50px;width:400px;height:300px" data="http://other.test/inner" type="text/html"></object>`;

/** A form whose fields are named like what a document is asked. */
const CLOBBERED_DOCUMENT = `${STYLE}<title>Clobbered document</title>
  ${[
    'activeElement',
    'hasFocus',
    'visibilityState',
    'title',
    'documentElement',
    'body',
    'querySelectorAll',
    'baseURI',
    'getElementById',
  ]
    .map((name) => `<form name="${name}"><input aria-label="Harmless"></form>`)
    .join('')}
  <button class="at" id="real" style="top:350px" onfocus="void 0">Delete all</button>`;

/** A control outside of a form that is named like what leads outwards. */
const CLOBBERED_PARENT = `${STYLE}<title>Clobbered parent</title>
  <a class="at" id="link" href="/delete-everything" style="top:50px;height:200px"><form>
    ${['parentElement', 'parentNode', 'localName', 'tagName', 'assignedSlot', 'nodeType', 'isContentEditable']
      .map((name) => `<input name="${name}" hidden>`)
      .join('')}<b id="inner">Harmless</b></form></a>`;

/** Buttons in closed shadow roots around what the page has put between their tags. */
const SLOTTED = `${STYLE}<title>Slotted</title>
  <x-button class="at" id="text" style="top:50px;display:block">Delete all</x-button>
  <x-button class="at" id="nested" style="top:150px;display:block"><span><i>Delete</i> some</span></x-button>
  <script>for (const host of document.querySelectorAll('x-button'))
    host.attachShadow({ mode: 'closed' }).innerHTML = '<button style="width:300px;height:40px"><b><slot></slot></b></button>';</script>`;

const OVERLAYS = `${STYLE}<title>Overlays</title>
  <button class="at" id="a" style="top:50px">Below an opaque one</button>
  <div class="at" style="top:50px;background:#fff" role="button" aria-label="Opaque"></div>
  <button class="at" id="b" style="top:150px">Below a clear one</button>
  <div class="at" style="top:150px;opacity:0" role="button" aria-label="Clear"></div>
  <button class="at" id="c" style="top:250px">Below one that is not there for clicks</button>
  <div class="at" style="top:250px;background:#fffc;pointer-events:none" role="button" aria-label="Let through"></div>
  <div style="pointer-events:none"><button class="at" id="d" style="top:350px;pointer-events:auto">Takes clicks again</button></div>
  <button class="at" id="e" style="top:450px;visibility:hidden">Hidden</button>`;

const CONTEXT = `${STYLE}<title>Context</title><h1>Payments</h1>
  <form action="/pay" method="post" aria-label="Transfer">
    <input class="at" id="amount" name="amount" type="number" placeholder="How much?" style="top:60px" value="5">
    <input class="at" id="card" name="card" type="password" aria-label="Card number" autocomplete="CC-Number" style="top:110px" value="4111111111111111">
    <input type="hidden" name="to" value="DE89 3704">
    <input id="agree" name="agree" type="checkbox" checked aria-label="I agree" style="position:absolute;left:450px;top:60px;width:40px;height:40px">
    <button class="at" id="send" style="top:160px">Send</button></form>
  <a class="at" id="export" href="/export" download style="top:210px">Export</a>
  <select class="at" id="plan" aria-label="Plan" style="top:260px"><option>Free</option><option>Delete my account</option></select>
  <div role="dialog" aria-labelledby="team"><p id="team">Settings of the team</p><h2>Danger zone</h2><fieldset><legend>Members</legend>
    <table><tr><th>Ada Lovelace</th><td><button class="at" id="row" style="top:310px">Remove</button></td></tr></table></fieldset></div>
  <div role="alertdialog"><p>Delete this workspace and all its data?</p><button class="at" id="ok" style="top:450px">OK</button></div>
  <div>${Array.from({ length: 9 }, (_, index) => `<section aria-label="${index}${'long '.repeat(30)}">`).join('')}<button class="at" id="many" style="top:400px">Deep</button></div>`;

const PLACES = `<title>Places</title><body style="margin:0"><style>.box { position: absolute; background: #ccc; }</style>
  <div class="box plain" style="left:10px;top:10px;width:100px;height:20px"></div>
  <div class="box" id="host" style="left:10px;top:50px;width:60px;height:20px"></div>
  <div style="position:absolute;left:200px;top:10px;width:50px;height:40px;overflow:hidden">
    <div class="clipped" style="width:300px;height:300px"></div>
    <div class="escaped" style="position:fixed;left:300px;top:100px;width:80px;height:30px;background:#ccc"></div></div>
  <div class="box away" style="left:10px;top:5000px;width:10px;height:10px"></div><div class="hidden" style="display:none">x</div>
  <iframe style="position:absolute;left:500px;top:50px;width:400px;height:200px;border:10px solid red" src="http://other.test/inner"></iframe>
  <iframe style="position:absolute;left:500px;top:9000px;width:400px;height:200px" src="http://other.test/next"></iframe>
  <iframe style="display:none" src="http://other.test/next"></iframe>
  ${'<i class="many">.</i>'.repeat(201)}
  <script>host.attachShadow({ mode: 'open' }).innerHTML = '<div class="shadowed" style="width:60px;height:20px"></div>';</script>`;

const site = new TestSite({
  '/': ORDINARY,
  '/next': '<title>Next</title>',
  '/scrolled': SCROLLED,
  '/zoomed': ZOOMED,
  '/clobbered': CLOBBERED,
  '/lying': LYING,
  '/cross': CROSS,
  '/inner': INNER,
  '/nesting': NESTING,
  '/middle': MIDDLE,
  '/turned': TURNED,
  '/object': OBJECT,
  '/clobbered-document': CLOBBERED_DOCUMENT,
  '/clobbered-parent': CLOBBERED_PARENT,
  '/overlays': OVERLAYS,
  '/slotted': SLOTTED,
  '/context': CONTEXT,
  '/places': PLACES,
});
let made: Awaited<ReturnType<typeof makeSandbox>>;
let origin: Point;
let page = '/';

const ORIGIN = '({ x: 0, y: outerHeight - innerHeight })';

beforeAll(async () => {
  made = await makeSandbox({ site, hosts: ['page.test', 'other.test', 'third.test'] });
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
  if (target.kind !== 'element') throw new Error(`no element: ${JSON.stringify(target)}`);
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

  it('can’t hide what has the keyboard, nor itself, by naming forms like the document’s properties', async () => {
    await open('/clobbered-document');
    await site.evaluate(page, "document.querySelector('#real').focus()");
    expect(await made.sandbox.browser.focusedTarget()).toMatchObject({ role: 'button', name: 'Delete all' });
    const at = { x: origin.x + 250, y: origin.y + 370 };
    expect(await made.sandbox.browser.targetAt(at)).toMatchObject({
      role: 'button',
      name: 'Delete all',
      pageTitle: 'Clobbered document',
    });
    expect((await made.sandbox.browser.boxesOf(['#real'])).get('#real')).toHaveLength(1);
  });

  it('can’t hide the link around a form by naming fields like what leads outwards', async () => {
    await open('/clobbered-parent');
    expect(await targetAt('#inner')).toMatchObject({
      role: 'link',
      href: 'http://page.test/delete-everything',
    });
  });

  it('can’t hide a button around a text by a closed shadow root', async () => {
    await open('/slotted');
    expect(await targetAt('#text')).toMatchObject({ role: 'button', name: 'Delete all', tag: 'button' });
    expect(await targetAt('#nested i')).toMatchObject({ role: 'button', name: 'Delete some', tag: 'button' });
  });

  for (const [what, selector, name] of [
    ['an opaque overlay is what a click hits', '#a', 'Opaque'],
    ['a clear overlay is what a click hits', '#b', 'Clear'],
    ['an overlay that lets clicks through is not', '#c', 'Below one that is not there for clicks'],
    ['an element that takes clicks in one that does not is', '#d', 'Takes clicks again'],
  ] as const) {
    it(`${what}`, async () => {
      await open('/overlays');
      expect(await targetAt(selector)).toMatchObject({ kind: 'element', role: 'button', name });
    });
  }

  it('an invisible button is not there', async () => {
    await open('/overlays');
    expect(element(await targetAt('#e')).name).not.toBe('Hidden');
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

describe('a frame', () => {
  /** Opens a page with frames of other sites and waits until those have drawn themselves. */
  async function openFrames(path: string, ...inner: readonly string[]): Promise<void> {
    await open(path);
    await site.until(() => inner.every((name) => site.of('ready').some((event) => event.page === name)));
  }

  /** The screen point of a place in the middle of `element` of a frame's document whose corner is at `corner`. */
  async function middleIn(frame: string, selector: string, corner: Point): Promise<Point> {
    const { x, y } = await site.evaluate<Point>(
      frame,
      `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(document.querySelector('${selector}').getBoundingClientRect())`,
    );
    return { x: Math.round(corner.x + x), y: Math.round(corner.y + y) };
  }

  it('of another site gives what is in it, with that site as its host', async () => {
    await openFrames('/cross', '/inner');
    const at = await middleIn('/inner', '#in', { x: origin.x + 110, y: origin.y + 60 });
    const target = element(await made.sandbox.browser.targetAt(at));
    expect(target).toMatchObject({
      name: 'Delete all',
      host: 'other.test',
      frameUrl: 'http://other.test/inner',
      url: 'http://page.test/cross',
      pageTitle: 'Cross',
    });
    expect(contains(target, at)).toBe(true);
    expect(assessRisk(click, [target]).length).toBeGreaterThan(0);
  });

  it('of another site that is scrolled, in a scrolled page, gives what is seen there', async () => {
    await openFrames('/cross', '/inner');
    await site.evaluate('/cross', 'scrollTo(0, 30)');
    await site.evaluate('/inner', 'scrollTo(0, 400)');
    onTestFinished(() => site.evaluate('/inner', 'scrollTo(0, 0)'));
    const at = await middleIn('/inner', '#low', { x: origin.x + 110, y: origin.y + 30 });
    const target = element(await made.sandbox.browser.targetAt(at));
    expect([target.name, contains(target, at)]).toEqual(['Further down', true]);
  });

  it('in a frame of yet another site in a frame gives what is in it', async () => {
    await openFrames('/nesting', '/middle', '/inner');
    const corner = { x: origin.x + 100 + 20 + 7, y: origin.y + 50 + 30 + 7 };
    const at = await middleIn('/inner', '#in', corner);
    const target = element(await made.sandbox.browser.targetAt(at));
    expect(target).toMatchObject({ name: 'Delete all', host: 'third.test' });
    expect(contains(target, at)).toBe(true);
    await site.evaluate('/inner', "document.querySelector('#note').focus()");
    expect(await made.sandbox.browser.focusedTarget()).toMatchObject({ name: 'A note', host: 'third.test' });
  });

  it('that is scaled and turned gives what is seen there', async () => {
    await openFrames('/turned', '/inner');
    const shown = await site.evaluate<Point>(
      '/turned',
      "(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(document.querySelector('#frame').getBoundingClientRect())",
    );
    const at = { x: Math.round(origin.x + shown.x), y: Math.round(origin.y + shown.y) };
    const target = element(await made.sandbox.browser.targetAt(at));
    expect([target.name, contains(target, at)]).toEqual(['Delete all', true]);
  });

  it('that is turned in space is unknown', async () => {
    await openFrames('/turned', '/inner');
    await site.evaluate('/turned', "void (frame.style.transform = 'perspective(300px) rotateY(40deg)')");
    const shown = await site.evaluate<Point>(
      '/turned',
      "(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(document.querySelector('#frame').getBoundingClientRect())",
    );
    const at = { x: Math.round(origin.x + shown.x), y: Math.round(origin.y + shown.y) };
    expect(await made.sandbox.browser.targetAt(at)).toMatchObject({
      kind: 'unknown',
      url: 'http://page.test/turned',
    });
  });

  it('has the keyboard’s element, closed shadow roots included', async () => {
    await openFrames('/cross', '/inner');
    await site.evaluate('/inner', "document.querySelector('#note').focus()");
    expect(await made.sandbox.browser.focusedTarget()).toMatchObject({
      name: 'A note',
      host: 'other.test',
      frameUrl: 'http://other.test/inner',
    });
    await site.evaluate('/inner', 'void focusClosed()');
    expect(await made.sandbox.browser.focusedTarget()).toMatchObject({ name: 'Deep in the shadow' });
  });

  it('in an object element gives what is in it', async () => {
    await openFrames('/object', '/inner');
    const at = await middleIn('/inner', '#in', { x: origin.x + 100, y: origin.y + 50 });
    expect(await made.sandbox.browser.targetAt(at)).toMatchObject({ name: 'Delete all', host: 'other.test' });
  });

  it('of the same site gives the address of its own document', async () => {
    await open('/');
    expect(await targetAt('#frame')).toMatchObject({
      name: 'Inside',
      host: 'page.test',
      frameUrl: 'about:srcdoc',
      url: 'http://page.test/',
    });
  });

  it('that went to another document is another element, though nothing else has changed', async () => {
    await openFrames('/cross', '/inner');
    const at = await middleIn('/inner', '#in', { x: origin.x + 110, y: origin.y + 60 });
    const before = element(await made.sandbox.browser.targetAt(at));
    const again = element(await made.sandbox.browser.targetAt(at));
    expect(again.fingerprint).toBe(before.fingerprint);
    site.clear();
    await site.evaluate('/inner', 'void setTimeout(() => location.reload(), 0)');
    await site.until(() => site.of('ready').length > 0);
    const after = element(await made.sandbox.browser.targetAt(at));
    expect(after.name).toBe(before.name);
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });
});

describe('around an element', () => {
  for (const [what, selector, expected] of [
    [
      'stand the row, the legend, the headings and the dialog, innermost first',
      '#row',
      {
        context:
          'Ada Lovelace\nMembers\nDanger zone\nSettings of the team Danger zone Members Ada Lovelace Remove\nSettings of the team\nPayments',
      },
    ],
    [
      'stands what a dialog asks',
      '#ok',
      { context: expect.stringMatching(/^Delete this workspace and all its data\? OK\n/) },
    ],
    ['stands what a field hints at', '#amount', { context: 'How much?\nTransfer\nPayments' }],
    [
      'nothing stands that is further than 300 characters',
      '#many',
      { context: expect.stringMatching(/^[\s\S]{300}$/) },
    ],
  ] as const) {
    it(what, async () => {
      await open('/context');
      expect(element(await targetAt(selector))).toMatchObject(expected);
    });
  }

  it('are the fields of its form, and never what they hold', async () => {
    await open('/context');
    const target = element(await targetAt('#send'));
    expect(target.form?.fields).toEqual([
      { name: 'amount', type: 'number', label: 'How much?' },
      { name: 'card', type: 'password', label: 'Card number' },
      { name: 'to', type: 'hidden', label: '' },
      { name: 'agree', type: 'checkbox', label: 'I agree' },
    ]);
    expect(JSON.stringify(target)).not.toMatch(/4111|DE89/);
    expect(element(await targetAt('#card'))).toMatchObject({
      autocomplete: 'cc-number',
      text: '',
      isChecked: null,
    });
    expect(element(await targetAt('#agree'))).toMatchObject({ isChecked: true });
    expect(element(await targetAt('#export'))).toMatchObject({ isDownload: true, role: 'link' });
  });

  it('is digests that change with what its form holds, of each hidden field its own, and nothing else does', async () => {
    await open('/context');
    const before = element(await targetAt('#send'));
    const set = (code: string) => site.evaluate('/context', `void (${code})`);
    await set("document.forms[0].elements.to.value = 'DE00 0000'");
    const hidden = element(await targetAt('#send'));
    expect(hidden.hiddenFields.map(({ name }) => name)).toEqual(before.hiddenFields.map(({ name }) => name));
    expect(hidden.hiddenFields).not.toEqual(before.hiddenFields);
    expect({ ...hidden, hiddenFields: [] }).toEqual({ ...before, hiddenFields: [] });
    await set("document.forms[0].elements.to.value = 'DE89 3704'");
    expect(element(await targetAt('#send'))).toEqual(before);
    await set("document.forms[0].elements.to.type = 'text'");
    const shown = element(await targetAt('#send'));
    expect(shown.formDigest).not.toBe(before.formDigest);
    await set("document.forms[0].elements.to.style.display = 'none'");
    expect(element(await targetAt('#send')).hiddenFields.map(({ name }) => name)).toContain('to');
  });
});

describe('where a selector’s elements are', () => {
  const boxesOf = async (selector: string) => (await made.sandbox.browser.boxesOf([selector])).get(selector);

  it('is told for every frame and open shadow root, as far as they can be seen', async () => {
    await open('/places');
    await site.until(() => site.of('ready').some(({ page: ready }) => ready === '/inner'));
    const at = (x: number, y: number, width: number, height: number) => ({
      x,
      y: y + origin.y,
      width,
      height,
    });
    expect(await boxesOf('.plain')).toEqual([at(10, 10, 100, 20)]);
    expect(await boxesOf('.shadowed')).toEqual([at(10, 50, 60, 20)]);
    expect(await boxesOf('.clipped')).toEqual([at(200, 10, 50, 40)]);
    expect(await boxesOf('.escaped')).toEqual([at(300, 100, 80, 30)]);
    expect(await boxesOf('.away, .hidden')).toEqual([]);
    expect(await boxesOf('#in')).toEqual([at(510, 60, 280, 70)]);
  });

  it('can’t be told of a wrong selector, nor of one that matches too much, and the others are told all the same', async () => {
    await open('/places');
    const found = await made.sandbox.browser.boxesOf(['p[', '.plain', '.many']);
    expect([found.get('p['), found.get('.plain')?.length, found.get('.many')]).toEqual([null, 1, null]);
  });

  it('is nowhere when nothing matches, and nobody is asked about nothing', async () => {
    await open('/places');
    expect(await boxesOf('.nothing')).toEqual([]);
    expect((await made.sandbox.browser.boxesOf([])).size).toBe(0);
  });

  it('can’t be changed by a page that lies, and follows what moves', async () => {
    await open('/places');
    await site.evaluate(
      '/places',
      `void (() => {
        Document.prototype.querySelectorAll = () => [];
        window.IntersectionObserver = class { observe() {} };
        Element.prototype.getBoundingClientRect = () => ({ x: 0, y: 0, width: 0, height: 0 });
        document.querySelector('.plain').style.left = '30px';
      })()`,
    );
    expect(await boxesOf('.plain')).toEqual([{ x: 30, y: origin.y + 10, width: 100, height: 20 }]);
  });

  it('can’t be told while a dialog is open', async () => {
    await open('/places');
    const { display } = made.sandbox;
    const { signal } = new AbortController();
    await site.evaluate(page, "void setTimeout(() => alert('Stop'), 0)");
    await display.settle(() => false, signal);
    expect(await boxesOf('.plain')).toBeNull();
    display.tap({ modifiers: [], key: 'return' });
    await display.settle(() => false, signal);
    expect(await boxesOf('.plain')).toHaveLength(1);
  });
});

describe('what is no page', () => {
  it('a menu over the page is a window, and has the keyboard', async () => {
    await open('/');
    const { display, browser } = made.sandbox;
    const { signal } = new AbortController();
    const at = await middleOf('#link');
    await display.click(at, 'right', 1, signal);
    await display.settle(() => false, signal);
    onTestFinished(async () => {
      display.tap({ modifiers: [], key: 'escape' });
      await display.settle(() => false, signal);
    });
    const below = { x: at.x + 20, y: at.y + 20 };
    expect(await browser.targetAt(below)).toMatchObject({ kind: 'window' });
    expect(await browser.focusedTarget()).toMatchObject({ kind: 'window' });
    expect(await browser.targetAt({ x: 900, y: origin.y + 20 })).toMatchObject({ kind: 'element' });
  });

  it('the list of a select is the select, with its choices, and not what lies below', async () => {
    await open('/context');
    const { display, browser } = made.sandbox;
    const { signal } = new AbortController();
    const at = await middleOf('#plan');
    await display.click(at, 'left', 1, signal);
    await display.settle(() => false, signal);
    const option = { x: at.x, y: at.y + 40 };
    const target = element(await browser.targetAt(option));
    expect(target).toMatchObject({
      role: 'listbox',
      name: 'Plan',
      tag: 'select',
      text: 'Free Delete my account',
    });
    expect(contains(target, option)).toBe(true);
    expect(await browser.focusedTarget()).toMatchObject({ role: 'listbox', name: 'Plan' });
    display.tap({ modifiers: [], key: 'escape' });
    await display.settle(() => false, signal);
    expect(await browser.targetAt(at)).toMatchObject({ role: 'combobox', name: 'Plan' });
  });
});
