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

/** Two fields and a button that pays, and what the page does while it is typed in. */
function FIELDS(script: string): string {
  return `<title>Form</title><form onsubmit="event.preventDefault(); note({ type: 'submitted' })">
    <input id="first" aria-label="Search"><input id="second" aria-label="Amount">
    <button id="pay" type="button" onclick="note({ type: 'paid' })">Confirm transfer</button></form>
    <script>for (const id of ['first', 'second', 'pay']) self[id] = document.getElementById(id);
      addEventListener('load', () => { ${script} });</script>`;
}

/** Each test has an address of its own, so that nothing of the document before can be taken for its own. */
const numbered = (path: string, body: string) =>
  Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`${path}-${index}`, body]));
const site = new TestSite({
  ...numbered('/covers', page(`<button onclick="${PAYMENT.replaceAll('"', '&quot;')}">More</button>`)),
  ...numbered('/renames', page(`<button onclick="this.innerText = 'Delete the account'">More</button>`)),
  '/asks': page(`<button onclick="setTimeout(() => confirm('Delete everything?'))">More</button>`),
  '/plain': page('<button>More</button>'),
  '/renames-at-press': page(`<button onmousedown="this.innerText = 'Delete the workspace'">Refresh</button>`),
  '/covers-at-press': page(`<button onmousedown="${PAYMENT.replaceAll('"', '&quot;')}">More</button>`),
  '/covers-at-hover': page(`<button onmousemove="${PAYMENT.replaceAll('"', '&quot;')}">More</button>`),
  '/leads-elsewhere': page(`<a href="/plain" onmousedown="this.href = '/deleted'">Next page</a>
    <style>a { position: absolute; left: 100px; top: 50px; width: 300px; height: 60px; background: #eee }</style>`),
  '/opens-anew': page(
    `<button onmousedown="document.open(); document.write('<style>*{margin:0}</style><button onclick=note({type:&quot;clicked&quot;,name:&quot;Delete&quot;}) style=width:900px;height:600px>Delete</button>'); document.close()">More</button>`,
  ),
  '/redraws-at-press': page(`<button onmousedown="this.outerHTML = this.outerHTML">More</button>`),
  '/rebuilds': page(`<main></main><script>
    const draw = () => { document.querySelector('main').innerHTML = '<button>More</button>'; setTimeout(draw, 100) };
    draw();
  </script>`),
  ...numbered('/moves-on', FIELDS(`first.oninput = () => second.focus()`)),
  '/blurred': FIELDS(`first.focus(); first.blur()`),
  '/keydown-moves': FIELDS(`first.onkeydown = () => pay.focus()`),
  '/new-frame': FIELDS(`first.oninput = () => {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<input id=inner>';
    frame.onload = () => { frame.contentWindow.document.getElementById('inner').focus() };
    document.body.append(frame);
  }`),
  '/opened-anew': FIELDS(`first.oninput = () => {
    document.open(); document.write('<input id=second autofocus>'); document.close();
    document.getElementById('second').focus();
  }`),
  '/closed-shadow': FIELDS(`
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
    root.innerHTML = '<input aria-label="Search">';
    root.firstChild.focus();
    self.typed = () => root.firstChild.value`),
  '/design-mode': FIELDS(`
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.contentDocument.designMode = 'on';
    frame.contentWindow.focus();
    self.written = () => frame.contentDocument.body.innerText.trim()`),
  '/confirms': FIELDS(
    `first.oninput = () => { if (confirm('Delete everything?')) note({ type: 'confirmed' }) }`,
  ),
  '/navigates': FIELDS(`first.oninput = () => location.assign('/autofocus')`),
  '/autofocus': FIELDS(`second.focus()`),
  '/redrawn-field': FIELDS(`const again = () => {
    const { value } = first;
    const next = first.cloneNode();
    first.replaceWith(next);
    next.value = value;
    next.oninput = again;
    next.focus();
    next.setSelectionRange(value.length, value.length);
  };
  first.oninput = again`),
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

/** A run whose operator approves everything: these tests are about what happens then. */
function approvingRun(): OperatedRun {
  const run = new OperatedRun(made.sandbox, {
    allowed_hosts: ['page.test:80'],
    allowed_key_combos: ['Return', 'Tab', 'space'],
  });
  run.approvals.changed.on(() => void run.asked().then((approval) => run.approve(approval)));
  return run;
}

let at = '/plain';
let shift = 0;
async function press(member: string, path: string) {
  await site.go(at, path);
  at = path;
  site.clear();
  const run = approvingRun();
  // Never where the last one was, which would be a press of the same gesture.
  shift = (shift + 30) % 240;
  const done = await run.act(member, { coordinate: [origin.x + 130 + shift, origin.y + 80] });
  const [finished] = run.record.find('action-finished');
  return { done, outcome: finished?.detail.outcome };
}

/** The dialog that is open, unanswered, is sent away. */
async function dismissDialog(): Promise<void> {
  const { browser, display } = made.sandbox;
  expect((await browser.focusedTarget()).kind).toBe('dialog');
  display.tap({ modifiers: [], key: 'escape' });
  await expect.poll(async () => (await browser.focusedTarget()).kind).not.toBe('dialog');
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

  it('draws its button anew all the time is pressed all the same', async () => {
    expect(await press('double_click', '/rebuilds')).toMatchObject({
      done: { isError: false },
      outcome: 'done',
    });
    await site.until(() => site.of('twice').length > 0);
  });

  it('opens a dialog gets nothing pressed in it', async () => {
    const { done, outcome } = await press('double_click', '/asks');
    expect([done.isError, outcome]).toEqual([true, 'unknown']);
    expect(done.text).toContain(LEFT_OUT);
    await dismissDialog();
  });

  it('does nothing gets both presses as one gesture', async () => {
    expect(await press('double_click', '/plain')).toMatchObject({
      done: { isError: false },
      outcome: 'done',
    });
    await site.until(() => site.of('twice').length > 0);
  });
});

describe('as it is pressed, a page that', () => {
  for (const [what, path] of [
    ['calls the button something else', '/renames-at-press'],
    ['makes the link lead elsewhere', '/leads-elsewhere'],
  ] as const) {
    it(`${what} gets no click, and the agent is told`, async () => {
      const { done, outcome } = await press('left_click', path);
      expect([done.isError, outcome]).toEqual([true, 'unknown']);
      expect(done.text).toContain(LEFT_OUT);
      expect(site.of('clicked')).toEqual([]);
      expect(site.requests.map((request) => request.path)).not.toContain('/deleted');
    });
  }

  for (const [what, path] of [
    ['puts a payment over the button', '/covers-at-press'],
    ['writes another document with a button', '/opens-anew'],
  ] as const) {
    it(`${what} gets no click on that`, async () => {
      await press('left_click', path);
      const names = site.of('clicked').map(({ name }) => name);
      expect(names).not.toContain('Transfer 900 dollars');
      expect(names).not.toContain('Delete');
    });
  }

  it('puts a payment under the pointer as that comes gets no press at all', async () => {
    const { done, outcome } = await press('left_click', '/covers-at-hover');
    expect([done.isError, outcome]).toEqual([true, 'failed']);
    expect(done.text).toContain('Not carried out: what it was meant for changed as it was pressed');
    expect(site.of('clicked')).toEqual([]);
  });

  it('draws its button anew is no other page', async () => {
    expect(await press('left_click', '/redraws-at-press')).toMatchObject({ outcome: 'done' });
  });
});

const ELSEWHERE = 'Outcome unknown: the keyboard went elsewhere meanwhile, and the rest was left out';

/** Opens a page and types or presses there, with the first field focused unless the page has it otherwise. */
async function type(path: string, text: string, options: { member?: string; focus?: boolean } = {}) {
  await site.go(at, path);
  at = path;
  if (options.focus !== false) await site.evaluate(path, 'first.focus()');
  site.clear();
  const run = approvingRun();
  const done = await run.act(options.member ?? 'type', { text });
  const [finished] = run.record.find('action-finished');
  return { done, outcome: finished?.detail.outcome };
}

const valueIn = (id: string) => site.evaluate<string>(at, `document.getElementById('${id}').value`);

describe('while it is typed, a page that', () => {
  for (const [what, text] of [
    ['', 'kettles'],
    [' from an input method', 'é9\n9'],
  ] as const) {
    it(`moves the focus gets the rest of a text${what} nowhere`, async () => {
      for (let round = 0; round < 4; round += 1) {
        const { done, outcome } = await type(`/moves-on-${text.length === 7 ? round : round + 4}`, text);
        expect([done.isError, outcome]).toEqual([true, 'unknown']);
        expect(done.text).toContain(ELSEWHERE);
        expect(await valueIn('second')).toBe('');
        expect(site.of('submitted', 'paid')).toEqual([]);
      }
    });
  }

  it('left the caret in a field that has no focus gets nothing into it', async () => {
    const { done, outcome } = await type('/blurred', 'é99', { focus: false });
    expect(await valueIn('first')).toBe('');
    expect([done.isError, outcome]).toEqual([true, 'failed']);
  });

  it('puts the focus on a button gets no Return there', async () => {
    for (const [member, text] of [
      ['key', 'Return'],
      ['type', 'kettles\n'],
    ] as const) {
      const { done, outcome } = await type('/keydown-moves', text, { member });
      expect([done.isError, outcome]).toEqual([true, 'unknown']);
      expect(done.text).toContain(ELSEWHERE);
      expect(site.of('paid', 'submitted')).toEqual([]);
    }
  });

  it('puts the focus into a frame that has just come gets nothing there', async () => {
    const { outcome } = await type('/new-frame', 'kettles and pans and more');
    expect(outcome).toBe('unknown');
    expect(
      await site.evaluate(
        at,
        "document.querySelector('iframe').contentWindow.document.getElementById('inner').value",
      ),
    ).toBe('');
  });

  it('writes another document gets nothing there', async () => {
    const { outcome } = await type('/opened-anew', 'kettles and pans');
    expect(outcome).toBe('unknown');
    expect(await valueIn('second')).toBe('');
  });

  it('goes to another document gets nothing there', async () => {
    const { outcome } = await type('/navigates', 'kettles and pans and spoons\n');
    at = '/autofocus';
    expect(outcome).toBe('unknown');
    await site.until(() => site.of('ready').length > 0);
    expect(await valueIn('second')).toBe('');
    expect(site.of('submitted', 'paid')).toEqual([]);
  });

  it('draws its field anew and keeps the focus there gets all of it', async () => {
    expect(await type('/redrawn-field', 'kettles and pans')).toMatchObject({ outcome: 'done' });
    expect(await valueIn('first')).toBe('kettles and pans');
  });

  it('keeps its field in a closed shadow root gets all of it', async () => {
    for (const text of ['kettles and pans', 'é99 €']) {
      expect(await type('/closed-shadow', text, { focus: false })).toMatchObject({ outcome: 'done' });
      expect(await site.evaluate(at, 'typed()')).toBe(text);
    }
  });

  it('is edited as a whole gets all of it', async () => {
    expect(await type('/design-mode', 'kettles and pans', { focus: false })).toMatchObject({
      outcome: 'done',
    });
    expect(await site.evaluate(at, 'written()')).toBe('kettles and pans');
  });

  it('is not the one that is typed into gets nothing, though it has the keyboard', async () => {
    await site.go(at, '/moves-on-0');
    at = '/moves-on-0';
    await site.evaluate(at, '(first.oninput = null, first.focus())');
    const { browser, display } = made.sandbox;
    const watch = await browser.watchInput('keys');
    await display.type('kettles\n', new AbortController().signal);
    await display.settle(() => false, new AbortController().signal);
    expect(await watch.end()).toEqual({ isWhole: false, hasBegun: false });
    expect(await valueIn('first')).toBe('');
    await display.type('pans', new AbortController().signal);
    await expect.poll(() => valueIn('first')).toBe('pans');
  });

  // Last: the dialog stays.
  it('asks in a dialog gets no answer', async () => {
    const { done, outcome } = await type('/confirms', 'kettles and pans\n');
    expect([done.isError, outcome]).toEqual([true, 'unknown']);
    expect((await made.sandbox.browser.focusedTarget()).kind).toBe('dialog');
  });
});
