import { describe, expect, it } from 'vitest';
import { PolicyJudge } from '../../../../electron/engine/policy/decide';
import { ChangeJudge } from '../../../../electron/engine/policy/decide-change';
import type { Change } from '../../../../shared/domain/change';
import type { Policy } from '../../../../shared/domain/policy';
import { LOCKED_DOWN, READ_ONLY } from '../../../../shared/domain/policy-presets';
import type { PolicyRule, RuleCondition } from '../../../../shared/domain/policy-rule';
import { sampleChange } from '../../../helpers/sample-change';
import { sampleFacts } from '../../../helpers/sample-facts';
import { samplePolicy } from '../../../helpers/sample-policy';

const TUESDAY_TEN = { minutes: 600, weekday: 1 };
const field = (name: string) => ({
  name,
  value: '1',
  meaning: 'other' as const,
  isSecret: false,
  isCut: false,
});

function decide(policy: Partial<Policy>, change: Partial<Change> = {}) {
  return new ChangeJudge(samplePolicy(policy)).decide(sampleChange(change), TUESDAY_TEN);
}

function byRule(when: RuleCondition, then: PolicyRule['then'], change: Partial<Change> = {}) {
  const { verdict, rule } = decide({ rules: [{ when, then, reason: 'because' }], changes: 'ask' }, change);
  return rule === 'rules[0]' ? verdict : `${verdict} by ${rule}`;
}

describe('what a policy says of a change', () => {
  it.each([
    ['high', {}, 'ask'],
    ['medium', { level: 'medium' }, 'ask'],
    ['low', { level: 'low' }, 'allow'],
    ['of which nothing is known', { level: 'low', isKnown: false, category: 'unknown' }, 'ask'],
  ] as const)('is, of one that is %s, to %s', (_what, change, verdict) => {
    expect(decide({}, change).verdict).toBe(verdict);
  });

  it.each(['low', 'medium', 'high', 'critical'] as const)(
    'is no under Read-only, also at level %s',
    (level) => {
      expect(new ChangeJudge(READ_ONLY).decide(sampleChange({ level }), TUESDAY_TEN)).toMatchObject({
        verdict: 'deny',
        rule: 'changes',
      });
    },
  );

  it('is to ask of each where all is asked about, and to let go where it says so', () => {
    expect(new ChangeJudge(LOCKED_DOWN).decide(sampleChange({ level: 'low' }), TUESDAY_TEN).verdict).toBe(
      'ask',
    );
    expect(decide({ changes: 'allow' }, { level: 'critical' }).verdict).toBe('allow');
  });

  it('is no where it can not be told', () => {
    const broken = { ...sampleChange(), url: null as never };
    const rules = [{ when: { request: { path: ['/x'] } }, then: 'allow', reason: 'r' }] as const;
    expect(new ChangeJudge(samplePolicy({ rules })).decide(broken, TUESDAY_TEN).verdict).not.toBe('allow');
  });
});

describe('a rule about requests that lets go', () => {
  it.each([
    ['another method', { request: { method: ['PUT'] } }, {}],
    ['another host', { request: { host: ['other.test'] } }, {}],
    [
      'a host that only looks like it',
      { request: { host: ['app.example.com'] } },
      { host: 'app.exаmple.com:443' },
    ],
    ['another port', { request: { host: ['app.example.com'] } }, { host: 'app.example.com:8443' }],
    ['another path', { request: { path: ['/invoices/*/void'] } }, {}],
    [
      'a path that servers read as another',
      { request: { path: ['/invoices/*'] } },
      { url: 'https://app.example.com/invoices/..%2fusers/1' },
    ],
    ['a call without that name', { request: { operation: ['saveDraft'] } }, {}],
    [
      'one of several calls',
      { request: { operation: ['saveDraft'] } },
      { operation: 'saveDraft, deleteAll' },
    ],
    ['a field more', { request: { field: ['note'] } }, { fields: [field('note'), field('role')] }],
    ['a body that was cut', { request: { field: ['note'] } }, { fields: [field('note')], isCut: true }],
    [
      'a body that nobody can read',
      { request: { field: ['note'] } },
      { fields: [field('note')], format: 'binary' },
    ],
    ['another risk', { request: {}, risk: ['sending'] }, {}],
    ['what is critical, where it is not named', { request: {} }, { level: 'critical' }],
    [
      'what nothing is known of, where it is not named',
      { request: {} },
      { category: 'unknown', isKnown: false },
    ],
    ['another time', { request: {}, time: { from: '11:00', to: '12:00' } }, {}],
  ] as const)('does not mean %s', (_what, when, change) => {
    expect(byRule(when as RuleCondition, 'allow', change as Partial<Change>)).toBe('ask by changes');
  });

  it.each([
    [{ request: { method: ['POST'], host: ['app.example.com'], path: ['/invoices/*/delete'] } }, {}],
    [{ request: { field: ['n*'] } }, { fields: [field('note'), field('number')] }],
    [{ request: { operation: ['saveDraft'] } }, { operation: 'saveDraft' }],
    [
      { request: {}, risk: ['unknown'] },
      { category: 'unknown', isKnown: false, level: 'medium' },
    ],
  ] as const)('means %o', (when, change) => {
    expect(byRule(when as unknown as RuleCondition, 'allow', change as Partial<Change>)).toBe('allow');
  });
});

describe('a rule about requests that denies', () => {
  it.each([
    [
      'whatever looks like its host',
      { request: { host: ['app.example.com'] } },
      { host: 'app.exаmple.com:443' },
    ],
    ['any port of its host', { request: { host: ['app.example.com'] } }, { host: 'app.example.com:8443' }],
    ['one field among others', { request: { field: ['role'] } }, { fields: [field('note'), field('role')] }],
    ['one call among others', { request: { operation: ['delete*'] } }, { operation: 'saveDraft, deleteAll' }],
    ['a body of unknown size', { request: { above_kb: 10 } }, { bytes: null }],
    ['a large body', { request: { above_kb: 10 } }, { bytes: 10_001 }],
  ] as const)('means %s', (_what, when, change) => {
    expect(byRule(when as unknown as RuleCondition, 'deny', change as Partial<Change>)).toBe('deny');
  });

  it('is not passed over where it can not be told whether it is meant', () => {
    const when = { request: { field: ['role'] } };
    const rules = [
      { when, then: 'deny', reason: 'no roles' },
      { when: { request: {}, risk: ['deletion'] }, then: 'allow', reason: 'fine' },
    ] as const;
    const cut = { fields: [field('note')], isCut: true };
    expect(decide({ rules: rules as never }, cut)).toMatchObject({
      verdict: 'ask',
      rule: 'rules[0]',
      why: "it can't be told whether a rule is meant: no roles",
    });
    expect(decide({ rules: rules as never, changes: 'deny' }, cut).verdict).toBe('deny');
  });

  it('leaves a small body to what comes after it', () => {
    expect(byRule({ request: { above_kb: 10 } }, 'deny', { bytes: 10_000 })).toBe('ask by changes');
  });
});

describe('rules of either kind', () => {
  it('are nothing to the other', () => {
    const rules = [
      { when: { request: {} }, then: 'deny', reason: 'no requests' },
      { when: { member: ['left_click'] }, then: 'deny', reason: 'no clicks' },
    ] as const;
    const policy = samplePolicy({ rules });
    expect(new ChangeJudge(policy).decide(sampleChange(), TUESDAY_TEN).rule).toBe('rules[0]');
    expect(new PolicyJudge(policy).decide(sampleFacts()).rule).toBe('rules[1]');
  });
});
