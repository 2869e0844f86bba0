import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Point } from '../../shared/domain/geometry';
import { makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { TestSite } from '../helpers/test-site';

/** A page that puts something else under the pointer as soon as it is pressed. */
const STYLE = `<style>body { margin: 0 } button { position: absolute; left: 100px; top: 50px; width: 300px; height: 60px }</style>`;
const COUNTER = `<script>addEventListener('click', ({ target }) => note({ type: 'clicked', name: target.innerText }), true);
  addEventListener('dblclick', ({ target }) => note({ type: 'twice', name: target.innerText }), true);</script>`;
const page = (body: string) => `${STYLE}<title>Shop</title>${body}${COUNTER}`;
const PAYMENT = `document.body.insertAdjacentHTML('beforeend', '<button>Transfer 900 dollars</button>')`;

/** Each test has an address of its own, so that nothing of the document before can be taken for its own. */
const numbered = (path: string, body: string) =>
  Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`${path}-${index}`, body]));
const site = new TestSite({
  ...numbered('/covers', page(`<button onclick="${PAYMENT.replaceAll('"', '&quot;')}">More</button>`)),
  ...numbered('/renames', page(`<button onclick="this.innerText = 'Delete the account'">More</button>`)),
  '/asks': page(`<button onclick="setTimeout(() => confirm('Delete everything?'))">More</button>`),
  '/plain': page('<button>More</button>'),
  '/redraws': page(`<button onclick="this.outerHTML = this.outerHTML">More</button>`),
});
let made: Awaited<ReturnType<typeof makeSandbox>>;
let origin: Point;

beforeAll(async () => {
  made = await makeSandbox({ site, startPath: '/plain' });
  origin = await site.evaluate('/plain', '({ x: 0, y: outerHeight - innerHeight })');
});
afterAll(() => made?.dispose());
beforeEach(() => site.clear());

let at = '/plain';
let shift = 0;
async function press(member: string, path: string) {
  await site.go(at, path);
  at = path;
  site.clear();
  const run = new OperatedRun(made.sandbox);
  // Never where the last one was, which would be a press of the same gesture.
  shift = (shift + 30) % 240;
  const done = await run.act(member, { coordinate: [origin.x + 130 + shift, origin.y + 80] });
  const [finished] = run.record.find('action-finished');
  return { done, outcome: finished?.detail.outcome };
}

const LEFT_OUT =
  'Outcome unknown: what it was aimed at changed after the first press, and the rest was left out';

describe('between the presses of one gesture, a page that', () => {
  for (const [what, path] of [
    ['puts a payment over the button', '/covers'],
    ['calls the button something else', '/renames'],
  ] as const) {
    it(`${what} gets no second press, and the agent is told`, async () => {
      for (let round = 0; round < 8; round += 1) {
        const { done, outcome } = await press(
          round % 2 === 0 ? 'double_click' : 'triple_click',
          `${path}-${round}`,
        );
        expect([done.isError, outcome]).toEqual([true, 'unknown']);
        expect(done.text).toContain(LEFT_OUT);
        await site.until(() => site.of('clicked').length > 0);
        expect(site.of('clicked', 'twice').map(({ type }) => type)).toEqual(['clicked']);
      }
    });
  }

  it('draws its button anew is no other page', async () => {
    expect(await press('double_click', '/redraws')).toMatchObject({
      done: { isError: false },
      outcome: 'done',
    });
    await site.until(() => site.of('clicked').length >= 2);
  });

  it('does nothing gets both presses as one gesture', async () => {
    expect(await press('double_click', '/plain')).toMatchObject({
      done: { isError: false },
      outcome: 'done',
    });
    await site.until(() => site.of('twice').length > 0);
  });

  it('opens a dialog gets nothing pressed in it', async () => {
    const { done, outcome } = await press('double_click', '/asks');
    expect([done.isError, outcome]).toEqual([true, 'unknown']);
    expect(done.text).toContain(LEFT_OUT);
    expect((await made.sandbox.browser.focusedTarget()).kind).toBe('dialog');
  });
});
