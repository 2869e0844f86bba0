import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Point } from '../../shared/domain/geometry';
import { makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { TestSite } from '../helpers/test-site';

/** Ordinary pages that are never quite still, each with a button that is asked about. */
const page = (body: string, name = 'Delete all') => `<title>Shop</title><style>
    body { margin: 0; font: 16px sans-serif }
    #it { position: absolute; left: 100px; top: 50px; width: 200px; height: 50px; border: 1px solid #888; background: #eee }
    #by { position: absolute; left: 304px; top: 67px; width: 16px; height: 16px; box-sizing: border-box }
    @keyframes turn { to { transform: rotate(1turn) } }
    @keyframes glow { 50% { background: #9cf; box-shadow: 0 0 20px #39f } }
    @keyframes float { 50% { top: 58px } }
    @keyframes blink { 50% { opacity: 0 } }
  </style>
  <form onsubmit="event.preventDefault()">${body.replaceAll('BUTTON', `<button id="it" type="button" onclick="note({ type: 'clicked', says: this.innerText })">${name}</button>`)}</form>`;
const site = new TestSite({
  '/': page('BUTTON'),
  '/spinner': page(
    'BUTTON<div id="by" style="border:3px solid #06c;border-top-color:#fff;border-radius:50%;animation:turn 1s linear infinite"></div>',
  ),
  '/glow': page('BUTTON<style>#it { animation: glow 3s ease-in-out infinite }</style>'),
  '/drift': page('BUTTON<style>#it { animation: float 4s steps(8) infinite }</style>'),
  '/block-caret': page(
    'BUTTON<div style="position:absolute;left:110px;top:60px;width:9px;height:18px;background:#000;pointer-events:none;animation:blink 1s step-end infinite"></div>',
  ),
  '/rebuilds': page(
    `<main></main><template>BUTTON</template><script>
      const draw = () => { document.querySelector('main').innerHTML = document.querySelector('template').innerHTML; setTimeout(draw, 200) };
      draw();
    </script>`,
  ),
  '/token': page(
    'BUTTON<input type="hidden" name="token" value="0"><script>renew = () => { document.querySelector("[name=token]").value = Math.random() }</script>',
  ),
  '/large': page(
    'BUTTON<input type="hidden" name="state"><script>document.querySelector("[name=state]").value = "x".repeat(900_000)</script>',
  ),
  '/too-large': page(
    'BUTTON<input type="hidden" name="state"><script>document.querySelector("[name=state]").value = "x".repeat(5_000_000)</script>',
  ),
  '/countdown': page(
    'BUTTON<script>let left = 60; setInterval(() => { left -= 1; document.getElementById("it").innerText = "Delete all (" + left + ")" }, 1000)</script>',
    'Delete all (60)',
  ),
  '/fades-in': page(
    'BUTTON<style>#it::before { content: "not "; opacity: 0.01 } #it.on::before { opacity: 1 }</style>',
  ),
  '/slips-in': page(
    'BUTTON<input name="amount" style="position:absolute;top:200px" value="10"><input type="hidden" name="token">',
  ),
});
let made: Awaited<ReturnType<typeof makeSandbox>>;
let origin: Point;
let at = '/';
let runs = 0;

beforeAll(async () => {
  made = await makeSandbox({ site });
  origin = await site.evaluate('/', '({ x: 0, y: outerHeight - innerHeight })');
});
afterAll(() => made?.dispose());

/** Clicks the button; `between` happens before each answer, which is yes, or no once the page has said what it must not. */
async function clickOn(
  path: string,
  between: (round: number) => Promise<unknown> = () => Promise.resolve(),
  run = new OperatedRun(made.sandbox, { allowed_hosts: ['page.test:80'] }),
) {
  // The pointer is drawn on the screen, and would lie on the picture of the button.
  made.sandbox.display.move({ x: origin.x + 600, y: origin.y + 300 });
  await site.go(at, path);
  at = path;
  site.clear();
  // What is judged is what is on the screen, which may still be the page before.
  const limits = { quietMs: 100, limitMs: 500 };
  await made.sandbox.display.settle(() => false, new AbortController().signal, limits);
  const before = run.outcomes.length;
  const questions: { difference: readonly string[]; acceptable: readonly string[] }[] = [];
  const stop = run.approvals.changed.on(([approval]) => {
    if (approval?.kind !== 'action') return;
    questions.push(approval);
    void between(questions.length).then(() =>
      run.decide(approval, {
        verdict: 'approve',
        reason: '',
        accepts: approval.acceptable.length > 0 ? 'run' : 'once',
      }),
    );
  });
  runs += 1;
  // Never where the last one was, which would be a press of the same gesture.
  const done = await run.act('left_click', { coordinate: [origin.x + 130 + (runs % 5) * 25, origin.y + 80] });
  stop();
  await site.until(() => site.of('clicked').length > 0 || done.isError);
  return { done, questions, run, outcomes: run.outcomes.slice(before), clicks: site.of('clicked').length };
}

/** A while in which a page goes on: so many frames of its own. */
const frames = (count: number) => () =>
  site.evaluate(
    at,
    `new Promise((done) => { let left = ${count}; const next = () => (left-- > 0 ? requestAnimationFrame(next) : done()); next() })`,
  );

describe('a page that is merely alive is approved once and clicked once:', () => {
  for (const [what, path] of [
    ['a spinner turns beside the button', '/spinner'],
    ['the button glows', '/glow'],
    ['the button floats up and down', '/drift'],
    ['a block caret blinks on it', '/block-caret'],
    ['its form holds 900 kB that nobody sees', '/large'],
  ] as const) {
    it(what, async () => {
      for (const count of [7, 41, 90]) {
        const { done, outcomes, clicks } = await clickOn(path, frames(count));
        expect(done).toEqual({ isError: false, text: 'Clicked.' });
        expect([outcomes, clicks]).toEqual([['approved'], 1]);
      }
    });
  }
});

describe('what only the page writes is named, may be accepted, and is then not asked about again in the run:', () => {
  for (const [what, path, said, between] of [
    [
      'a hidden token renews itself',
      '/token',
      'hidden field “token” of its form holds something else',
      () => site.evaluate('/token', 'renew()'),
    ],
    ['a hidden state is too large to be compared', '/too-large', 'too much to be compared', frames(3)],
    ['seconds run out on the button', '/countdown', 'Delete all (', frames(90)],
    ['it is drawn anew all the time', '/rebuilds', 'The page has put a new', frames(30)],
  ] as const) {
    it(what, async () => {
      const { done, questions, outcomes, clicks, run } = await clickOn(path, between);
      expect(done).toEqual({ isError: false, text: 'Clicked.' });
      expect([outcomes, clicks]).toEqual([['void', 'approved'], 1]);
      expect(questions[1]?.difference.join(' ')).toContain(said);
      expect(questions[1]?.acceptable).not.toEqual([]);
      const again = await clickOn(path, between, run);
      expect([again.outcomes, again.clicks]).toEqual([['approved'], 1]);
    });
  }
});

describe('what a person would read or send voids all the same:', () => {
  it('words that fade in on the button', async () => {
    const show = async () => {
      await site.evaluate('/fades-in', "void document.getElementById('it').classList.add('on')");
      await frames(3)();
    };
    const run = new OperatedRun(made.sandbox, { allowed_hosts: ['page.test:80'] });
    const { outcomes, questions } = await clickOn('/fades-in', show, run);
    expect(outcomes[0]).toBe('void');
    expect(questions).toHaveLength(2);
  });

  it('an amount in a field that can be seen, beside a token that was accepted', async () => {
    const { outcomes, questions } = await clickOn('/slips-in', (round) =>
      site.evaluate(
        '/slips-in',
        `void (document.forms[0].token.value = ${round}, document.forms[0].amount.value = ${round < 2 ? 10 : 9000})`,
      ),
    );
    expect(outcomes).toEqual(['void', 'void', 'approved']);
    expect(questions[2]?.difference).toEqual(['The fields of its form hold something else now.']);
  });
});
