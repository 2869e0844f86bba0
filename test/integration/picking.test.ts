import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PickedElement } from '../../shared/domain/picking';
import { makeSandbox } from '../helpers/make-sandbox';
import { TestSite } from '../helpers/test-site';

const AT = 'position:absolute;width:160px;height:40px;margin:0;background:#cde;';
const at = (left: number, top: number) => `${AT}left:${left}px;top:${top}px`;

/** Every element is told by where it lies. */
const PAGE = `<style>body { margin: 0; font: 16px/24px sans-serif } td { width: 120px; height: 30px; padding: 0 }</style><title>Accounts</title>
  <div id="balance" style="${at(20, 20)}">A</div>
  <div data-testid="iban" style="${at(220, 20)}">B</div>
  <div class="css-1x9fk amount" style="${at(420, 20)}">C</div><div class="css-1x9fk amount" style="${at(620, 20)}">C</div>
  <div id="ember1234" style="${at(820, 20)}">D</div>
  <div id='"] , body *{}\u202e\\' style="${at(20, 80)}">E</div>
  <div data-testid='x"],*,[y="\u200b' style="${at(220, 80)}">F</div>
  <form name="getAttribute" style="${at(420, 80)}"><input hidden name="id"><input hidden name="getRootNode"></form>
  <table id="rows" cellspacing="0" style="position:absolute;left:20px;top:160px"><tbody>${[1, 2, 3].map((row) => `<tr><td>Name ${row}</td><td>${row}.00</td></tr>`).join('')}</tbody></table>
  <canvas style="${at(420, 160)}"></canvas>
  <div id="opened" style="${at(620, 160)}"></div><div id="shut" style="${at(820, 160)}"></div>
  <iframe style="${at(20, 300)};border:0" srcdoc="<body style='margin:0'><p class=amount style='margin:0;width:100px;height:30px'>G"></iframe>
  <iframe style="${at(220, 300)};border:0" src="http://other.test/inner"></iframe>
  <script>opened.attachShadow({ mode: 'open' }).innerHTML = '<b class="amount" style="display:block;height:30px">H</b>';
  shut.attachShadow({ mode: 'closed' }).innerHTML = '<b class="amount" style="display:block;height:30px">I</b>';
  for (const type of ['pointermove', 'mousemove', 'mouseover', 'click', 'mousedown', 'focusin', 'keydown', 'scroll'])
    addEventListener(type, () => note({ type: 'input', of: type }), true);
  document.querySelectorAll = Element.prototype.getAttribute = CSS.escape = () => { throw new Error('the page’s own'); };
  CSS.escape = () => 'body';</script>`;
const INNER = `<body style="margin:0"><p class="amount" style="margin:0;width:100px;height:30px">J</p>`;

const site = new TestSite({ '/': PAGE, '/inner': INNER });
let made: Awaited<ReturnType<typeof makeSandbox>>;
let origin = { x: 0, y: 0 };

beforeAll(async () => {
  made = await makeSandbox({ site, hosts: ['page.test', 'other.test'] });
  await made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), new AbortController().signal);
  const view = await made.sandbox.browser.pages[0]?.view();
  site.clear();
  origin = { x: view?.originX ?? 0, y: view?.originY ?? 0 };
}, 60_000);
afterAll(() => made?.dispose());

async function pick(left: number, top: number, up = 0): Promise<PickedElement> {
  // A machine that is busy may not answer in time, and then there is nothing to choose: an operator moves on, too.
  for (let turn = 0; turn < 5; turn += 1) {
    const picked = await made.sandbox.picker.at({ x: origin.x + left, y: origin.y + top }, up);
    if (picked !== null) return picked;
  }
  throw new Error('nothing was picked there');
}

/** Where on the page the boxes of a selector begin. */
async function shownBy(selector: string): Promise<readonly (readonly [number, number])[]> {
  const preview = await made.sandbox.picker.preview(selector);
  if (preview.kind !== 'shown') throw new Error(preview.reason);
  return preview.boxes.map(({ x, y }) => [x - origin.x + 2, y - origin.y + 2] as const);
}

describe('an element that is pointed at', () => {
  it('is named by what a person has called it, and never by what a program has made up', async () => {
    expect((await pick(40, 40)).selectors[0]).toBe('#balance');
    expect((await pick(240, 40)).selectors[0]).toBe('div[data-testid="iban"]');
    const alike = await pick(440, 40);
    expect(alike.selectors[1]).toBe('.amount');
    expect(alike.selectors.join()).not.toContain('css-');
    expect((await pick(840, 40)).selectors.join()).not.toContain('ember');
  });

  it('can’t name itself so that something else is masked, or anything is hidden from the operator', async () => {
    for (const [left, top] of [
      [40, 100],
      [240, 100],
    ] as const) {
      const { selectors } = await pick(left, top);
      expect(selectors[0]).toMatch(/^[ -~]+$/);
      expect(await shownBy(selectors[0] ?? '')).toEqual([[left - 20, top - 20]]);
    }
  });

  it('is read through nothing that the page can replace, or name after what is read', async () => {
    const form = await pick(560, 110);
    expect(form.tag).toBe('form');
    expect(form.selectors[0]).toBe('form[name="getAttribute"]');
  });

  it('is told alone by each first selector, wherever it lies, and shown exactly there', async () => {
    const places = [
      [20, 20],
      [220, 20],
      [420, 20],
      [620, 20],
      [820, 20],
      [420, 160],
    ] as const;
    for (const place of places) {
      const { selectors, box } = await pick(place[0] + 20, place[1] + 20);
      expect(await shownBy(selectors[0] ?? '')).toEqual([place]);
      expect([box.x - origin.x, box.y - origin.y]).toEqual(place);
    }
  });

  it('is found in frames, also of another site, and in shadow roots, also closed ones', async () => {
    for (const [left, top] of [
      [30, 310],
      [230, 310],
      [630, 170],
      [830, 170],
    ] as const)
      expect((await pick(left, top)).selectors).toContain('.amount');
    expect((await pick(230, 310)).box).toMatchObject({ x: origin.x + 220, y: origin.y + 300 });
  });

  it('of a table offers its column, and what is around it a level at a time', async () => {
    const cell = await pick(160, 200);
    expect(cell.selectors).toContain('#rows td:nth-child(2)');
    expect(await shownBy('#rows td:nth-child(2)')).toHaveLength(3);
    expect((await pick(160, 200, 1)).tag).toBe('tr');
    expect((await pick(160, 200, 3)).selectors[0]).toBe('#rows');
    expect((await pick(160, 200, 30)).tag).toBe('html');
  });

  it('whose picture nobody can read says so', async () => {
    expect((await pick(440, 180)).isOpaque).toBe(true);
    expect((await pick(40, 40)).isOpaque).toBe(false);
  });

  it('is none where the browser’s own bars are', async () => {
    expect(await made.sandbox.picker.at({ x: 300, y: Math.max(4, origin.y - 20) }, 0)).toBeNull();
  });
});

describe('what a selector would mask', () => {
  it('is shown in every frame and shadow root', async () => {
    expect(await shownBy('.amount')).toEqual(
      expect.arrayContaining([
        [420, 20],
        [620, 20],
        [620, 160],
        [820, 160],
        [20, 300],
        [220, 300],
      ]),
    );
  });

  it('is nothing where nothing matches, and unknown where it is no selector', async () => {
    expect(await made.sandbox.picker.preview('.nowhere')).toEqual({ kind: 'shown', boxes: [] });
    for (const wrong of ['div[', '`); alert(1); (`', 'a{}'])
      expect(await made.sandbox.picker.preview(wrong)).toEqual({ kind: 'unknown', reason: 'invalid' });
  });
});

describe('while all of that is asked', () => {
  beforeEach(() => pick(40, 40));
  it('nothing reaches the page', () => {
    expect(site.events.filter(({ type }) => type === 'input')).toEqual([]);
  });
});
