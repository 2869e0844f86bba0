import { describe, expect, it } from 'vitest';
import { type Facts, PolicyJudge } from '../../../../../electron/engine/policy/decide';
import { HostPattern, SeenHost } from '../../../../../electron/engine/policy/rules/host-pattern';
import { TextPattern } from '../../../../../electron/engine/policy/rules/text-pattern';
import type { Policy } from '../../../../../shared/domain/policy';
import type { RuleCondition } from '../../../../../shared/domain/policy-rule';
import type { RiskFinding } from '../../../../../shared/domain/risk';
import type { Target } from '../../../../../shared/domain/target';
import { SAMPLE_ACTIONS } from '../../../../helpers/sample-actions';
import { sampleFacts, sampleTarget } from '../../../../helpers/sample-facts';
import { samplePolicy } from '../../../../helpers/sample-policy';

const UNKNOWN: Target = { kind: 'unknown', reason: 'out of reach', url: null, host: null };
const WINDOW: Target = {
  kind: 'window',
  title: 'Open',
  windowClass: 'x',
  box: { x: 0, y: 0, width: 1, height: 1 },
  url: null,
  host: null,
};
const REASON = 'for the test';

function decide(when: RuleCondition, then: 'allow' | 'deny', facts: Partial<Facts>, policy: Partial<Policy>) {
  const rules = [{ when, then, reason: REASON }];
  return new PolicyJudge(samplePolicy({ rules, ...policy })).decide(sampleFacts(facts));
}
/** Under a policy that asks before everything: only a rule that holds lets it through. */
const permits = (when: RuleCondition, facts: Partial<Facts> = {}) =>
  decide(when, 'allow', facts, { confirm: 'every' }).verdict;
const refuses = (when: RuleCondition, facts: Partial<Facts> = {}) => decide(when, 'deny', facts, {});
const risk = (category: RiskFinding['category'], level: RiskFinding['level']): RiskFinding => ({
  category,
  level,
  why: REASON,
});

describe('a rule that allows', () => {
  it('is about the actions that it names, and no other', () => {
    expect(permits({ member: ['left_click'] })).toBe('allow');
    expect(permits({ member: ['type'] })).toBe('ask');
  });

  it('for a risk holds only where a risk was found', () => {
    expect(permits({ risk: ['payment'] })).toBe('ask');
  });

  it('holds within its hours only', () => {
    const time = { from: '09:00', to: '11:00' };
    expect(permits({ time }, { time: { minutes: 600, weekday: 1 } })).toBe('allow');
    expect(permits({ time }, { time: { minutes: 660, weekday: 1 } })).toBe('ask');
  });

  it('for a text is not about what enters none', () => {
    expect(permits({ text: ['*'] })).toBe('ask');
  });

  it('for a target is not about what acts on none, and one for no target is', () => {
    const scroll = { action: SAMPLE_ACTIONS.scroll, targets: [] };
    expect(permits({ member: ['scroll'], name: ['*'] }, scroll)).toBe('ask');
    expect(permits({ member: ['scroll'] }, scroll)).toBe('allow');
  });

  it('for a path is not about what has no address', () => {
    expect(permits({ path: ['*'] }, { targets: [WINDOW] })).toBe('ask');
  });

  it('for a role goes by the role, whatever the element is called', () => {
    const link = sampleTarget({ role: 'link', name: 'button', text: 'button' });
    expect(permits({ role: ['button'] }, { targets: [link] })).toBe('ask');
    expect(permits({ role: ['link'] }, { targets: [link] })).toBe('allow');
  });
});

describe('a rule that denies', () => {
  it('for a risk holds whatever else was found', () => {
    const findings = [risk('deletion', 'low'), risk('payment', 'low')];
    expect(refuses({ risk: ['payment'] }, { findings }).verdict).toBe('deny');
  });

  it('for any host is about what has none too, wherever in its list that stands', () => {
    const facts = { targets: [UNKNOWN] };
    expect(refuses({ host: ['app.example.com', '*'] }, facts).verdict).toBe('deny');
    expect(refuses({ host: ['app.example.com'] }, facts).verdict).toBe('ask');
  });

  it('for a path leaves it open where the address is none', () => {
    const odd = sampleTarget({ url: 'no address' });
    expect(refuses({ path: ['/admin/*'] }, { targets: [odd] }).verdict).toBe('ask');
  });

  it('says what could not be told', () => {
    const nameless = sampleTarget({ name: '', text: '' });
    expect(refuses({ name: ['Delete*'] }, { targets: [nameless] })).toMatchObject({
      verdict: 'ask',
      value: "name Delete*: can't be told",
      why: `it can't be told whether a rule is meant: ${REASON}`,
    });
  });

  it('says its reason and nothing else, wherever the link would lead', () => {
    const link = sampleTarget({ href: 'https://elsewhere.test/' });
    expect(refuses({}, { targets: [link] }).why).toBe(REASON);
  });
});

describe('keys while parts of the screen are kept from the agent', () => {
  const key = { member: 'key', input: { text: 'Tab' } } as const;
  const policy = {
    allowed_key_combos: ['Tab'],
    blocked_regions: [{ x1: 0, y1: 0, x2: 2000, y2: 2000 }],
  };

  it('go to a page in which nothing has the focus, which is no part of the screen', () => {
    const body = sampleTarget({ tag: 'BODY', box: { x: 0, y: 0, width: 1280, height: 800 } });
    expect(decide({}, 'allow', { action: key, targets: [body] }, policy).verdict).toBe('allow');
  });

  it('are refused when nobody knows where they go, and the operator is told so', () => {
    expect(decide({}, 'allow', { action: key, targets: [UNKNOWN] }, policy)).toEqual({
      verdict: 'deny',
      rule: 'blocked_regions',
      value: 'not known where',
      why: 'parts of the screen are kept from it, and it is not known where its keys go',
    });
  });
});

describe('a pattern covers another', () => {
  const covers = (outer: string, inner: string, isPermitting = false) =>
    new TextPattern(outer).covers(new TextPattern(inner), isPermitting);

  it('never by a disguise, on either side, where it is to permit', () => {
    expect([covers('Dеlete', 'Delete', true), covers('Delete', 'Dеlete', true)]).toEqual([false, false]);
  });
});

it('a host of another script is refused by what it looks like', () => {
  const pattern = new HostPattern('bücher.example');
  expect(pattern.refuses(new SeenHost('bucher.example'))).toBe('yes');
  expect(pattern.refuses(new SeenHost('xn--bcher-kva.example'))).toBe('yes');
});
