import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePolicy, type PolicyContext } from '../../../../electron/engine/policy/evaluate';
import { type Action, MEMBERS, type Member, memberGroup } from '../../../../shared/domain/action';
import type { Policy } from '../../../../shared/domain/policy';
import { LOCKED_DOWN, READ_ONLY, SUPERVISED } from '../../../../shared/domain/policy-presets';
import { samplePolicy } from '../../../helpers/sample-policy';

const CONTEXT: PolicyContext = {
  pointer: { cursor: { x: 5, y: 5 }, isButtonDown: false },
  display: { width: 1280, height: 800 },
  actionsInLastMinute: 0,
  stepsTaken: 0,
};

const SAMPLES: { readonly [M in Member]: Extract<Action, { member: M }> } = {
  key: { member: 'key', input: { text: 'Return' } },
  hold_key: { member: 'hold_key', input: { text: 'Return', duration: 1 } },
  type: { member: 'type', input: { text: 'hello' } },
  cursor_position: { member: 'cursor_position', input: {} },
  mouse_move: { member: 'mouse_move', input: { coordinate: [10, 10] } },
  left_mouse_down: { member: 'left_mouse_down', input: {} },
  left_mouse_up: { member: 'left_mouse_up', input: {} },
  left_click: { member: 'left_click', input: { coordinate: [10, 10] } },
  left_click_drag: { member: 'left_click_drag', input: { start_coordinate: [10, 10], coordinate: [90, 90] } },
  right_click: { member: 'right_click', input: { coordinate: [10, 10] } },
  middle_click: { member: 'middle_click', input: { coordinate: [10, 10] } },
  double_click: { member: 'double_click', input: { coordinate: [10, 10] } },
  triple_click: { member: 'triple_click', input: { coordinate: [10, 10] } },
  scroll: { member: 'scroll', input: { scroll_direction: 'down', scroll_amount: 3, coordinate: [10, 10] } },
  wait: { member: 'wait', input: { duration: 1 } },
  screenshot: { member: 'screenshot', input: {} },
  zoom: { member: 'zoom', input: { region: [0, 0, 100, 100] } },
};

function rule(action: Action, policy: Policy, context: Partial<PolicyContext> = {}): string {
  const ruling = evaluatePolicy(action, policy, { ...CONTEXT, ...context });
  return ruling.verdict === 'allow' ? 'allow' : ruling.rule;
}

describe('the policy', () => {
  it('allows by group: every one of the 17 members stands in exactly one', () => {
    const none = samplePolicy({
      allow_click: false,
      allow_type: false,
      allow_key: false,
      allow_scroll: false,
    });
    const denied = Object.fromEntries(MEMBERS.map((member) => [member, rule(SAMPLES[member], none)]));
    const expected = Object.fromEntries(
      MEMBERS.map((member) => [
        member,
        memberGroup[member] === 'observe' ? 'allow' : `allow_${memberGroup[member]}`,
      ]),
    );
    expect(denied).toEqual(expected);
    expect(MEMBERS.map((member) => rule(SAMPLES[member], SUPERVISED))).toEqual(MEMBERS.map(() => 'allow'));
  });

  it('lets a read-only agent click and scroll and nothing more', () => {
    const allowed = MEMBERS.filter((member) => rule(SAMPLES[member], READ_ONLY) === 'allow');
    expect(new Set(allowed.map((member) => memberGroup[member]))).toEqual(
      new Set(['click', 'scroll', 'observe']),
    );
  });

  it('starts every preset without a single host', () => {
    expect([SUPERVISED, READ_ONLY, LOCKED_DOWN].flatMap(({ allowed_hosts }) => allowed_hosts)).toEqual([]);
  });

  describe('keys', () => {
    const policy = samplePolicy({ allowed_key_combos: ['Return', 'ctrl+shift+T'] });
    const key = (text: string): Action => ({ member: 'key', input: { text } });

    it('are compared after order, case and aliases are normalised', () => {
      expect(['Enter', 'KP_Enter', 'SHIFT+Control+t'].map((text) => rule(key(text), policy))).toEqual(
        Array(3).fill('allow'),
      );
    });

    it('that are not in the list are denied, near misses too', () => {
      const texts = [
        'ctrl+Return',
        'ctrl+t',
        'shift+Return',
        'alt+F4',
        'ctrl+shift+t+Return',
        'Return Return',
      ];
      expect(texts.map((text) => rule(key(text), policy))).toEqual(texts.map(() => 'allowed_key_combos'));
    });

    it('do not get round the list as modifiers of a click, a drag or a scroll', () => {
      const held: Action[] = [
        { member: 'left_click', input: { coordinate: [1, 1], text: 'ctrl' } },
        { member: 'left_click_drag', input: { start_coordinate: [1, 1], coordinate: [2, 2], text: 'shift' } },
        { member: 'scroll', input: { scroll_direction: 'up', scroll_amount: 1, text: 'alt' } },
      ];
      expect(held.map((action) => rule(action, policy))).toEqual(Array(3).fill('allowed_key_combos'));
    });

    it('do not get round the list as line breaks or tabs in typed text', () => {
      const none = samplePolicy({ allowed_key_combos: [] });
      const texts = ['pay\n', 'pay\r', 'a\tb'];
      expect(texts.map((text) => rule({ member: 'type', input: { text } }, none))).toEqual(
        Array(3).fill('allowed_key_combos'),
      );
      expect(rule({ member: 'type', input: { text: 'pay' } }, none)).toBe('allow');
    });

    it('none listed means none allowed', () => {
      expect(rule(key('Return'), samplePolicy({ allowed_key_combos: [] }))).toBe('allowed_key_combos');
    });
  });

  describe('blocked regions', () => {
    const policy = samplePolicy({ blocked_regions: [{ x1: 100, y1: 100, x2: 200, y2: 200 }] });

    it('stop every coordinate an action touches, borders included', () => {
      const points: [number, number][] = [
        [100, 100],
        [200, 200],
        [150, 150],
      ];
      const rulings = points.map((coordinate) =>
        rule({ member: 'left_click', input: { coordinate } }, policy),
      );
      expect(rulings).toEqual(Array(3).fill('blocked_regions'));
      expect(rule({ member: 'left_click', input: { coordinate: [99, 150] } }, policy)).toBe('allow');
    });

    it('stop a drag that only passes through', () => {
      const through: Action = {
        member: 'left_click_drag',
        input: { start_coordinate: [50, 150], coordinate: [250, 150] },
      };
      const past: Action = {
        member: 'left_click_drag',
        input: { start_coordinate: [50, 50], coordinate: [250, 60] },
      };
      expect([rule(through, policy), rule(past, policy)]).toEqual(['blocked_regions', 'allow']);
    });

    it('stop a drag made of button down, move and button up', () => {
      const pointer = { cursor: { x: 50, y: 150 }, isButtonDown: true };
      const move: Action = { member: 'mouse_move', input: { coordinate: [250, 150] } };
      expect([rule(move, policy, { pointer }), rule(move, policy)]).toEqual(['blocked_regions', 'allow']);
    });

    it('stop a click without a coordinate at the cursor', () => {
      const pointer = { cursor: { x: 150, y: 150 }, isButtonDown: false };
      const members: Action[] = [
        { member: 'left_click', input: {} },
        { member: 'double_click', input: { coordinate: null } },
        { member: 'left_mouse_down', input: {} },
        { member: 'left_mouse_up', input: {} },
        { member: 'scroll', input: { scroll_direction: 'down', scroll_amount: 1 } },
      ];
      expect(members.map((action) => rule(action, policy, { pointer }))).toEqual(
        Array(5).fill('blocked_regions'),
      );
    });

    it('stop a zoom that would look into one', () => {
      const zoom = (region: [number, number, number, number]): Action => ({
        member: 'zoom',
        input: { region },
      });
      expect([rule(zoom([0, 0, 110, 110]), policy), rule(zoom([0, 0, 90, 90]), policy)]).toEqual([
        'blocked_regions',
        'allow',
      ]);
    });
  });

  it('refuses coordinates off the screen, and never moves them onto it', () => {
    const points: [number, number][] = [
      [-1, 0],
      [0, -1],
      [1280, 0],
      [0, 800],
      [99_999, 5],
    ];
    const rulings = points.map((coordinate) =>
      rule({ member: 'left_click', input: { coordinate } }, SUPERVISED),
    );
    expect(rulings).toEqual(points.map(() => 'coordinate'));
    expect(rule({ member: 'left_click', input: { coordinate: [1279, 799] } }, SUPERVISED)).toBe('allow');
    expect(rule({ member: 'zoom', input: { region: [0, 0, 1280, 800] } }, SUPERVISED)).toBe('allow');
    expect(rule({ member: 'zoom', input: { region: [10, 10, 10, 20] } }, SUPERVISED)).toBe('coordinate');
  });

  it('stops at its budgets', () => {
    expect(rule(SAMPLES.screenshot, SUPERVISED, { stepsTaken: 30 })).toBe('max_steps');
    expect(rule(SAMPLES.screenshot, SUPERVISED, { actionsInLastMinute: 60 })).toBe('max_actions_per_minute');
  });

  it('never throws and never allows what its group forbids, whatever the action', () => {
    const closed = samplePolicy({
      allow_click: false,
      allow_type: false,
      allow_key: false,
      allow_scroll: false,
    });
    const coordinate = fc.tuple(fc.integer(), fc.integer());
    const actions = fc.oneof(
      fc.record({
        member: fc.constant('left_click' as const),
        input: fc.record({ coordinate, text: fc.string() }),
      }),
      fc.record({ member: fc.constant('key' as const), input: fc.record({ text: fc.string() }) }),
      fc.record({ member: fc.constant('type' as const), input: fc.record({ text: fc.string() }) }),
    );
    fc.assert(
      fc.property(actions, (action) => rule(action as unknown as Action, closed) !== 'allow'),
      { numRuns: 1000 },
    );
  });
});
