import { describe, expect, it } from 'vitest';
import { type Facts, PolicyJudge } from '../../../../electron/engine/policy/decide';
import { weighRisk } from '../../../../electron/engine/policy/weigh-risk';
import type { Action } from '../../../../shared/domain/action';
import type { Policy } from '../../../../shared/domain/policy';
import { RISK_CATEGORIES, type RiskFinding } from '../../../../shared/domain/risk';
import type { Target } from '../../../../shared/domain/target';
import { SAMPLE_ACTIONS } from '../../../helpers/sample-actions';
import { sampleFacts, sampleTarget } from '../../../helpers/sample-facts';
import { samplePolicy } from '../../../helpers/sample-policy';

function decide(policy: Partial<Policy>, facts: Partial<Facts> = {}) {
  return new PolicyJudge(samplePolicy(policy)).decide(sampleFacts(facts));
}
const denied = (rule: string, value: string, why: string) => ({ verdict: 'deny', rule, value, why });
const counts = (changes: Partial<Facts['counts']>) => ({ counts: { ...sampleFacts().counts, ...changes } });
const zoom = (...region: [number, number, number, number]): Action => ({ member: 'zoom', input: { region } });
const found = (category: RiskFinding['category'], level: RiskFinding['level']): RiskFinding => ({
  category,
  level,
  why: 'for the test',
});

describe('what agent, operator and record read of a refusal', () => {
  it('by a limit: which one, how much it is, and what is to be done where that helps', () => {
    expect(decide({ max_tokens: 1000 }, counts({ tokens: 1000 }))).toEqual(
      denied('max_tokens', '1000 tokens', "the session's 1000 tokens are used up"),
    );
    expect(decide({ max_cost_usd: 2.5 }, counts({ costUsd: 2.5 }))).toEqual(
      denied('max_cost_usd', '$2.5', "the session's budget of $2.5 is used up"),
    );
    expect(decide({ max_cost_usd: 2 }, counts({ costUsd: null }))).toEqual(
      denied(
        'max_cost_usd',
        'price not known',
        "the policy limits the cost, and this model's price is not known",
      ),
    );
    expect(decide({ max_actions_per_minute: 9 }, counts({ actionsInLastMinute: 9 }))).toEqual(
      denied(
        'max_actions_per_minute',
        '9 in a minute',
        'more than 9 actions in a minute; wait before the next',
      ),
    );
    expect(decide({ rate_limits: { left_click: 3 } }, counts({ sameMemberInLastMinute: 3 }))).toEqual(
      denied(
        'rate_limits.left_click',
        '3 in a minute',
        'more than 3 times left_click in a minute; wait before the next',
      ),
    );
    expect(decide({ rate_limits: { left_click: 0 } })).toEqual(
      denied(
        'rate_limits.left_click',
        '0 in a minute',
        "left_click is not permitted by this session's policy",
      ),
    );
  });

  it('is none of a limit as long as one more is within it', () => {
    const policy = {
      max_tokens: 1000,
      max_cost_usd: 2,
      max_actions_per_minute: 9,
      rate_limits: { left_click: 3 },
      max_steps: 5,
    };
    const last = { steps: 4, tokens: 999, costUsd: 1.99, actionsInLastMinute: 8, sameMemberInLastMinute: 2 };
    expect(decide(policy, counts(last)).verdict).toBe('allow');
  });

  it('by a group that is off, and by a key that is not listed or is no key', () => {
    expect(decide({ allow_click: false })).toEqual(
      denied('allow_click', 'allow_click is off', "left_click is not permitted by this session's policy"),
    );
    const policy = { allowed_key_combos: ['Return', 'no such key'] };
    expect(decide(policy, { action: { member: 'key', input: { text: 'ctrl+T' } } })).toMatchObject(
      denied('allowed_key_combos', 'ctrl+t', 'the key combination ctrl+t is not permitted'),
    );
    expect(decide(policy, { action: { member: 'key', input: { text: 'no such key' } } })).toEqual(
      denied('allowed_key_combos', 'not one key', 'that is not one key or key combination'),
    );
  });

  it('by the screen: the place, and how large the screen is', () => {
    expect(decide({}, { action: { member: 'left_click', input: { coordinate: [1280, 5] } } })).toEqual(
      denied('coordinate', '(1280, 5)', '(1280, 5) is outside the 1280×800 screen'),
    );
    expect(decide({}, { action: zoom(10, 10, 20, 10) })).toEqual(
      denied('coordinate', 'empty region', 'the zoom region is empty'),
    );
    expect(
      [zoom(0, 0, 1281, 800), zoom(0, 0, 1280, 801), zoom(5, 5, 6, 6)].map(
        (action) => decide({}, { action }).rule,
      ),
    ).toEqual(['coordinate', 'coordinate', 'policy']);
    const drag: Action = {
      member: 'left_click_drag',
      input: { start_coordinate: [10, 800], coordinate: [10, 10] },
    };
    expect(decide({}, { action: drag }).value).toBe('(10, 800)');
  });

  it('by a region: which one, with the reason that the policy gives', () => {
    const region = { x1: 0, y1: 0, x2: 50, y2: 50 };
    expect(decide({ blocked_regions: [region] })).toEqual(
      denied('blocked_regions', '(0, 0) to (50, 50)', 'the region (0, 0) to (50, 50) is blocked'),
    );
    expect(decide({ blocked_regions: [{ ...region, reason: 'the menu' }] }).why).toBe(
      'the region (0, 0) to (50, 50) is blocked: the menu',
    );
    expect(decide({ blocked_regions: [{ selector: '.danger', reason: 'it deletes' }] })).toEqual(
      denied('blocked_regions', 'selector .danger', 'that part of the page is blocked: it deletes'),
    );
    const area = { x1: 100, y1: 100, x2: 200, y2: 200, reason: 'the form alone' };
    expect(decide({ screen_area: area })).toEqual(
      denied('screen_area', '(100, 100) to (200, 200)', 'it is outside the screen area: the form alone'),
    );
    expect(decide({ allowed_regions: [area] })).toEqual(
      denied('allowed_regions', 'none of them', 'it is outside the regions that may be touched'),
    );
  });

  it('is none of an address that a link names, but it is said with the decision', () => {
    const allowed_hosts = ['app.example.com'];
    const why = (...hrefs: string[]) =>
      decide({ allowed_hosts }, { targets: hrefs.map((href) => sampleTarget({ href })) }).why;
    const out =
      'it names the host evil.test, which the browser will not open: the host is not in allowed_hosts';
    expect(why('https://evil.test/x')).toContain(out);
    expect(why('https://app.example.com/', 'https://evil.test/')).toContain(out);
    expect(why('https://app.example.com/')).not.toContain('names');
    expect(why('https://')).toContain(
      'it names an address, which the browser will not open: it is not an address',
    );
  });

  it('by nobody: what could not be judged was not let through', () => {
    expect(decide({}, { counts: undefined } as never)).toEqual(
      denied('internal', 'an error', 'Airlock could not judge this action; it was not let through'),
    );
  });
});

describe('the risk that was found', () => {
  const MEANT: Readonly<Record<RiskFinding['category'], string>> = {
    payment: 'it may pay or order something',
    deletion: 'it may delete something',
    sending: 'it may send or publish something',
    account: 'it may change an account or who may do what',
    consent: 'it may agree to something',
    credentials: 'it may use or show credentials',
    download: 'it may download something',
    upload: 'it may upload something',
    navigation: 'it leads off the site',
    execution: 'it may run code or a command',
    unknown: "it can't be told what it does",
  };

  it.each(RISK_CATEGORIES)('is said in plain words: %s', (category) => {
    expect(decide({}, { findings: [found(category, 'high')] })).toEqual({
      verdict: 'ask',
      rule: 'on_risk',
      value: `${category}, high`,
      why: `${MEANT[category]} (${category}, high)`,
    });
  });

  it('is denied in the same words where the policy says so', () => {
    expect(decide({ on_risk: 'deny' }, { findings: [found('payment', 'high')] })).toEqual(
      denied(
        'on_risk',
        'payment, high',
        "risky actions are denied by this session's policy: it may pay or order something (payment, high)",
      ),
    );
  });

  it('is the highest, and of equals the first', () => {
    const value = (...findings: RiskFinding[]) => decide({ risky_from: 'low' }, { findings }).value;
    expect(value(found('deletion', 'medium'), found('payment', 'high'), found('sending', 'low'))).toBe(
      'payment, high',
    );
    expect(value(found('deletion', 'medium'), found('payment', 'medium'))).toBe('deletion, medium');
    expect(value(found('payment', 'low'), found('deletion', 'critical'))).toBe('deletion, critical');
  });

  it('counts from the level on that the policy names, and what is unknown always does', () => {
    const verdict = (finding: RiskFinding) => decide({ risky_from: 'high' }, { findings: [finding] });
    expect(verdict(found('payment', 'medium'))).toEqual({
      verdict: 'allow',
      rule: 'policy',
      value: 'below high',
      why: 'allowed by the policy; no risk found that it asks about',
    });
    expect(verdict(found('payment', 'high')).verdict).toBe('ask');
    expect(verdict(found('unknown', 'low')).verdict).toBe('ask');
    expect(decide({}).value).toBe('no risk found');
  });

  it('is not needed where the policy asks before every action but looking', () => {
    expect(decide({ confirm: 'every' })).toEqual({
      verdict: 'ask',
      rule: 'confirm',
      value: 'every',
      why: 'this policy asks before every action',
    });
    expect(decide({ confirm: 'every' }, { action: SAMPLE_ACTIONS.screenshot, targets: [] }).verdict).toBe(
      'allow',
    );
    expect(weighRisk(samplePolicy({ confirm: 'every' }), SAMPLE_ACTIONS.scroll, []).verdict).toBe('ask');
  });

  it('is that nothing is known where nobody has said so, of what acts on something', () => {
    const unknown: Target = { kind: 'unknown', reason: 'none', url: null, host: null };
    const asked = { verdict: 'ask', rule: 'on_risk', value: 'unknown, medium' };
    for (const targets of [[], [unknown], [sampleTarget(), unknown]])
      expect(decide({}, { targets })).toMatchObject(asked);
    expect(decide({}, { targets: [], findings: [found('payment', 'low')] })).toMatchObject(asked);
    expect(decide({}, { targets: [unknown], findings: [found('unknown', 'high')] }).value).toBe(
      'unknown, high',
    );
    expect(decide({}, { action: SAMPLE_ACTIONS.mouse_move, targets: [] }).verdict).toBe('allow');
    for (const kind of ['dialog', 'window'] as const) {
      const target = (
        kind === 'dialog'
          ? { kind, type: 'alert', message: 'Hi', url: null, host: null }
          : {
              kind,
              title: 'Open',
              windowClass: 'x',
              box: { x: 0, y: 0, width: 1, height: 1 },
              url: null,
              host: null,
            }
      ) satisfies Target;
      expect(decide({}, { targets: [target] }).verdict).toBe('allow');
    }
  });
});

describe('a rule of which it can not be told whether it is meant', () => {
  const unknown: Target = { kind: 'unknown', reason: 'none', url: null, host: null };
  const rules = [
    { when: { name: ['Delete*'] }, then: 'deny', reason: 'nothing is deleted' },
    { when: { host: ['evil.test'] }, then: 'deny', reason: 'not there' },
    { when: { risk: ['unknown'] }, then: 'allow', reason: 'it is known what it does' },
  ] as const;

  it('is said to be that, with the words of the rule', () => {
    expect(decide({ rules }, { targets: [unknown] })).toEqual({
      verdict: 'ask',
      rule: 'rules[0]',
      value: "name Delete*: can't be told",
      why: "it can't be told whether a rule is meant: nothing is deleted",
    });
  });

  it('counts as much as a risk is counted by the policy, and the first such rule is named', () => {
    expect(decide({ rules, on_risk: 'deny' }, { targets: [unknown] })).toMatchObject({
      verdict: 'deny',
      rule: 'rules[0]',
    });
  });

  it('gives way to a stricter decision alone', () => {
    const asks = [rules[0], { when: {}, then: 'ask', reason: 'always' }] as const;
    expect(decide({ rules: asks }, { targets: [unknown] })).toMatchObject({
      verdict: 'ask',
      rule: 'rules[1]',
    });
  });
});

describe('the field that keys and typing go to', () => {
  const region = { x1: 0, y1: 0, x2: 99, y2: 99 };
  const typing = (policy: Partial<Policy>, target: Target) =>
    decide(policy, { action: SAMPLE_ACTIONS.type, targets: [target] }).rule;
  const field = (x: number) => sampleTarget({ tag: 'input', box: { x, y: 0, width: 100, height: 20 } });

  it('is in a region when more than half of it is', () => {
    const blocked = { blocked_regions: [region] };
    expect([typing(blocked, field(49)), typing(blocked, field(50))]).toEqual(['blocked_regions', 'policy']);
    const allowed = { allowed_regions: [region] };
    expect([typing(allowed, field(49)), typing(allowed, field(50))]).toEqual(['policy', 'allowed_regions']);
  });

  it('is the window that has the keyboard, and no part of the screen when the page itself has it', () => {
    const window: Target = {
      kind: 'window',
      title: 'Open',
      windowClass: 'x',
      box: { x: 0, y: 0, width: 50, height: 50 },
      url: null,
      host: null,
    };
    expect(typing({ blocked_regions: [region] }, window)).toBe('blocked_regions');
    for (const tag of ['body', 'HTML', 'Body'])
      expect(typing({ blocked_regions: [region] }, sampleTarget({ tag }))).toBe('policy');
    expect(typing({ blocked_regions: [region] }, sampleTarget({ tag: 'x-body' }))).toBe('blocked_regions');
    expect(typing({ blocked_regions: [region] }, sampleTarget({ tag: 'bodyx' }))).toBe('blocked_regions');
  });

  it('is not asked for by clicks, which have a place of their own', () => {
    const far: Action = { member: 'left_click', input: { coordinate: [500, 500] } };
    expect(decide({ blocked_regions: [region] }, { action: far }).rule).toBe('policy');
  });
});

describe('a region that follows elements', () => {
  const click: Action = { member: 'left_click', input: { coordinate: [300, 300] } };
  const at = (...boxes: { x: number; y: number; width: number; height: number }[]) => ({
    action: click,
    selectorBoxes: new Map([['.danger', boxes]]),
  });

  it('is each of them, to its last pixel', () => {
    const policy = { blocked_regions: [{ selector: '.danger' }] };
    expect(
      decide(policy, at({ x: 0, y: 0, width: 1, height: 1 }, { x: 290, y: 290, width: 10, height: 10 })).rule,
    ).toBe('blocked_regions');
    expect(decide(policy, at({ x: 290, y: 290, width: 9, height: 10 })).rule).toBe('policy');
    expect(decide(policy, at({ x: 290, y: 290, width: 10, height: 9 })).rule).toBe('policy');
  });

  it('lets no other region be passed over', () => {
    const policy = { blocked_regions: [{ selector: '.danger' }, { x1: 250, y1: 250, x2: 350, y2: 350 }] };
    expect(decide(policy, at())).toMatchObject({
      rule: 'blocked_regions',
      value: '(250, 250) to (350, 350)',
    });
  });
});
