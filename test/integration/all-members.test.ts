import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { History } from '../../electron/engine/history/history';
import { cropPicture } from '../../electron/engine/sandbox/display/framebuffer';
import { readWebp } from '../../electron/engine/webp/read-webp';
import { COMPUTER_MEMBERS } from '../../shared/domain/action';
import { INPUT_PAGE } from '../helpers/input-page';
import { toolUse } from '../helpers/make-run';
import { makeDriver, makeSandbox } from '../helpers/make-sandbox';
import { sentText } from '../helpers/sent-text';
import { TestSite } from '../helpers/test-site';

const site = new TestSite({ '/': INPUT_PAGE });
const used = new Set<string>();
let made: Awaited<ReturnType<typeof makeSandbox>>;
let agent: ReturnType<typeof makeDriver>;
/** Where the page begins on the screen. */
let origin = { x: 0, y: 0 };

beforeAll(async () => {
  // Every event of every page goes out to the test, all after one step.
  made = await makeSandbox({ site, policy: { ask_upload_above_kb: 50_000 } });
  const combos = [
    'ctrl',
    'shift',
    'ctrl+shift',
    'shift+1',
    'shift+Tab',
    'ctrl+a',
    'ctrl+shift+k',
    'Return',
    'Tab',
    'BackSpace',
    'Right',
    'a',
    'F5',
    'Escape',
  ];
  agent = makeDriver(made.sandbox, { allowed_key_combos: combos });
  origin = await site.evaluate('/', '({ x: screenX, y: screenY + outerHeight - innerHeight })');
});
beforeEach(() => site.clear());
afterAll(() => made?.dispose());

/** Runs one call through the toolset, the gate and the driver; fails with what the model would have read. */
async function act(member: string, input: object = {}) {
  used.add(member);
  const { result } = await agent.call(toolUse(member, input));
  if (result.is_error) throw new Error(JSON.stringify(result.content));
  return result.content;
}

const at = (x: number, y: number): [number, number] => [origin.x + x, origin.y + y];
const PAD = { x: 200, y: 100 };

/** The events of these kinds, each as the fields that are asked for. */
function saw(types: string[], ...fields: string[]) {
  return site.of(...types).map((event) => fields.map((field) => event[field]));
}

async function value(id: string): Promise<string> {
  return site.evaluate('/', `document.getElementById('${id}').value`);
}

async function focusEmpty(id: 'field' | 'text'): Promise<void> {
  await site.evaluate('/', `(${id}.value = '', ${id}.focus())`);
  site.clear();
}

describe('what the page gets of each pointer action', () => {
  const buttons = ['mousedown', 'mouseup', 'click', 'auxclick', 'dblclick', 'contextmenu'];
  const [x, y] = [PAD.x, PAD.y];

  for (const [member, expected] of [
    [
      'left_click',
      [
        ['mousedown', 0, 1],
        ['mouseup', 0, 1],
        ['click', 0, 1],
      ],
    ],
    [
      'middle_click',
      [
        ['mousedown', 1, 1],
        ['mouseup', 1, 1],
        ['auxclick', 1, 1],
      ],
    ],
    [
      'right_click',
      [
        ['mousedown', 2, 1],
        ['contextmenu', 2, 0],
        ['mouseup', 2, 1],
        ['auxclick', 2, 1],
      ],
    ],
    [
      'double_click',
      [
        ['mousedown', 0, 1],
        ['mouseup', 0, 1],
        ['click', 0, 1],
        ['mousedown', 0, 2],
        ['mouseup', 0, 2],
        ['click', 0, 2],
        ['dblclick', 0, 2],
      ],
    ],
    [
      'triple_click',
      [
        ['mousedown', 0, 1],
        ['mouseup', 0, 1],
        ['click', 0, 1],
        ['mousedown', 0, 2],
        ['mouseup', 0, 2],
        ['click', 0, 2],
        ['dblclick', 0, 2],
        ['mousedown', 0, 3],
        ['mouseup', 0, 3],
        ['click', 0, 3],
      ],
    ],
  ] as const) {
    it(`${member} is one gesture of the right button at the very pixel`, async () => {
      const place = at(x + used.size * 12, y);
      await act(member, { coordinate: place });
      await site.until(() => site.of(...buttons).length >= expected.length);
      expect(saw(buttons, 'type', 'button', 'detail')).toEqual(expected);
      const places = new Set(saw(buttons, 'x', 'y').map(String));
      expect([...places]).toEqual([String(place)]);
    });
  }

  it('clicks of one gesture stay together on a machine that is busy', { timeout: 120_000 }, async () => {
    const busy = Array.from({ length: availableParallelism() }, () =>
      spawn('sh', ['-c', 'while :; do :; done']),
    );
    onTestFinished(() => busy.forEach((child) => void child.kill('SIGKILL')));
    const signal = new AbortController().signal;
    const [left, top] = at(x, y);
    for (let round = 0; round < 60; round += 1) {
      site.clear();
      const times = 2 + (round % 2);
      // Never where the last one was, which would be a click of the same gesture.
      const place = { x: left + (round % 2) * 40, y: top + ((round >> 1) % 2) * 40 };
      await made.sandbox.display.click(place, 'left', times, signal);
      await site.until(() => site.of('click').length >= times);
      expect(saw(['click'], 'detail').flat()).toEqual([1, 2, 3].slice(0, times));
    }
  });

  it('a click without a coordinate lands where the pointer is', async () => {
    await act('mouse_move', { coordinate: at(333, 77) });
    await act('left_click');
    await site.until(() => site.of('click').length > 0);
    expect(saw(['click'], 'x', 'y')).toEqual([at(333, 77)]);
  });

  for (const held of ['ctrl', 'shift', 'ctrl+shift']) {
    it(`a click with ${held} carries just that, and nothing stays pressed`, async () => {
      await act('left_click', { coordinate: at(60, 60), text: held });
      await act('left_click', { coordinate: at(160, 160) });
      await site.until(() => site.of('click').length >= 2);
      expect(saw(['click'], 'modifiers')).toEqual([[held], ['']]);
    });
  }

  it('mouse_move, left_mouse_down and left_mouse_up make a drag of one’s own, step by step', async () => {
    await act('mouse_move', { coordinate: at(100, 60) });
    await act('left_mouse_down');
    await act('mouse_move', { coordinate: at(150, 90) });
    await act('left_mouse_up');
    await site.until(() => site.of('mouseup').length > 0);
    expect(saw(['mousedown', 'mouseup'], 'type', 'x', 'y')).toEqual([
      ['mousedown', ...at(100, 60)],
      ['mouseup', ...at(150, 90)],
    ]);
    expect(site.of('mousemove').some((e) => e.buttons === 1 && e.x === at(150, 90)[0])).toBe(true);
  });

  it('left_click_drag goes from start to end in steps with the button down', async () => {
    await act('left_click_drag', { start_coordinate: at(60, 40), coordinate: at(300, 160) });
    await site.until(() => site.of('mouseup').length > 0);
    const path = site.of('mousemove').filter(({ buttons: pressed }) => pressed === 1);
    expect(path.length).toBeGreaterThan(4);
    expect(saw(['mousedown', 'mouseup'], 'x', 'y')).toEqual([at(60, 40), at(300, 160)]);
  });

  it('left_click_drag moves a slider to where it is dropped', async () => {
    await act('left_click_drag', { start_coordinate: at(48, 455), coordinate: at(240, 455) });
    await site.until(() => site.of('mouseup').length > 0);
    expect(Math.abs(Number(await value('slider')) - 500)).toBeLessThan(15);
  });

  for (const [direction, sign] of [
    ['down', ['dy', 1]],
    ['up', ['dy', -1]],
    ['right', ['dx', 1]],
    ['left', ['dx', -1]],
  ] as const) {
    it(`scroll ${direction} turns the wheel by as many clicks as asked`, async () => {
      await act('scroll', { coordinate: at(x, y), scroll_direction: direction, scroll_amount: 3 });
      const [axis, way] = sign;
      const total = () => site.of('wheel').reduce((sum, event) => sum + Number(event[axis]), 0);
      await site.until(() => Math.abs(total()) >= 3 * 120);
      const other = axis === 'dx' ? 'dy' : 'dx';
      expect({ total: total(), other: saw(['wheel'], other).flat().filter(Number) }).toEqual({
        total: way * 3 * 120,
        other: [],
      });
    });
  }

  it('scroll with shift held says so', async () => {
    await act('scroll', { coordinate: at(x, y), scroll_direction: 'down', scroll_amount: 1, text: 'shift' });
    await site.until(() => site.of('wheel').length > 0);
    expect(saw(['wheel'], 'modifiers')).toEqual([['shift']]);
  });
});

describe('what the page gets of each key action', () => {
  it('a combination is pressed in order and released in reverse', async () => {
    await focusEmpty('field');
    await act('key', { text: 'shift+ctrl+k' });
    await site.until(() => site.of('keyup').length >= 3);
    expect(saw(['keydown', 'keyup'], 'type', 'key', 'modifiers')).toEqual([
      ['keydown', 'Control', 'ctrl'],
      ['keydown', 'Shift', 'ctrl+shift'],
      ['keydown', 'K', 'ctrl+shift'],
      ['keyup', 'K', 'ctrl+shift'],
      ['keyup', 'Shift', 'ctrl'],
      ['keyup', 'Control', ''],
    ]);
  });

  for (const [text, key] of [
    ['shift+1', '!'],
    ['shift+Tab', 'Tab'],
  ]) {
    it(`${text} is ${key} with shift held`, async () => {
      await focusEmpty('field');
      await act('key', { text });
      await site.until(() => site.of('keyup').length >= 2);
      expect(saw(['keydown', 'keyup'], 'type', 'key', 'modifiers')).toEqual([
        ['keydown', 'Shift', 'shift'],
        ['keydown', key, 'shift'],
        ['keyup', key, 'shift'],
        ['keyup', 'Shift', ''],
      ]);
    });
  }

  it('repeat presses as often as asked, each a press of its own', async () => {
    await focusEmpty('field');
    await act('key', { text: 'a', repeat: 50 });
    await site.until(() => site.of('keyup').length >= 50);
    expect(saw(['keydown'], 'key', 'repeat')).toEqual(Array(50).fill(['a', false]));
    expect(await value('field')).toBe('a'.repeat(50));
  });

  it('a combination acts: ctrl+a selects what the next key replaces', async () => {
    await site.evaluate('/', "(field.value = 'old words', field.focus())");
    await act('key', { text: 'ctrl+a' });
    await act('key', { text: 'BackSpace' });
    expect(await value('field')).toBe('');
  });

  it('hold_key holds for the asked time and lets go', async () => {
    await focusEmpty('field');
    await act('hold_key', { text: 'Right', duration: 0.8 });
    await site.until(() => site.of('keyup').length > 0);
    const keys = site.of('keydown', 'keyup');
    const heldMs = Number(keys.at(-1)?.at) - Number(keys[0]?.at);
    expect(keys.at(-1)?.type).toBe('keyup');
    expect(keys.slice(1, -1).every(({ type, repeat }) => type === 'keydown' && repeat === true)).toBe(true);
    expect(keys.length).toBeGreaterThan(3);
    expect(heldMs).toBeGreaterThan(750);
    expect(heldMs).toBeLessThan(1000);
  });

  it('a held modifier is a modifier for as long as it is held', async () => {
    await act('hold_key', { text: 'shift', duration: 0.1 });
    await site.until(() => site.of('keyup').length > 0);
    expect(saw(['keyup'], 'key')).toEqual([['Shift']]);
  });
});

describe('what the agent sees', () => {
  /** The picture as the model gets it. */
  const frameOf = async (content: Awaited<ReturnType<typeof act>>): Promise<Buffer> => {
    const history = new History(agent.record);
    await history.append({
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 't', content }],
    });
    const sent = await sentText(history, agent.record);
    const [, data = ''] = /"data":"([^"]+)"/.exec(sent) ?? [];
    return Buffer.from(data, 'base64');
  };

  it('a screenshot is the very bytes of the stored frame, and of the real size', async () => {
    const picture = await frameOf(await act('screenshot'));
    expect([...agent.record.frames.values()].some((stored) => stored.equals(picture))).toBe(true);
    expect(
      agent.record.frames
        .get(agent.record.find('action-finished').at(-1)?.screenshot_saved ?? '')
        ?.equals(picture),
    ).toBe(true);
    const { width, height } = readWebp(picture);
    expect([width, height]).toEqual([1280, 800]);
  });

  it('zoom gives the pixels of that part of the screen unchanged', async () => {
    await act('mouse_move', { coordinate: at(700, 100) });
    const screen = readWebp(await frameOf(await act('screenshot')));
    const [x0, y0] = at(40, 490);
    const part = readWebp(await frameOf(await act('zoom', { region: [x0, y0, x0 + 400, y0 + 100] })));
    const expected = cropPicture(screen, { x: x0, y: y0, width: 400, height: 100 });
    expect([part.width, part.height]).toEqual([400, 100]);
    expect(part.pixels.equals(expected.pixels)).toBe(true);
    expect(new Set(part.pixels).size).toBeGreaterThan(50);
  });

  it('cursor_position answers in the pixels of the screenshot', async () => {
    await act('mouse_move', { coordinate: [641, 399] });
    expect(JSON.stringify(await act('cursor_position'))).toMatch(/641\D+399/);
  });

  it('wait waits as long as it was asked to', async () => {
    const begun = performance.now();
    await act('wait', { duration: 0.5 });
    const tookMs = performance.now() - begun;
    expect(tookMs).toBeGreaterThan(490);
    expect(tookMs).toBeLessThan(1500);
  });
});

const TEXTS: Readonly<Record<string, string>> = {
  'plain Latin': 'The quick brown fox jumps over the lazy dog 0123456789',
  'the signs of code and markup': '"\'\\<>&`~!@#$%^*()_+-=[]{}|;:,./? <script>alert("x")</script>',
  accents: 'Müller & Søn, Žluťoučký kůň, ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż, Çağrı İstanbul ñ ß ÿ',
  Cyrillic: 'Съешь же ещё этих мягких французских булок, ЎІЇЄҐ',
  Greek: 'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία ΆΈΉΊΌΎΏ',
  Arabic: 'نص حكيم له سر قاطع وذو شأن عظيم',
  Hebrew: 'דג סקרן שט בים מאוכזב ולפתע מצא חברה',
  Chinese: '我能吞下玻璃而不伤身体。繁體中文也可以',
  Japanese: 'いろはにほへとチリヌルヲ漢字、ｶﾅ',
  Korean: '나는 유리를 먹을 수 있어요',
  emoji: '😀🎉🚀👍❤🇩🇪👩‍💻🧑🏽‍🚒',
  'currencies and dashes': '€£¥₹ – — … “quoted” ‘single’ «guillemets» ½ × ÷ ≠ ≤ ∞',
  'two scripts in turns': 'aбaбaбaбaбaбaбabcабвabcабв',
  '500 characters': Array.from({ length: 500 }, (_, index) =>
    String.fromCharCode(97 + ((index * 7) % 26)),
  ).join(''),
  '500 characters of many scripts': Array.from(
    { length: 100 },
    (_, index) => `a${'éжβ漢'[index % 4]}${'קشが한'[index % 4]}1 `,
  ).join(''),
};

describe('typed text arrives whole and in order', () => {
  for (const [what, text] of Object.entries(TEXTS)) {
    it(`${what}`, async () => {
      const got: string[] = [];
      for (let round = 0; round < 3; round += 1) {
        await focusEmpty('text');
        await act('type', { text });
        await site.until(() => site.of('input').at(-1)?.value === text, 1500);
        got.push(await value('text'));
      }
      expect(got).toEqual(Array(3).fill(text));
    });
  }

  it('capitals and signs are typed with shift, and no lock is touched', async () => {
    await focusEmpty('text');
    await act('type', { text: 'aB1+Z' });
    await site.until(() => site.of('input').at(-1)?.value === 'aB1+Z');
    expect(saw(['keydown'], 'key', 'modifiers')).toEqual([
      ['a', ''],
      ['Shift', 'shift'],
      ['B', 'shift'],
      ['1', ''],
      ['Shift', 'shift'],
      ['+', 'shift'],
      ['Shift', 'shift'],
      ['Z', 'shift'],
    ]);
    site.clear();
    await act('key', { text: 'ctrl+a' });
    await site.until(() => site.of('keyup').length >= 2);
    expect(saw(['keydown'], 'key')).toEqual([['Control'], ['a']]);
  });

  it('line breaks and tabs are presses of those keys', async () => {
    await focusEmpty('text');
    await act('type', { text: 'one\r\ntwo\n' });
    expect(await value('text')).toBe('one\ntwo\n');
  });

  it('every member of the toolset has been used in this file', () => {
    expect([...used].sort()).toEqual([...COMPUTER_MEMBERS].sort());
  });
});
