import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Redaction } from '../../shared/domain/policy';
import { MARK, markedPixels } from '../helpers/find-pixels';
import { makeSandbox } from '../helpers/make-sandbox';
import { NO_REDACTION, screenPicture } from '../helpers/screen-picture';
import { TestSite } from '../helpers/test-site';

const STYLE = `<style>body { margin: 0; font: 16px/24px sans-serif; } .s { background: ${MARK}; color: ${MARK}; } .at { position: absolute; left: 100px; width: 300px; height: 40px; border: 0; }</style>`;
const SECRET = 'correct-horse-battery';

/** Everything marked is an element that the selector names. */
const ELEMENTS = `${STYLE}<title>Elements</title><div class="s at" style="top:20px">A</div>
  <div class="s at" style="top:100px;transform:rotate(8deg) scale(1.2)">B</div>
  <div class="s" style="position:fixed;right:0;bottom:0;width:60px;height:60px">C</div>
  <div style="position:absolute;left:500px;top:20px;width:200px;height:80px;overflow:auto"><div style="height:300px"></div><div class="s" style="height:60px">D</div><div style="height:300px"></div></div>
  <div class="s at" style="top:200px;width:100px;background:none"><span style="position:absolute;left:250px;top:30px;background:${MARK}">Hangs over</span></div>
  <div id="open" style="position:absolute;left:500px;top:150px"></div>
  <div id="closed" style="position:absolute;left:500px;top:200px"></div>
  <x-closed style="position:absolute;left:500px;top:300px">Slotted</x-closed>
  <iframe class="at" style="top:260px;height:100px" srcdoc="<body style='margin:0'><div class=s style='background:${MARK};width:150px;height:50px'>E</div>"></iframe>
  <iframe class="at" style="top:380px;height:120px;border:6px solid #ccc" src="http://other.test/inner"></iframe>
  <iframe class="at" style="top:520px;left:500px;width:200px;height:80px;transform:rotate(15deg)" src="http://other.test/inner"></iframe>
  <div style="height:2000px"></div><div class="s" style="height:100px">F</div><div style="height:900px"></div>
  <script>document.getElementById('open').attachShadow({ mode: 'open' }).innerHTML = '<div class="s" style="background:${MARK};width:120px;height:40px">G</div>';
  document.getElementById('closed').attachShadow({ mode: 'closed' }).innerHTML = '<div class="s" style="background:${MARK};width:120px;height:40px">H</div>';
  const outer = document.querySelector('x-closed').attachShadow({ mode: 'closed' });
  outer.innerHTML = '<slot></slot><x-inner></x-inner>';
  outer.querySelector('x-inner').attachShadow({ mode: 'closed' }).innerHTML = '<div class="s" style="background:${MARK};width:90px;height:30px">I</div>';</script>`;
const INNER = `${STYLE}<body><div class="s" style="width:180px;height:40px">X</div><div style="height:400px"></div><div class="s">Y</div>`;

const marked = (body: string) => `<span style="background:${MARK};color:#000">${body}</span>`;

/** Everything marked is a field, or shows what one holds. */
const FIELDS = `${STYLE}<title>Fields</title><form>
  <input class="s at" style="top:20px" type="password" id="password" value="${SECRET}">
  <input class="s at" style="top:80px" autocomplete="one-time-code" value="123456">
  <input class="s at" style="top:140px" name="cardNumber" value="4111 1111 1111 1111">
  <label for="wort">Kennwort</label><input class="s at" style="top:200px" id="wort" value="x">
  <div style="position:absolute;left:500px;top:20px">${Array.from({ length: 6 }, () => `<input class="s" maxlength="1" style="width:20px;border:0" value="7">`).join('')}</div>
  <div style="position:absolute;left:500px;top:100px">${marked(SECRET)}</div>
  </form>`;

/** Everything marked shows the secret in another way. */
const VALUES = `${STYLE}<title>Values</title><div style="padding:20px;line-height:44px">
  <div>${marked(SECRET)}</div>
  <div>${marked(`${SECRET.slice(0, 5)}</b><b>${SECRET.slice(5)}`)}</div>
  <div style="display:flex">${Array.from(SECRET, (char) => `<div>${marked(char)}</div>`).join('')}</div>
  <div>${marked(SECRET.toUpperCase())}</div>
  <div>${marked(SECRET.replace('-', '\u200b-\u00ad'))}</div>
  <div>${marked(Buffer.from(SECRET).toString('base64'))}</div>
  <input class="s" style="width:300px" value="https://x/?p=${SECRET}"><br>
  <input class="s" style="width:300px" placeholder="${SECRET}"><br>
  <textarea class="s">${SECRET}</textarea>
  <select class="s"><option>${SECRET}</option></select>
  <div class="s" data-copy="${SECRET}" id="attr" style="color:#000;width:400px"></div>
  <div class="s" id="pseudo" style="color:#000;width:400px"></div>
  <style>#attr::after { content: attr(data-copy); } #pseudo::before { content: "correct-" "horse-battery"; }</style>
  </div>`;

/** Everything marked is what a detector looks for. */
const TEXT = `${STYLE}<title>Text</title><div style="padding:20px;line-height:40px">
  <p>Card ${marked('4111 1111 1111 1111')} until</p><p>Account ${marked('DE89 3704 0044 0532 0130 00')}.</p>
  <p>Write to ${marked('ada@example.com')} or ${marked('bob<b>@</b>example.com')}</p><p>Call ${marked('+49 30 1234567')}</p>
  <p>Social ${marked('219-09-9999')}</p><p>Key ${marked('AKIAIOSFODNN7EXAMPLE')}</p>
  <div style="display:flex">${['4111', '1111', '1111', '1111'].map((group) => `<div style="margin:4px">${marked(group)}</div>`).join('')}</div>
  <input class="s" style="width:300px" value="carol@example.com"></div>`;

/** A page that does all it can to have its marked element seen elsewhere than it is told. */
const LYING = `${STYLE}<title>Lying</title><div class="s at" id="x" style="top:100px">X</div><script>
  // Once it is known here that it is there: it answers through what it replaces.
  addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(lie, 0))));
  const lie = () => {
  const nowhere = { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0, x: 0, y: 0 };
  Element.prototype.getBoundingClientRect = () => nowhere;
  Element.prototype.getClientRects = () => [];
  Range.prototype.getClientRects = () => [];
  Document.prototype.querySelectorAll = () => [];
  Object.defineProperty(Element.prototype, 'shadowRoot', { get: () => null });
  globalThis.requestAnimationFrame = () => 0;
  globalThis.IntersectionObserver = class { observe() {} disconnect() {} };
  globalThis.MutationObserver = class { observe() {} disconnect() {} };
  globalThis.airlockLayout = { before: () => ({ places: [] }), after: () => ({ places: [] }) };
  };
  </script><form name="createTreeWalker"><input name="querySelectorAll"></form><form name="defaultView"></form>`;

/** Puts its marked element back whenever a script may look, and elsewhere whenever it is drawn. */
const FLICKERING = `${STYLE}<title>Flickering</title><div class="s at" id="x" style="top:100px">X</div><script>
  const { port1, port2 } = new MessageChannel();
  const away = () => { x.style.top = '400px'; };
  const back = () => { x.style.top = '100px'; };
  port1.onmessage = back;
  const turn = () => { back(); requestAnimationFrame(turn); requestAnimationFrame(() => { away(); port2.postMessage(0); }); };
  requestAnimationFrame(turn);
  </script>`;

const BUSY = `${STYLE}<title>Busy</title><div class="s at" style="top:100px">X</div>`;

const site = new TestSite({
  '/': ELEMENTS,
  '/inner': INNER,
  '/fields': FIELDS,
  '/values': VALUES,
  '/text': TEXT,
  '/lying': LYING,
  '/flickering': FLICKERING,
  '/busy': BUSY,
});

let made: Awaited<ReturnType<typeof makeSandbox>>;
let at = '/';

beforeAll(async () => {
  made = await makeSandbox({ site, hosts: ['page.test', 'other.test'] });
}, 60_000);
afterAll(() => made?.dispose());
beforeEach(() => goBy({}));

function goBy(redaction: Partial<Redaction>): void {
  made.sandbox.camera.goBy({ redaction: { ...NO_REDACTION, ...redaction }, area: null });
}

async function go(to: string): Promise<void> {
  if (to !== at) await site.go(at, to);
  at = to;
  await settled();
}

/** Answers when what the page has become is on the screen, and it is quiet. */
async function settled(): Promise<void> {
  const { display, browser } = made.sandbox;
  for (const page of browser.pages) await page.composited();
  for (let turn = 0; turn < 2; turn += 1) await display.ping();
  await display.settle(() => browser.isLoading(), new AbortController().signal);
}

/** The marked pixels that are on the screen, and those that a picture of it shows. */
async function compare() {
  const shot = await made.sandbox.camera.take();
  const onScreen = markedPixels(await screenPicture(made.sandbox.display));
  return { onScreen, inPicture: markedPixels(shot.bytes), ...shot };
}

const BY_CLASS: Partial<Redaction> = { regions: [{ selector: '.s' }] };

describe('elements by selector', () => {
  beforeEach(() => go('/'));

  it('are shown when nothing is masked, or nothing could be seen here', async () => {
    expect((await compare()).inPicture).toBeGreaterThan(20_000);
  });

  it('are masked where they are: turned, fixed, hanging over, in frames and in shadow roots, closed ones too', async () => {
    goBy(BY_CLASS);
    const { onScreen, inPicture, redaction } = await compare();
    expect(onScreen).toBeGreaterThan(20_000);
    expect([inPicture, redaction?.unsure]).toEqual([0, null]);
  });

  it.each([
    ['scrolled', 'scrollTo(0, 1900)'],
    [
      'scrolled inside of boxes',
      'scrollTo(0, 0); document.querySelector("div[style*=auto]").scrollTop = 290',
    ],
    ['enlarged', 'document.body.style.zoom = 1.37'],
    ['made smaller', 'document.body.style.zoom = 0.6'],
    [
      'drawn anew',
      'document.body.style.zoom = 1; for (const one of document.querySelectorAll(".s")) one.outerHTML = one.outerHTML',
    ],
  ])('are masked when they are %s', async (_how, code) => {
    await site.evaluate('/', `{ ${code} }`);
    await settled();
    goBy(BY_CLASS);
    const { onScreen, inPicture, redaction } = await compare();
    expect(onScreen).toBeGreaterThan(1000);
    expect([inPicture, redaction?.unsure]).toEqual([0, null]);
  });

  it('are masked in a part of the screen at display resolution', async () => {
    goBy(BY_CLASS);
    const { bytes } = await made.sandbox.camera.take({ x: 90, y: 80, width: 500, height: 300 });
    expect(markedPixels(bytes)).toBe(0);
  });
});

describe('secret fields', () => {
  it('are masked by type, autocomplete, name, label and shape, and what they hold wherever it stands', async () => {
    await go('/fields');
    goBy({ fields: ['password', 'code', 'card'] });
    const { onScreen, inPicture, redaction } = await compare();
    expect(onScreen).toBeGreaterThan(20_000);
    expect(inPicture).toBe(0);
    expect(new Set(redaction?.masks.map(({ kind }) => kind))).toEqual(
      new Set(['password', 'code', 'card', 'value']),
    );
  });

  it('stay masked when the page makes something else of them', async () => {
    await go('/fields');
    goBy({ fields: ['password'] });
    await made.sandbox.camera.take();
    await site.evaluate(
      '/fields',
      `{ password.type = 'text'; password.id = 'note'; for (const one of document.querySelectorAll('.s:not(#note)')) one.remove(); }`,
    );
    await settled();
    const { onScreen, inPicture } = await compare();
    expect(onScreen).toBeGreaterThan(5000);
    expect(inPicture).toBe(0);
  });

  it('are masked by what they held when the page puts another in their place', async () => {
    await site.go('/fields', '/busy');
    await site.go('/busy', '/fields');
    goBy({ fields: ['password'] });
    await settled();
    await made.sandbox.camera.take();
    await site.evaluate('/fields', `document.body.innerHTML = '<input class="s at" value="${SECRET}">'`);
    await settled();
    const { onScreen, inPicture } = await compare();
    expect(onScreen).toBeGreaterThan(5000);
    expect(inPicture).toBe(0);
  });
});

describe('a secret that is hidden', () => {
  it('is masked in every way in which a page shows it, until it is let go', async () => {
    await go('/values');
    const stop = made.sandbox.camera.hide([SECRET]);
    onTestFinished(stop);
    const { onScreen, inPicture, redaction } = await compare();
    expect(onScreen).toBeGreaterThan(20_000);
    expect([inPicture, redaction?.unsure]).toEqual([0, null]);
    stop();
    expect((await compare()).inPicture).toBeGreaterThan(20_000);
  });

  it('takes the bars of the browser with it when the title or the address shows it', async () => {
    await go('/busy');
    await site.evaluate('/busy', `document.title = 'It is ${SECRET}'`);
    onTestFinished(made.sandbox.camera.hide([SECRET]));
    const { redaction } = await made.sandbox.camera.take();
    expect(redaction?.masks).toMatchObject([{ kind: 'value', box: { x: 0, y: 0, width: 1280 } }]);
    expect(redaction?.masks[0]?.box.height).toBeGreaterThan(60);
    await site.evaluate(
      '/busy',
      `document.title = 'Busy', void history.replaceState(null, '', '?p=${SECRET}')`,
    );
    expect((await made.sandbox.camera.take()).redaction?.masks).toHaveLength(1);
    await site.evaluate('/busy', `history.replaceState(null, '', '/busy')`);
  });
});

describe('text that is detected', () => {
  it('is masked by its exact place, across elements and in fields', async () => {
    await go('/text');
    goBy({ detect: ['card_number', 'iban', 'email', 'phone', 'national_id', 'secret'] });
    const { onScreen, inPicture, redaction } = await compare();
    expect(onScreen).toBeGreaterThan(10_000);
    expect([inPicture, redaction?.unsure]).toEqual([0, null]);
    for (const { box } of redaction?.masks ?? []) expect(box.width).toBeLessThan(330);
  });
});

describe('a page that fights', () => {
  it('is not asked through what it has replaced', async () => {
    await go('/lying');
    goBy(BY_CLASS);
    const { onScreen, inPicture, redaction } = await compare();
    expect(onScreen).toBeGreaterThan(5000);
    expect([inPicture, redaction?.unsure]).toEqual([0, null]);
  });

  it('is not believed when it puts things back before each look', async () => {
    await go('/flickering');
    goBy(BY_CLASS);
    for (let turn = 0; turn < 10; turn += 1) {
      const { bytes } = await made.sandbox.camera.take();
      expect(markedPixels(bytes)).toBe(0);
    }
    // Nothing that is asked of it from here on may wait for a page that is never still.
    await site.evaluate('/flickering', 'void (globalThis.requestAnimationFrame = () => 0)');
  });

  it('is covered as a whole while it does not answer', async () => {
    await go('/busy');
    goBy(BY_CLASS);
    const hanging = site.evaluate(
      '/busy',
      '{ const end = performance.now() + 3000; while (performance.now() < end); }',
    );
    const { bytes, redaction } = await made.sandbox.camera.take();
    expect([markedPixels(bytes), redaction?.unsure]).toEqual([0, { cause: 'silent', cover: 'page' }]);
    await hanging;
  });
});

describe('elements that are hidden in the page', () => {
  it('are not on the screen at all, in frames and shadow roots too, and are masked besides', async () => {
    const hidden = await makeSandbox({
      site: new TestSite({ '/': ELEMENTS, '/inner': INNER }),
      hosts: ['page.test', 'other.test'],
      redaction: { ...NO_REDACTION, hide: ['::wrong(', '.s', '.s *'] },
    });
    onTestFinished(hidden.dispose);
    const { display, browser, camera } = hidden.sandbox;
    await display.settle(() => browser.isLoading(), new AbortController().signal);
    // Closed shadow roots are known once they have been looked for.
    expect((await camera.take()).redaction?.masks.length).toBeGreaterThan(3);
    await expect.poll(async () => markedPixels(await screenPicture(display))).toBe(0);
  });

  it('come back into no picture when the page takes the style sheet out', async () => {
    const own = new TestSite({ '/': BUSY });
    const hidden = await makeSandbox({ site: own, redaction: { ...NO_REDACTION, hide: ['.s'] } });
    onTestFinished(hidden.dispose);
    for (let turn = 0; turn < 5; turn += 1) {
      await own.evaluate('/', 'void (document.adoptedStyleSheets = [])');
      expect(markedPixels((await hidden.sandbox.camera.take()).bytes)).toBe(0);
    }
  });
});
