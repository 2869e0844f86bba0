import { describe, expect, it } from 'vitest';
import { type Facts, PolicyJudge } from '../../../../../electron/engine/policy/decide';
import type { Policy } from '../../../../../shared/domain/policy';
import type { PolicyRule, RuleCondition } from '../../../../../shared/domain/policy-rule';
import type { RiskFinding } from '../../../../../shared/domain/risk';
import type { ElementTarget, Target } from '../../../../../shared/domain/target';
import { SAMPLE_ACTIONS } from '../../../../helpers/sample-actions';
import { sampleFacts, sampleTarget } from '../../../../helpers/sample-facts';
import { samplePolicy } from '../../../../helpers/sample-policy';

const UNKNOWN: Target = { kind: 'unknown', reason: 'out of reach', url: null, host: null };

function rule(then: PolicyRule['then'], when: RuleCondition = {}): PolicyRule {
  return { when, then, reason: `because of ${then}` };
}

function decide(rules: readonly PolicyRule[], facts: Partial<Facts> = {}, policy: Partial<Policy> = {}) {
  return new PolicyJudge(samplePolicy({ rules, ...policy })).decide(sampleFacts(facts));
}

/** What a single rule of each verdict makes of a target. */
function verdicts(
  when: RuleCondition,
  target: Partial<ElementTarget>,
  findings: readonly RiskFinding[] = [],
) {
  const facts = { targets: [sampleTarget(target)], findings };
  return {
    deny: decide([rule('deny', when)], facts).verdict,
    allow: decide([rule('allow', when)], facts, { confirm: 'every' }).verdict,
  };
}

const MEANT = { deny: 'deny', allow: 'allow' };
const NOT_MEANT = { deny: 'allow', allow: 'ask' };
/** A disguise: refused as if it were what it looks like, and not permitted. */
const LOOKS_LIKE = { deny: 'deny', allow: 'ask' };
/** Nobody knows: neither let through nor permitted. */
const NOT_TOLD = { deny: 'ask', allow: 'ask' };

function finding(category: RiskFinding['category'], level: RiskFinding['level']): RiskFinding {
  return { category, level, why: 'for the test' };
}

describe('the rules of a policy', () => {
  it('are asked in order, and the first that holds decides', () => {
    const rules = [
      rule('deny', { name: ['Delete*'] }),
      rule('allow', { name: ['*details'] }),
      rule('deny', { name: ['Show*'] }),
    ];
    expect(decide(rules)).toEqual({
      verdict: 'allow',
      rule: 'rules[1]',
      value: 'name *details',
      why: 'because of allow',
    });
    expect(decide([...rules].reverse()).rule).toBe('rules[0]');
  });

  it('do not get round what the fields forbid', () => {
    expect(decide([rule('allow')], {}, { allow_click: false }).rule).toBe('allow_click');
  });

  it('decide before the risk is weighed, both ways', () => {
    const findings = [finding('payment', 'high')];
    expect(decide([], { findings })).toMatchObject({
      verdict: 'ask',
      rule: 'on_risk',
      value: 'payment, high',
    });
    expect(decide([rule('allow')], { findings }).verdict).toBe('allow');
    expect(decide([rule('deny')], { findings }).rule).toBe('rules[0]');
  });

  it('an empty condition always holds, also for looking', () => {
    expect(decide([rule('deny')], { action: SAMPLE_ACTIONS.screenshot, targets: [] }).verdict).toBe('deny');
  });

  it('about targets are not about what acts on none, unless they name it', () => {
    for (const member of ['scroll', 'mouse_move', 'screenshot'] as const) {
      const action = SAMPLE_ACTIONS[member];
      expect(decide([rule('deny', { name: ['Delete*'] })], { action, targets: [] }).verdict).toBe('allow');
      expect(decide([rule('deny', { name: ['*'], member: [member] })], { action, targets: [] }).verdict).toBe(
        'ask',
      );
    }
    const pointer = { cursor: { x: 5, y: 5 }, isButtonDown: true };
    const dragging = { action: SAMPLE_ACTIONS.mouse_move, targets: [], pointer };
    expect(decide([rule('deny', { name: ['Delete*'] })], dragging).verdict).toBe('ask');
    const facts = { action: SAMPLE_ACTIONS.zoom, targets: [] };
    expect(decide([rule('deny', { host: ['*'] })], facts).verdict).toBe('allow');
    expect(decide([rule('deny', { member: ['zoom'] })], facts).verdict).toBe('deny');
    expect(decide([rule('deny', { member: ['zoom'], host: ['app.example.com'] })], facts).verdict).toBe(
      'ask',
    );
  });

  describe('the name', () => {
    const when: RuleCondition = { name: ['Delete*'] };
    const named = (name: string, text = name) => verdicts(when, { name, text });

    it('matches whatever case and spacing it is in', () => {
      expect([named('Delete all'), named('DELETE  ALL'), named(' delete')]).toEqual(Array(3).fill(MEANT));
      expect([named('Show'), named('Undelete')]).toEqual(Array(2).fill(NOT_MEANT));
    });

    it('in disguise is refused and never permitted', () => {
      const disguised = [
        'Dеlеte all',
        'Dele\u200bte',
        'D e l e t e',
        'Ｄｅｌｅｔｅ',
        '\u202eDelete',
        'DeIete',
        'De\u00adlete',
      ];
      for (const name of disguised) expect([name, named(name)]).toEqual([name, LOOKS_LIKE]);
    });

    it('of another script is refused too when single letters of it are exchanged', () => {
      const cyrillic: RuleCondition = { name: ['Удалить*'] };
      expect(verdicts(cyrillic, { name: 'УДАЛИТЬ всё', text: '' })).toEqual(MEANT);
      expect(verdicts(cyrillic, { name: 'Удaлить', text: '' })).toEqual(LOOKS_LIKE);
      expect(verdicts(cyrillic, { name: 'Yдaлить', text: '' })).toEqual(LOOKS_LIKE);
    });

    it('is both what it is called and what it shows: refused by either, permitted only by both', () => {
      expect(named('Delete', 'Show details')).toEqual(LOOKS_LIKE);
      expect(named('Show details', 'Delete')).toEqual(LOOKS_LIKE);
      expect(named('Delete', '')).toEqual(MEANT);
    });

    it('that is missing leaves it open', () => {
      expect([named(''), named('\u200b\u2800'), named('\ue000')]).toEqual(Array(3).fill(NOT_TOLD));
    });

    it('has no other wildcard', () => {
      const dots: RuleCondition = { name: ['D.lete', '[a-z]+', 'Del?te'] };
      expect(verdicts(dots, { name: 'Delete', text: '' })).toEqual(NOT_MEANT);
    });

    it('of dialogs and windows is what they say', () => {
      const dialog: Target = {
        kind: 'dialog',
        type: 'confirm',
        message: 'Delete everything?',
        url: 'https://app.example.com/',
        host: 'app.example.com',
      };
      expect(decide([rule('deny', when)], { targets: [dialog] }).rule).toBe('rules[0]');
      expect(decide([rule('deny', { role: ['dialog'] })], { targets: [dialog] }).rule).toBe('rules[0]');
    });

    it('of a part of the browser is the part, and not the title that the page has given the window', () => {
      const bar: Target = {
        kind: 'window',
        title: 'Delete everything - Chromium',
        windowClass: 'chromium',
        part: 'address bar',
        box: { x: 0, y: 0, width: 9, height: 9 },
        url: null,
        host: null,
      };
      expect(decide([rule('deny', when)], { targets: [bar] }).rule).not.toBe('rules[0]');
      expect(decide([rule('deny', { name: ['address bar'] })], { targets: [bar] }).rule).toBe('rules[0]');
    });
  });

  describe('the host', () => {
    const on = (host: string[], targetHost: string) => verdicts({ host }, { host: targetHost });

    it('is that of the target, or one below it', () => {
      expect(on(['app.example.com'], 'app.example.com')).toEqual(MEANT);
      expect(on(['APP.example.com.'], 'app.example.com')).toEqual(MEANT);
      expect(on(['*.example.com'], 'a.b.example.com')).toEqual(MEANT);
      expect(on(['*.example.com'], 'example.com')).toEqual(NOT_MEANT);
      expect(on(['example.com'], 'example.com.evil.net')).toEqual(NOT_MEANT);
      expect(on(['*'], 'anything.net')).toEqual(MEANT);
    });

    it('in look-alike letters is refused and never permitted', () => {
      // xn--pple-43d.com is “аpple.com” with a Cyrillic а.
      expect(on(['apple.com'], 'xn--pple-43d.com')).toEqual(LOOKS_LIKE);
      expect(on(['*.apple.com'], 'www.xn--pple-43d.com')).toEqual(LOOKS_LIKE);
      expect(on(['bücher.example'], 'xn--bcher-kva.example')).toEqual(MEANT);
    });

    it('without a port is refused on every port and permitted on the usual one', () => {
      expect(on(['app.example.com'], 'app.example.com:8443')).toEqual({ deny: 'deny', allow: 'ask' });
      expect(on(['app.example.com:8443'], 'app.example.com:8443')).toEqual(MEANT);
      expect(on(['app.example.com:8443'], 'app.example.com')).toEqual(NOT_MEANT);
    });

    it('that is missing or no name leaves it open', () => {
      expect([on(['app.example.com'], ''), on(['app.example.com'], '[::1]')]).toEqual(
        Array(2).fill(NOT_TOLD),
      );
      expect(on(['https://app.example.com/'], 'app.example.com')).toEqual(NOT_TOLD);
    });
  });

  describe('the path', () => {
    const at = (path: string, address: string) =>
      verdicts({ path: [path] }, { url: `https://app.example.com${address}` });

    it('is that of the document, without what follows it', () => {
      expect(at('/admin/*', '/admin/users?tab=1#top')).toEqual(MEANT);
      expect(at('/admin', '/public?x=/admin')).toEqual(NOT_MEANT);
    });

    it('of a frame is its own', () => {
      const inFrame = {
        url: 'https://app.example.com/public',
        frameUrl: 'https://app.example.com/admin/x',
      };
      expect(verdicts({ path: ['/admin/*'] }, inFrame)).toEqual(MEANT);
    });

    it('is refused however it is escaped, and only permitted when it can be read in one way', () => {
      for (const path of ['/%61dmin/x', '/%2561dmin/x', '/ADMIN/x', '/x/%2e%2e/admin/x']) {
        expect([path, at('/admin/*', path).deny]).toEqual([path, 'deny']);
      }
      for (const path of [
        '/docs/..%2fadmin',
        '/docs/%2e%2e%2fadmin',
        '/docs/a;b',
        '/docs//x',
        '/docs/%255c',
      ]) {
        expect([path, at('/docs/*', path).allow]).toEqual([path, 'ask']);
      }
    });
  });

  describe('the text', () => {
    const typing = (text: string, pattern: string) =>
      decide([rule('deny', { text: [pattern] })], { action: { member: 'type', input: { text } } }).verdict;
    const pressing = (text: string, pattern: string, repeat?: number) =>
      decide(
        [rule('deny', { text: [pattern] })],
        { action: { member: 'key', input: { text, repeat } } },
        { allowed_key_combos: ['a', 'ctrl+v', 'shift+Insert', 'Down'] },
      ).verdict;

    it('is what would be typed, whole unless the pattern leaves it open', () => {
      expect([typing('the secret is', '*secret*'), typing('the secret is', 'secret')]).toEqual([
        'deny',
        'allow',
      ]);
      expect(typing('the sеcret', '*secret*')).toBe('deny');
    });

    it('that is permitted brings no key press with it', () => {
      const typed = (text: string) =>
        decide(
          [rule('allow', { text: ['hello*'] })],
          { action: { member: 'type', input: { text } } },
          { confirm: 'every' },
        ).verdict;
      expect([typed('hello there'), typed('hello\n'), typed('hello\t')]).toEqual(['allow', 'ask', 'ask']);
    });

    it('is also what keys write', () => {
      expect([pressing('a', 'a'), pressing('a', 'aaa', 3), pressing('Down', '*')]).toEqual([
        'deny',
        'deny',
        'allow',
      ]);
    });

    it("can't be told of what is pasted", () => {
      expect([pressing('ctrl+v', '*secret*'), pressing('shift+Insert', '*secret*')]).toEqual(['ask', 'ask']);
    });
  });

  describe('the risk', () => {
    const found = (when: RuleCondition, ...findings: RiskFinding[]) => verdicts(when, {}, findings);

    it('is a category or a level that was found', () => {
      expect(found({ risk: ['payment'] }, finding('payment', 'high'))).toEqual(MEANT);
      expect(found({ risk: ['payment'] }, finding('deletion', 'low'))).toEqual(NOT_MEANT);
      expect(found({ level: 'high' }, finding('deletion', 'high'))).toEqual(MEANT);
      expect(found({ level: 'high' }, finding('deletion', 'low'))).toEqual(NOT_MEANT);
      expect(found({ level: 'low' })).toEqual(NOT_MEANT);
    });

    it('may be anything when nothing is known', () => {
      expect(found({ risk: ['payment'] }, finding('unknown', 'medium'))).toEqual(NOT_TOLD);
      expect(found({ level: 'critical' }, finding('unknown', 'medium'))).toEqual(NOT_TOLD);
    });

    it('is permitted only when everything that was found is named', () => {
      const both = [finding('payment', 'low'), finding('deletion', 'high')];
      expect(found({ risk: ['payment'] }, ...both).allow).toBe('ask');
      expect(found({ risk: ['payment', 'deletion'] }, ...both).allow).toBe('allow');
    });

    it('that is critical or unknown has to be named to be permitted', () => {
      for (const one of [finding('payment', 'critical'), finding('unknown', 'low')]) {
        expect(found({}, one).allow).toBe('ask');
        expect(found({ risk: [one.category] }, one).allow).toBe('allow');
      }
    });
  });

  describe('the time', () => {
    const at = (minutes: number, weekday: number, time: NonNullable<RuleCondition['time']>) =>
      decide([rule('deny', { time })], { time: { minutes, weekday } }).verdict === 'deny';
    const NIGHT = { from: '22:00', to: '06:00', days: ['fri'] } as const;

    it('is from the first minute up to the last', () => {
      const time = { from: '08:00', to: '17:30' };
      expect([479, 480, 1049, 1050].map((minutes) => at(minutes, 0, time))).toEqual([
        false,
        true,
        true,
        false,
      ]);
    });

    it('goes past midnight on the days on which it began', () => {
      expect(at(1320, 4, NIGHT)).toBe(true);
      expect(at(359, 5, NIGHT)).toBe(true);
      expect([at(360, 5, NIGHT), at(359, 4, NIGHT), at(1320, 5, NIGHT)]).toEqual([false, false, false]);
    });

    it('of equal ends is the whole day', () => {
      const sunday = { from: '00:00', to: '00:00', days: ['sun'] } as const;
      expect([at(0, 6, sunday), at(1439, 6, sunday), at(0, 0, sunday)]).toEqual([true, true, false]);
    });

    it('that is not known does not let anything through', () => {
      const time = { minutes: Number.NaN, weekday: 1 };
      const hours = { from: '08:00', to: '17:00' };
      expect(decide([rule('deny', { time: hours })], { time }).verdict).toBe('ask');
    });
  });

  describe('what is not known', () => {
    it('is asked about, with no rule at all', () => {
      for (const member of ['left_click', 'type', 'key', 'left_click_drag', 'left_mouse_up'] as const) {
        const action = SAMPLE_ACTIONS[member];
        expect(decide([], { action, targets: [UNKNOWN] }).verdict).toBe('ask');
        expect(decide([], { action, targets: [] }).verdict).toBe('ask');
      }
    });

    it('keeps a refusal that may be meant over every later permission', () => {
      const rules = [rule('deny', { name: ['Delete*'] }), rule('allow', { risk: ['unknown'] })];
      expect(decide(rules, { targets: [UNKNOWN] })).toMatchObject({ verdict: 'ask', rule: 'rules[0]' });
      expect(decide(rules, { targets: [UNKNOWN] }, { on_risk: 'deny' }).verdict).toBe('deny');
    });

    it('does not soften a later refusal that is certain', () => {
      const rules = [rule('deny', { name: ['Delete*'] }), rule('deny', { member: ['left_click'] })];
      expect(decide(rules, { targets: [UNKNOWN] })).toMatchObject({ verdict: 'deny', rule: 'rules[1]' });
    });

    it('at one end of a drag leaves the whole open', () => {
      const facts = { action: SAMPLE_ACTIONS.left_click_drag, targets: [sampleTarget(), UNKNOWN] };
      expect(decide([rule('allow', { name: ['Show*'] })], facts).verdict).toBe('ask');
    });
  });

  it('refuse a drag for either end and permit it only for both', () => {
    const action = SAMPLE_ACTIONS.left_click_drag;
    const targets = [sampleTarget(), sampleTarget({ name: 'Bin', text: 'Bin' })];
    const facts = { action, targets };
    expect(decide([rule('deny', { name: ['Bin'] })], facts).verdict).toBe('deny');
    expect(decide([rule('allow', { name: ['Bin'] })], facts, { confirm: 'every' }).verdict).toBe('ask');
    const both = rule('allow', { name: ['Bin', 'Show*'] });
    expect(decide([both], facts, { confirm: 'every' }).verdict).toBe('allow');
  });

  it('with a pattern of which nothing is left refuse nothing for certain and permit nothing', () => {
    expect(verdicts({ name: ['\u200b'] }, {})).toEqual(NOT_TOLD);
  });
});
