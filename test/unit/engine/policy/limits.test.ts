import { describe, expect, it } from 'vitest';
import { type Facts, PolicyJudge } from '../../../../electron/engine/policy/decide';
import { type Action, COMPUTER_MEMBERS, MEMBERS, memberGroup } from '../../../../shared/domain/action';
import type { Policy } from '../../../../shared/domain/policy';
import { LOCKED_DOWN, READ_ONLY, SUPERVISED } from '../../../../shared/domain/policy-presets';
import { SAMPLE_ACTIONS } from '../../../helpers/sample-actions';
import { sampleFacts, sampleTarget } from '../../../helpers/sample-facts';
import { samplePolicy } from '../../../helpers/sample-policy';

function rule(action: Action, policy: Policy, facts: Partial<Facts> = {}): string {
  const decision = new PolicyJudge(policy).decide(sampleFacts({ action, ...facts }));
  return decision.verdict === 'deny' ? decision.rule : decision.verdict;
}

describe('what a policy forbids outright', () => {
  it('allows by group: every member of the computer toolset stands in exactly one', () => {
    const none = samplePolicy({
      allow_click: false,
      allow_type: false,
      allow_key: false,
      allow_scroll: false,
    });
    const denied = Object.fromEntries(
      COMPUTER_MEMBERS.map((member) => [member, rule(SAMPLE_ACTIONS[member], none)]),
    );
    const expected = Object.fromEntries(
      COMPUTER_MEMBERS.map((member) => [
        member,
        memberGroup[member] === 'observe' ? 'allow' : `allow_${memberGroup[member]}`,
      ]),
    );
    expect(denied).toEqual(expected);
    expect(COMPUTER_MEMBERS.map((member) => rule(SAMPLE_ACTIONS[member], SUPERVISED))).toEqual(
      COMPUTER_MEMBERS.map(() => 'allow'),
    );
  });

  it('lets a read-only agent click and scroll and nothing more', () => {
    const allowed = MEMBERS.filter((member) => rule(SAMPLE_ACTIONS[member], READ_ONLY) === 'allow');
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

  it('stops at its budgets, and at a count that is no number', () => {
    const policy = samplePolicy({
      max_tokens: 1000,
      max_cost_usd: 2,
      rate_limits: { screenshot: 3, type: 0 },
    });
    const counts = (changes: Partial<Facts['counts']>) =>
      rule(SAMPLE_ACTIONS.screenshot, policy, { counts: { ...sampleFacts().counts, ...changes } });
    expect(counts({})).toBe('allow');
    expect(counts({ steps: 30 })).toBe('max_steps');
    expect(counts({ steps: Number.NaN })).toBe('max_steps');
    expect(counts({ tokens: 1000 })).toBe('max_tokens');
    expect(counts({ costUsd: 2 })).toBe('max_cost_usd');
    expect(counts({ costUsd: null })).toBe('max_cost_usd');
    expect(counts({ actionsInLastMinute: 60 })).toBe('max_actions_per_minute');
    expect(counts({ sameMemberInLastMinute: 3 })).toBe('rate_limits.screenshot');
    expect(rule(SAMPLE_ACTIONS.type, policy)).toBe('rate_limits.type');
  });

  it('does not need a price when no cost is limited', () => {
    const counts = { ...sampleFacts().counts, costUsd: null };
    expect(rule(SAMPLE_ACTIONS.screenshot, SUPERVISED, { counts })).toBe('allow');
  });

  describe('an address out of reach in a link or form', () => {
    const judge = new PolicyJudge(samplePolicy({ allowed_hosts: ['app.example.com'] }));
    const to = (href: string) => judge.decide(sampleFacts({ targets: [sampleTarget({ href })] }));
    const NOTE = 'which the browser will not open';

    it('is said, and refuses nothing: a script may handle the click', () => {
      expect(to('https://app.example.com/').why).not.toContain(NOTE);
      for (const href of ['https://app.example.com.evil.net/', 'https://user@app.example.com/'])
        expect(to(href)).toMatchObject({ verdict: 'allow', why: expect.stringContaining(NOTE) });
    });

    it('is said in the question that the risk asks, and makes nothing of it less', () => {
      const form = { action: 'https://evil.test/send', method: 'post', submitLabel: 'Send', fields: [] };
      const targets = [sampleTarget({ inputType: 'submit', form })];
      const findings = [{ category: 'sending', level: 'high', why: 'It sends.' }] as const;
      expect(judge.decide(sampleFacts({ targets, findings }))).toMatchObject({
        verdict: 'ask',
        rule: 'on_risk',
        why: expect.stringContaining(`the host evil.test, ${NOTE}`),
      });
    });
  });

  it('says which value decided', () => {
    const judge = new PolicyJudge(samplePolicy({ max_steps: 30 }));
    const counts = { ...sampleFacts().counts, steps: 30 };
    expect(judge.decide(sampleFacts({ counts }))).toEqual({
      verdict: 'deny',
      rule: 'max_steps',
      value: '30 steps',
      why: "the session's 30 steps are used up",
    });
  });

  it('denies when it breaks', () => {
    const broken = { ...sampleFacts(), counts: undefined } as unknown as Facts;
    expect(new PolicyJudge(SUPERVISED).decide(broken).rule).toBe('internal');
  });

  describe('regions that follow elements', () => {
    const policy = samplePolicy({ blocked_regions: [{ selector: '.danger' }] });
    const boxes = (list: Facts['selectorBoxes'] extends ReadonlyMap<string, infer B> ? B : never) =>
      rule(SAMPLE_ACTIONS.left_click, policy, { selectorBoxes: new Map([['.danger', list]]) });

    it('are where their elements are', () => {
      expect(boxes([])).toBe('allow');
      expect(boxes([{ x: 100, y: 100, width: 10, height: 10 }])).toBe('allow');
      expect(boxes([{ x: 0, y: 0, width: 10, height: 10 }])).toBe('blocked_regions');
    });

    it("count as the whole screen when it can't be told where they are", () => {
      expect(boxes(null)).toBe('blocked_regions');
      expect(rule(SAMPLE_ACTIONS.left_click, policy)).toBe('blocked_regions');
      expect(rule(SAMPLE_ACTIONS.screenshot, policy)).toBe('allow');
    });

    it('are named for whoever has to find them', () => {
      const both = samplePolicy({
        blocked_regions: [{ selector: '.danger' }, { x1: 0, y1: 0, x2: 1, y2: 1 }],
        allowed_regions: [{ selector: 'main' }, { selector: '.danger' }],
      });
      expect(new PolicyJudge(both).selectors).toEqual(['.danger', 'main']);
    });
  });

  describe('allowed regions', () => {
    const policy = samplePolicy({
      allowed_regions: [{ x1: 0, y1: 0, x2: 100, y2: 100 }, { selector: 'main' }],
    });
    const selectorBoxes = new Map([['main', [{ x: 200, y: 0, width: 100, height: 100 }]]]);
    const drag = (x: number): Action => ({
      member: 'left_click_drag',
      input: { start_coordinate: [10, 10], coordinate: [x, 10] },
    });

    it('are the only ones that may be touched', () => {
      const click = (x: number): Action => ({ member: 'left_click', input: { coordinate: [x, 10] } });
      const at = [10, 150, 250].map((x) => rule(click(x), policy, { selectorBoxes }));
      expect(at).toEqual(['allow', 'allowed_regions', 'allow']);
    });

    it('hold the whole way of a drag, each in one of them', () => {
      expect(rule(drag(90), policy, { selectorBoxes })).toBe('allow');
      expect(rule(drag(250), policy, { selectorBoxes })).toBe('allowed_regions');
    });

    it("are nowhere when it can't be told where they are", () => {
      const only = samplePolicy({ allowed_regions: [{ selector: 'main' }] });
      expect(rule(SAMPLE_ACTIONS.left_click, only, { selectorBoxes: new Map([['main', null]]) })).toBe(
        'allowed_regions',
      );
    });
  });

  it('refuses input outside the screen area, and a closer look at it', () => {
    const policy = samplePolicy({ screen_area: { x1: 0, y1: 0, x2: 99, y2: 99 } });
    const zoom = (x: number): Action => ({ member: 'zoom', input: { region: [0, 0, x, 100] } });
    expect(rule(SAMPLE_ACTIONS.left_click, policy)).toBe('allow');
    expect(rule({ member: 'left_click', input: { coordinate: [100, 10] } }, policy)).toBe('screen_area');
    expect([rule(zoom(100), policy), rule(zoom(101), policy)]).toEqual(['allow', 'screen_area']);
  });

  it('refuses keys and text that go nobody knows where, when any part of the screen may not be touched', () => {
    const place = { x1: 0, y1: 0, x2: 99, y2: 99 };
    const unknown = {
      kind: 'unknown',
      reason: 'the page did not answer in time',
      url: null,
      host: null,
    } as const;
    for (const [field, limits] of [
      ['screen_area', { screen_area: place }],
      ['blocked_regions', { blocked_regions: [place] }],
      ['allowed_regions', { allowed_regions: [place] }],
    ] as const) {
      for (const targets of [[unknown], []]) {
        expect(rule(SAMPLE_ACTIONS.type, samplePolicy(limits), { targets })).toBe(field);
        expect(rule(SAMPLE_ACTIONS.key, samplePolicy(limits), { targets })).toBe(field);
      }
    }
    expect(rule(SAMPLE_ACTIONS.type, samplePolicy(), { targets: [unknown] })).not.toBe('screen_area');
  });

  it('refuses keys and text for a field in a part of the screen that may not be touched', () => {
    const policy = samplePolicy({ blocked_regions: [{ x1: 500, y1: 0, x2: 600, y2: 100 }] });
    const field = sampleTarget({
      role: 'textbox',
      tag: 'input',
      box: { x: 510, y: 10, width: 80, height: 20 },
    });
    expect(rule(SAMPLE_ACTIONS.type, policy, { targets: [field] })).toBe('blocked_regions');
    expect(rule(SAMPLE_ACTIONS.key, policy, { targets: [field] })).toBe('blocked_regions');
    const page = sampleTarget({ tag: 'body', box: { x: 500, y: 0, width: 90, height: 90 } });
    expect(rule({ member: 'key', input: { text: 'Down' } }, policy, { targets: [page] })).toBe('allow');
  });
});
