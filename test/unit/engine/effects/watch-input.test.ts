import { describe, expect, it } from 'vitest';
import { watchInput } from '../../../../electron/engine/effects/watched-input';
import type { InputKind } from '../../../../electron/engine/sandbox/browser/input-probe';
import { type Action, MEMBERS, type Member } from '../../../../shared/domain/action';
import type { ElementTarget, Target, WindowTarget } from '../../../../shared/domain/target';
import { sampleElement } from '../../../helpers/fake-desktop';
import { SAMPLE_ACTIONS } from '../../../helpers/sample-actions';

const FIELD = sampleElement({ fingerprint: 'frame:loader:7:["textbox","Search"]' });
const WINDOW: WindowTarget = {
  kind: 'window',
  title: 'Open',
  windowClass: 'x',
  box: { x: 0, y: 0, width: 1, height: 1 },
  url: null,
  host: null,
};
const BAR: WindowTarget = { ...WINDOW, part: 'address bar' };
const UNKNOWN: Target = { kind: 'unknown', reason: 'none', url: null, host: null };

/** A browser that says of each element whether it is there as it was. */
function watching(aimAt: (target: ElementTarget) => Promise<boolean> = async () => true) {
  const kinds: InputKind[] = [];
  const aimedAt: ElementTarget[] = [];
  let ends = 0;
  const browser = {
    watchInput: async (kind: InputKind) => {
      kinds.push(kind);
      return {
        aimAt: (target: ElementTarget) => {
          aimedAt.push(target);
          return aimAt(target);
        },
        reached: async () => true,
        insertText: async () => true,
        end: async () => {
          ends += 1;
          return { isWhole: true, hasBegun: true };
        },
      };
    },
  };
  const watch = (action: Action, targets: readonly Target[], again: readonly Target[] | null = null) =>
    watchInput({ action, targets, again: async () => again }, { browser } as never);
  return { watch, kinds, aimedAt, ends: () => ends };
}

const press = (text: string): Action => ({ member: 'key', input: { text } });

describe('the input of an action is watched', () => {
  const KINDS: Partial<Record<Member, InputKind>> = {
    left_click: 'click',
    right_click: 'click',
    middle_click: 'click',
    double_click: 'click',
    triple_click: 'click',
    left_mouse_down: 'click',
    left_mouse_up: 'click',
    use_passkey: 'click',
    left_click_drag: 'press',
    type: 'keys',
    key: 'keys',
    hold_key: 'keys',
  };

  it.each(MEMBERS)('by how it reaches an element: %s', async (member) => {
    const { watch, kinds, aimedAt } = watching();
    const { isThere, isAimed } = await watch(SAMPLE_ACTIONS[member], [FIELD]);
    const kind = KINDS[member];
    expect(kinds).toEqual(kind === undefined ? [] : [kind]);
    expect([isThere, isAimed, aimedAt]).toEqual([
      true,
      kind !== undefined,
      kind === undefined ? [] : [FIELD],
    ]);
  });

  it.each(['Down', 'Page_Up', 'Home', 'Tab', 'shift+Tab', 'Escape', 'F5', 'ctrl'])(
    'not where %s moves about in the page, or is held alone',
    async (text) => {
      const { watch, kinds } = watching();
      expect((await watch(press(text), [FIELD])).isAimed).toBe(false);
      expect(kinds).toEqual([]);
    },
  );

  it.each(['Return', 'space', 'a', 'ctrl+a', 'BackSpace'])(
    'where %s presses or writes something',
    async (text) => {
      const { watch, kinds } = watching();
      await watch(press(text), [FIELD]);
      expect(kinds).toEqual(['keys']);
    },
  );

  it('and aimed at nothing in any page where keys go into a bar of the browser', async () => {
    const { watch, aimedAt } = watching();
    const { isThere, isAimed, input } = await watch(SAMPLE_ACTIONS.type, [BAR]);
    expect([isThere, isAimed, input !== null, aimedAt]).toEqual([true, false, true, []]);
  });

  it('not where a bar is clicked, in other windows, and where nothing is known', async () => {
    for (const [action, targets] of [
      [SAMPLE_ACTIONS.left_click, [BAR]],
      [SAMPLE_ACTIONS.type, [WINDOW]],
      [SAMPLE_ACTIONS.type, [UNKNOWN]],
      [SAMPLE_ACTIONS.type, []],
      // The list of a select has no node of its own.
      [SAMPLE_ACTIONS.left_click, [sampleElement({ fingerprint: 'list' })]],
    ] as const) {
      const { watch, kinds } = watching();
      expect(await watch(action, targets)).toEqual({ isThere: true, input: null, isAimed: false });
      expect(kinds).toEqual([]);
    }
  });
});

describe('what was judged is looked for', () => {
  it('again when the page has drawn it anew, and the newest is aimed at', async () => {
    const anew = sampleElement({ fingerprint: 'frame:loader:8:["textbox","Search"]' });
    const { watch, aimedAt, ends } = watching(async (target) => target === anew);
    expect(await watch(SAMPLE_ACTIONS.type, [FIELD], [anew])).toMatchObject({ isThere: true, isAimed: true });
    expect([aimedAt, ends()]).toEqual([[FIELD, anew], 0]);
  });

  it.each([
    ['it is gone', null],
    ['another window stands there', [WINDOW]],
    ['nothing stands there', []],
  ] as const)('no more when %s: pages get their input back, and nothing is sent', async (_what, again) => {
    const { watch, aimedAt, ends } = watching(async () => false);
    expect(await watch(SAMPLE_ACTIONS.type, [FIELD], again)).toEqual({
      isThere: false,
      input: null,
      isAimed: false,
    });
    expect([aimedAt, ends()]).toEqual([[FIELD], 1]);
  });

  it('eight times at most in a page that never stops', async () => {
    const { watch, aimedAt, ends } = watching(async () => false);
    expect((await watch(SAMPLE_ACTIONS.type, [FIELD], [FIELD])).isThere).toBe(false);
    expect([aimedAt.length, ends()]).toEqual([8, 1]);
  });

  it('and when the browser breaks under it, pages get their input back', async () => {
    const { watch, ends } = watching(() => Promise.reject(new Error('the browser is gone')));
    await expect(watch(SAMPLE_ACTIONS.type, [FIELD])).rejects.toThrow('gone');
    expect(ends()).toBe(1);
  });
});
