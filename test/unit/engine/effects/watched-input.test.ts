import { describe, expect, it } from 'vitest';
import type { WatchedInput } from '../../../../electron/engine/effects/desktop';
import type { InputEnd } from '../../../../electron/engine/sandbox/browser/input-watch';
import type { Target } from '../../../../shared/domain/target';
import { sampleElement } from '../../../helpers/fake-desktop';
import { makeGate } from '../../../helpers/make-gate';

const FINGERPRINT = 'frame:loader:7:["button","Next page"]';

const FIELD = sampleElement({ role: 'textbox', tag: 'input', name: 'Search', fingerprint: FINGERPRINT });
const BAR: Target = {
  kind: 'window',
  title: 'Chromium',
  windowClass: 'chromium Chromium',
  part: 'address bar',
  box: { x: 0, y: 0, width: 320, height: 40 },
  url: null,
  host: null,
};

type Call = readonly [member: string, input: object];
const CLICK: Call = ['left_click', { coordinate: [20, 20] }];
const TYPE: Call = ['type', { text: 'tea and more' }];

/** Carries out a call on an element that can be watched; says what came of it and what was sent to the display. */
async function perform([member, input]: Call, watch: Partial<WatchedInput> = {}, focused: Target = FIELD) {
  const made = await makeGate({ allowed_key_combos: ['Return', 'Tab', 'Down', 'ctrl+a'] });
  const { desktop } = made;
  desktop.target = sampleElement({ fingerprint: FINGERPRINT });
  desktop.focused = focused;
  const kinds: string[] = [];
  let ends = 0;
  const { watchInput } = desktop.browser;
  desktop.browser.watchInput = async (kind) => {
    kinds.push(kind);
    const whole = await watchInput(kind);
    return {
      ...whole,
      ...watch,
      end: () => {
        ends += 1;
        return (watch.end ?? whole.end)();
      },
    };
  };
  const ruling = await made.admit({ toolUseId: 't1', member, input });
  if (ruling.verdict !== 'allowed') throw new Error(ruling.reason);
  const outcome = await made.effects.carryOut(ruling.permit);
  const error = outcome.kind === 'done' ? null : outcome.error;
  return { kind: outcome.kind, error, kinds, ends: () => ends, events: desktop.server.events };
}

const ended = (end: InputEnd) => ({ end: async () => end });

describe('the input of an action', () => {
  it.each<[Call, string[]]>([
    [CLICK, ['click']],
    [['left_click_drag', { start_coordinate: [20, 20], coordinate: [30, 30] }], ['press']],
    [TYPE, ['keys']],
    [['key', { text: 'Return' }], ['keys']],
    [['key', { text: 'ctrl+a' }], ['keys']],
    [['key', { text: 'Tab', repeat: 2 }], []],
    [['key', { text: 'Down' }], []],
    [['mouse_move', { coordinate: [20, 20] }], []],
    [['screenshot', {}], []],
  ])('of %j is watched as %j, and let go afterwards', async (call, kinds) => {
    const done = await perform(call);
    expect(done).toMatchObject({ kind: 'done', kinds });
    expect(done.ends()).toBe(kinds.length);
  });

  it('is not sent when its target can’t be found as it was judged', async () => {
    const { kind, error, events, ends } = await perform(CLICK, { aimAt: async () => false });
    expect([kind, error]).toEqual(['failed', expect.stringContaining('changed at the last moment')]);
    expect(events).toEqual([]);
    expect(ends()).toBe(1);
  });

  it('goes to a target that was drawn anew', async () => {
    let tries = 0;
    const aimAt = async () => {
      tries += 1;
      return tries === 3;
    };
    expect(await perform(CLICK, { aimAt })).toMatchObject({ kind: 'done' });
  });

  it('that was held back whole was not carried out, and in part is unknown', async () => {
    const whole = await perform(CLICK, ended({ isWhole: false, hasBegun: false }));
    expect([whole.kind, whole.error]).toEqual(['failed', expect.stringContaining('held back')]);
    for (const call of [CLICK, TYPE]) {
      const part = await perform(call, ended({ isWhole: false, hasBegun: true }));
      expect([part.kind, part.error]).toEqual(['unknown', expect.stringContaining('the rest was left out')]);
    }
  });

  it('for the browser’s own bars reaches no page, and none is asked about it', async () => {
    const notAsked = () => Promise.reject(new Error('no page has it'));
    const watch = { aimAt: notAsked, reached: notAsked, insertText: notAsked };
    for (const text of ['app.example.com and more', 'é99']) {
      const done = await perform(['type', { text }], watch, BAR);
      expect(done).toMatchObject({ kind: 'done', kinds: ['keys'] });
      expect(done.ends()).toBe(1);
    }
    const lost = await perform(TYPE, { ...watch, ...ended({ isWhole: false, hasBegun: false }) }, BAR);
    expect([lost.kind, lost.error]).toEqual([
      'unknown',
      expect.stringContaining('the keyboard went elsewhere'),
    ]);
  });

  it('ends before what would press something once a page has taken the keyboard away', async () => {
    const asked: number[] = [];
    const { kind, error } = await perform(TYPE, {
      reached: async (count) => {
        asked.push(count);
        return asked.length < 2;
      },
    });
    expect(asked).toEqual([3, 7]);
    expect([kind, error]).toEqual(['unknown', expect.stringContaining('the keyboard went elsewhere')]);
    const again = await perform(['key', { text: 'Return', repeat: 3 }], { reached: async () => false });
    expect(again.kind).toBe('unknown');
  });

  it('is let go when something breaks under it', async () => {
    let ends = 0;
    const broken = perform(TYPE, {
      reached: () => Promise.reject(new Error('gone')),
      end: async () => {
        ends += 1;
        return { isWhole: true, hasBegun: true };
      },
    });
    await expect(broken).rejects.toThrow('gone');
    expect(ends).toBe(1);
  });
});
