import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Policy } from '../../shared/domain/policy';
import { makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { TestSite } from '../helpers/test-site';

const STYLE =
  '<style>body { margin: 0; font: 16px sans-serif; height: 3000px } .at { position: absolute; left: 100px; width: 300px; height: 40px }</style>';
const START = `${STYLE}<title>Library</title>
  <a class="at" style="top:20px" href="/article">Read about rivers</a>
  <input class="at" style="top:80px" type="search" aria-label="Search the library">
  <select class="at" style="top:140px" aria-label="Country"><option>Norway<option>Chile<option>Peru</select>
  <input class="at" style="top:200px" type="date" aria-label="Published after">
  <p class="at" style="top:300px">Rivers and lakes</p>`;
const ARTICLE = `${STYLE}<title>Rivers</title><p class="at" style="top:20px">A river is long.</p>
  <a class="at" style="top:80px" href="/source">Source of this</a>`;
const SOURCE = `${STYLE}<title>Source</title><p class="at" style="top:20px">Printed in 1907.</p>`;

const site = new TestSite({ '/': START, '/article': ARTICLE, '/source': SOURCE });
const HOSTS: Partial<Policy> = { allowed_hosts: ['page.test:80', 'other.test:80'] };
let made: Awaited<ReturnType<typeof makeSandbox>>;

beforeAll(async () => {
  made = await makeSandbox({ site, hosts: ['page.test', 'other.test'] });
});
afterAll(() => made?.dispose());

type Step = readonly [member: string, input: object];
const click = (x: number, y: number): Step => ['left_click', { coordinate: [x, y] }];
const press = (text: string): Step => ['key', { text }];
const type = (text: string): Step => ['type', { text }];

/** Where the page begins. */
const TOP = 87;
const BACK = click(23, 63);
const FORWARD = click(59, 63);
const RELOAD = click(95, 63);
const ADDRESS = click(600, 63);
const MENU = click(1257, 63);

const STEPS: readonly Step[] = [
  ADDRESS,
  type('other.test/article'),
  press('Return'),
  click(200, TOP + 100),
  BACK,
  FORWARD,
  press('alt+Left'),
  RELOAD,
  press('ctrl+t'),
  type('page.test'),
  press('Return'),
  click(150, 20),
  press('ctrl+Tab'),
  press('ctrl+plus'),
  press('ctrl+0'),
  press('ctrl+f'),
  type('lakes'),
  press('Return'),
  press('Escape'),
  ['scroll', { coordinate: [640, 500], scroll_direction: 'down', scroll_amount: 3 }],
  ['scroll', { coordinate: [640, 500], scroll_direction: 'up', scroll_amount: 10 }],
  click(250, TOP + 160),
  click(250, TOP + 215),
  click(390, TOP + 220),
  click(200, TOP + 380),
  click(250, TOP + 100),
  type('rivers of Peru'),
  MENU,
  press('Escape'),
  press('ctrl+w'),
];

it('thirty harmless steps of a research task ask nobody, but where a busy page does not answer in time', async () => {
  const run = new OperatedRun(made.sandbox, HOSTS);
  const asked: string[] = [];
  const notAnswered: string[] = [];
  run.approvals.changed.on(([first]) => {
    if (first?.kind !== 'action') return;
    (first.target.kind === 'unknown' ? notAnswered : asked).push(first.sentence);
    run.approve(first);
  });
  const refused: string[] = [];
  for (const [member, input] of STEPS) {
    const done = await run.act(member, input);
    if (done.isError) refused.push(`${member} ${JSON.stringify(input)}: ${done.text}`);
  }
  expect(STEPS).toHaveLength(30);
  expect(refused).toEqual([]);
  expect(asked).toEqual([]);
  expect(notAnswered.length).toBeLessThanOrEqual(3);
});
