import { beforeEach, describe, expect, it } from 'vitest';
import type { WatchedInput } from '../../../../electron/engine/effects/desktop';
import { performAction } from '../../../../electron/engine/effects/perform-action';
import type { Action } from '../../../../shared/domain/action';
import { FakeDesktop } from '../../../helpers/fake-desktop';
import { ManualClock } from '../../../helpers/manual-clock';

let clock: ManualClock;
let desktop: FakeDesktop;
let control: AbortController;
let isStill: () => Promise<boolean>;

beforeEach(async () => {
  clock = new ManualClock();
  desktop = await FakeDesktop.create(clock);
  control = new AbortController();
  isStill = async () => true;
});

const perform = (action: Action, input: WatchedInput | null = null) =>
  performAction(action, desktop.display, { clock, signal: control.signal, isStill: () => isStill(), input });

/** Lets the clock run for whoever waits for it, until `work` is done. */
async function timed<T>(work: Promise<T>): Promise<T> {
  let isDone = false;
  const settle = () => {
    isDone = true;
  };
  work.then(settle, settle);
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.sleeping > 0) clock.advance(10);
  }
  return work;
}
const keys = () =>
  desktop.server.events.flatMap((event) =>
    event.kind === 'key' ? [`${event.isDown ? '+' : '-'}${event.keysym.toString(16)}`] : [],
  );
const presses = () =>
  desktop.server.events.filter((event) => event.kind === 'pointer' && event.buttons !== 0).length;
const SHIFT = 'ffe1';

describe('an action that is done', () => {
  it.each([
    [
      'a drag',
      { member: 'left_click_drag', input: { start_coordinate: [1, 1], coordinate: [9, 9], text: 'shift' } },
    ],
    [
      'a scroll',
      {
        member: 'scroll',
        input: { scroll_direction: 'up', scroll_amount: 1, coordinate: [1, 1], text: 'shift' },
      },
    ],
    ['a click', { member: 'right_click', input: { coordinate: [1, 1], text: 'shift' } }],
  ] as const)('holds what is to be held during %s, and lets go of it', async (_what, action) => {
    expect(await timed(perform(action))).toBe(true);
    expect(keys()).toEqual([`+${SHIFT}`, `-${SHIFT}`]);
    expect(desktop.server.events.at(0)?.kind).toBe('key');
    expect(desktop.server.events.at(-1)?.kind).toBe('key');
  });

  it('clicks where the pointer is when it names no place', async () => {
    desktop.display.move({ x: 33, y: 44 });
    await perform({ member: 'left_click', input: {} });
    expect(desktop.server.events.at(-1)).toMatchObject({ x: 33, y: 44 });
  });

  it('has a little time between the repeats of a key, and none before the first', async () => {
    await timed(perform({ member: 'key', input: { text: 'Tab' } }));
    expect([keys().length, clock.monotonicMs()]).toEqual([2, 0]);
    await timed(perform({ member: 'key', input: { text: 'Tab', repeat: 3 } }));
    expect([keys().length, clock.monotonicMs()]).toEqual([8, 20]);
  });

  it('holds a key for as many seconds as it says', async () => {
    await timed(perform({ member: 'hold_key', input: { text: 'shift', duration: 2 } }));
    expect([keys(), clock.monotonicMs()]).toEqual([[`+${SHIFT}`, `-${SHIFT}`], 2000]);
  });

  it('waits for as many seconds as it says, and no longer than the run goes on', async () => {
    await timed(perform({ member: 'wait', input: { duration: 1.5 } }));
    expect(clock.monotonicMs()).toBe(1500);
    const waiting = perform({ member: 'wait', input: { duration: 5 } });
    control.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('leaves the rest of its presses out when what it was aimed at is gone', async () => {
    isStill = async () => false;
    expect(await timed(perform({ member: 'triple_click', input: { coordinate: [5, 5] } }))).toBe(false);
    expect(presses()).toBe(1);
  });

  it('asks before each press but the first whether it is still there', async () => {
    let asked = 0;
    isStill = async () => {
      asked += 1;
      return asked < 2;
    };
    expect(await timed(perform({ member: 'triple_click', input: { coordinate: [5, 5] } }))).toBe(false);
    expect([asked, presses()]).toEqual([2, 2]);
  });

  it('changes nothing when it only looks', async () => {
    for (const action of [
      { member: 'screenshot', input: {} },
      { member: 'cursor_position', input: {} },
      { member: 'zoom', input: { region: [0, 0, 9, 9] } },
    ] as const)
      expect(await perform(action)).toBe(true);
    expect(desktop.server.events).toEqual([]);
  });

  it('is refused when its key is none, which the gate does not let through', async () => {
    await expect(perform({ member: 'key', input: { text: 'no such key' } })).rejects.toThrow(
      'key combination',
    );
    await expect(
      perform({ member: 'hold_key', input: { text: 'no such key', duration: 1 } }),
    ).rejects.toThrow('key combination');
  });
});

describe('keys and text', () => {
  /** A watch that says how many presses had come each time it was asked, and lets through as many as it is told. */
  function watched(most = Number.POSITIVE_INFINITY) {
    const asked: number[] = [];
    const inserted: string[] = [];
    const input: WatchedInput = {
      aimAt: async () => true,
      reached: async (count) => {
        asked.push(count);
        return count <= most;
      },
      insertText: async (text) => {
        inserted.push(text);
        return most > 0;
      },
      end: async () => ({ isWhole: true, hasBegun: true }),
    };
    return { input, asked, inserted };
  }
  const type = (text: string, input: WatchedInput | null = null) =>
    perform({ member: 'type', input: { text } }, input);

  it('are pressed one by one where the layout has them', async () => {
    const { input, inserted } = watched();
    expect(await timed(type('ab', input))).toBe(true);
    expect([keys(), inserted]).toEqual([['+61', '-61', '+62', '-62'], []]);
  });

  it('go into the field whole where the layout lacks a part of them, and not when it is gone', async () => {
    const { input, inserted } = watched();
    expect(await timed(type('a支', input))).toBe(true);
    expect([inserted, keys()]).toEqual([['a支'], []]);
    expect(await timed(type('a支', watched(0).input))).toBe(false);
  });

  it('are pressed all the same where there is no field to put them into', async () => {
    expect(await timed(type('支'))).toBe(true);
    expect(keys()).toContain('+100652f');
  });

  it('go on after a blank, a line break or a tab only when all before it has come', async () => {
    const { input, asked } = watched();
    expect(await timed(type('ab c\r\nd\te\rf', input))).toBe(true);
    expect(asked).toEqual([2, 4, 6, 8]);
    const elsewhere = watched(1);
    expect(await timed(type('a b', elsewhere.input))).toBe(true);
    expect(await timed(type('ab c', elsewhere.input))).toBe(false);
  });

  it('are left out from the moment on at which the keyboard went elsewhere', async () => {
    const { input } = watched(1);
    await timed(type('ab c', input));
    expect(keys()).toEqual(['+61', '-61', '+62', '-62']);
  });

  it('that are repeated are looked after, each but the first, unless the browser keeps them to itself', async () => {
    const press = (text: string, input: WatchedInput) =>
      perform({ member: 'key', input: { text, repeat: 3 } }, input);
    const plain = watched();
    expect(await timed(press('a', plain.input))).toBe(true);
    const shifted = watched();
    await timed(press('shift+a', shifted.input));
    const kept = watched(0);
    expect(await timed(press('ctrl+a', kept.input))).toBe(true);
    expect([plain.asked, shifted.asked, kept.asked]).toEqual([[1, 2], [1, 2], []]);
    const before = keys().length;
    expect(await timed(press('a', watched(1).input))).toBe(false);
    expect(keys().length - before).toBe(4);
  });
});
