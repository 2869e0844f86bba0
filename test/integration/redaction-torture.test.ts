import { afterAll, beforeAll, expect, it } from 'vitest';
import { MARK, markedPixels } from '../helpers/find-pixels';
import { makeSandbox } from '../helpers/make-sandbox';
import { NO_REDACTION } from '../helpers/screen-picture';
import { TestSite } from '../helpers/test-site';

const FRAMES = 500;

/**
 * Marked elements in the page, in frames of this site and another, and in a shadow root; and what moves them: scrolling,
 * style animations (which need no script), zooming, and drawing everything anew, in turns with moments of rest.
 */
const PAGE = `<title>Torture</title><style>
  body { margin: 0; font: 16px sans-serif; background: #fff; }
  .s { background: ${MARK}; width: 140px; height: 40px; }
  @keyframes slide { from { transform: translate(0, 0) } to { transform: translate(420px, 180px) rotate(20deg) } }
  .animated .slides { animation: slide 700ms infinite alternate ease-in-out; }
  iframe { border: 0; width: 260px; height: 120px; }
  </style>
  <div id="list"></div><script>
  const turns = ['rest', 'scroll', 'rest', 'animate', 'rest', 'zoom', 'renew', 'rest', 'smooth'];
  const draw = (count) => {
    list.innerHTML = Array.from({ length: 30 }, (_, row) => '<p>Row ' + row + '</p>'
      + (row % 3 === 0 ? '<div class="s' + (row % 2 ? ' slides' : '') + '" style="margin-left:' + (row * 37 + count * 61) % 600 + 'px"></div>' : '')
      + (row === 4 ? '<x-shadow></x-shadow>' : '')
      + (row === 2 ? '<iframe srcdoc="<body style=margin:0><div class=s style=\\'background:${MARK};width:90px;height:40px\\'>"></iframe>' : '')
      + (row === 6 ? '<iframe class="slides" src="http://other.test/inner"></iframe>' : '')).join('');
    for (const host of document.querySelectorAll('x-shadow'))
      host.attachShadow({ mode: 'open' }).innerHTML = '<div class="s" style="background:${MARK};width:80px;height:30px"></div>';
  };
  let count = 0;
  const turn = () => {
    count += 1;
    const now = turns[count % turns.length];
    document.body.className = now === 'animate' ? 'animated' : '';
    if (now === 'scroll') { let left = 25; const step = () => { scrollBy(0, count % 2 ? 23 : -17); left -= 1; if (left > 0) requestAnimationFrame(step); }; step(); }
    if (now === 'smooth') scrollTo({ top: (count * 211) % 1500, behavior: 'smooth' });
    if (now === 'zoom') document.body.style.zoom = 0.6 + (count % 7) * 0.17;
    if (now === 'renew') draw(count);
    setTimeout(turn, now === 'rest' ? 520 : 330);
  };
  draw(0);
  addEventListener('load', turn);
  </script>`;
const INNER = `<body style="margin:0"><div class="s" style="background:${MARK};width:120px;height:50px"></div><div style="height:900px"></div>
  <script>let at = 0; setInterval(() => { at += 1; if (at % 4 === 0) scrollTo(0, (at * 13) % 60); }, 400);</script>`;

const SANDBOXES = 2;
const site = new TestSite({ '/': PAGE, '/inner': INNER });
/** Two at once: most of the time is spent waiting for frames. */
let made: Awaited<ReturnType<typeof makeSandbox>>[] = [];
beforeAll(async () => {
  const hosts = ['page.test', 'other.test'];
  // Where less is drawn more pictures are taken of what moves.
  const display = { width: 960, height: 640 };
  made = await Promise.all(Array.from({ length: SANDBOXES }, () => makeSandbox({ site, hosts, display })));
}, 60_000);
afterAll(() => Promise.all(made.map((one) => one.dispose())));

type Camera = (typeof made)[number]['sandbox']['camera'];

it('has what it is looked for in its pictures when nothing is masked', async () => {
  let found = 0;
  for (const { sandbox } of made)
    for (let frame = 0; frame < 5; frame += 1) found += markedPixels((await sandbox.camera.take()).bytes);
  expect(found).toBeGreaterThan(10_000);
});

/** What leaked in so many pictures, and in how many of them it was known where everything was. */
async function torture(camera: Camera, frames: number) {
  const leaks: string[] = [];
  let sure = 0;
  camera.goBy({ redaction: { ...NO_REDACTION, regions: [{ selector: '.s' }] }, area: null });
  for (let frame = 0; frame < frames; frame += 1) {
    const { bytes, redaction } = await camera.take();
    const count = markedPixels(bytes);
    if (count > 0) leaks.push(`frame ${frame}: ${count} pixels, ${JSON.stringify(redaction)}`);
    if (redaction?.unsure === null) sure += 1;
  }
  return { leaks, sure };
}

it(`shows not one marked pixel in ${FRAMES} pictures of pages that scroll, animate, zoom and are drawn anew`, async () => {
  const all = await Promise.all(made.map(({ sandbox }) => torture(sandbox.camera, FRAMES / SANDBOXES)));
  expect(all.flatMap(({ leaks }) => leaks)).toEqual([]);
  // It is not simply black all the time.
  expect(all.reduce((sum, { sure }) => sum + sure, 0)).toBeGreaterThan(FRAMES / 10);
}, 900_000);
