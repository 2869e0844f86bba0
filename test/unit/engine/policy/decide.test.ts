import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, type Facts, PolicyJudge } from '../../../../electron/engine/policy/decide';
import { type Action, MEMBERS } from '../../../../shared/domain/action';
import type { Policy } from '../../../../shared/domain/policy';
import { LOCKED_DOWN, READ_ONLY, SUPERVISED } from '../../../../shared/domain/policy-presets';
import type { PolicyRule, RuleCondition } from '../../../../shared/domain/policy-rule';
import { RISK_CATEGORIES, RISK_LEVELS } from '../../../../shared/domain/risk';
import type { Target } from '../../../../shared/domain/target';
import { SAMPLE_ACTIONS } from '../../../helpers/sample-actions';
import { sampleFacts, sampleTarget } from '../../../helpers/sample-facts';
import { samplePolicy } from '../../../helpers/sample-policy';

const STRICTNESS = { allow: 0, ask: 1, deny: 2 } as const;
const strictness = ({ verdict }: Decision) => STRICTNESS[verdict];
const decide = (policy: Policy, facts: Facts) => new PolicyJudge(policy).decide(facts);

const word = fc.constantFrom('Delete', 'Pay', 'Show', 'Send money', 'Удалить', '削除', 'Löschen', '');
const phrase = fc.array(word, { maxLength: 3 }).map((words) => words.join(' '));
const pattern = fc
  .tuple(fc.boolean(), fc.constantFrom('Delete', 'Pay', 'Send money', 'Удалить', '削除'), fc.boolean())
  .map(([before, text, after]) => `${before ? '*' : ''}${text}${after ? '*' : ''}`);
const host = fc.constantFrom('app.example.com', 'pay.example.com', 'evil.net', 'app.example.com:8443');

const known: fc.Arbitrary<Target> = fc
  .record({
    name: phrase,
    text: phrase,
    host,
    path: fc.constantFrom('/', '/admin/x', '/pay'),
    role: fc.constantFrom('button', 'link'),
  })
  .map(({ path, ...changes }) => sampleTarget({ ...changes, url: `https://${changes.host}${path}` }));
const unknown: fc.Arbitrary<Target> = fc.constant({
  kind: 'unknown',
  reason: 'out of reach',
  url: null,
  host: null,
});
const target = fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: unknown });
const finding = fc.record({
  category: fc.constantFrom(...RISK_CATEGORIES),
  level: fc.constantFrom(...RISK_LEVELS),
  why: fc.constant('for the test'),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom(...MEMBERS).map((member) => SAMPLE_ACTIONS[member]),
  phrase.map((text): Action => ({ member: 'type', input: { text } })),
);
const facts: fc.Arbitrary<Facts> = fc
  .record({
    action,
    targets: fc.array(target, { maxLength: 2 }),
    findings: fc.array(finding, { maxLength: 2 }),
    time: fc.record({ minutes: fc.integer({ min: 0, max: 1439 }), weekday: fc.integer({ min: 0, max: 6 }) }),
  })
  .map((changes) => sampleFacts(changes));

const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 });
/** Often with few parts, or none: those that hold. */
const fullCondition = fc.record(
  {
    member: some(fc.constantFrom(...MEMBERS)),
    host: some(fc.constantFrom('app.example.com', '*.example.com', 'evil.net', '*', 'not a host')),
    path: some(fc.constantFrom('/admin/*', '/pay', '*')),
    role: some(fc.constantFrom('button', 'link')),
    name: some(pattern),
    text: some(pattern),
    risk: some(fc.constantFrom(...RISK_CATEGORIES)),
    level: fc.constantFrom(...RISK_LEVELS),
    time: fc.constantFrom({ from: '08:00', to: '17:00' }, { from: '22:00', to: '06:00' }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<RuleCondition>;
const condition: fc.Arbitrary<RuleCondition> = fc
  .tuple(
    fullCondition,
    fc.subarray(['member', 'host', 'path', 'role', 'name', 'text', 'risk', 'level', 'time']),
  )
  .map(([full, kept]) =>
    Object.fromEntries(Object.entries(full).filter(([part]) => kept.slice(0, 2).includes(part))),
  );
const rule = (then: fc.Arbitrary<PolicyRule['then']>): fc.Arbitrary<PolicyRule> =>
  fc.record({ when: condition, then, reason: fc.constant('for the test') });
const rules = fc.array(rule(fc.constantFrom('allow', 'ask', 'deny')), { maxLength: 5 });
const policy: fc.Arbitrary<Policy> = fc
  .record({
    rules,
    on_risk: fc.constantFrom('ask', 'deny'),
    confirm: fc.constantFrom('risky', 'every'),
    risky_from: fc.constantFrom(...RISK_LEVELS),
  })
  .map((changes) => samplePolicy({ ...changes, allowed_hosts: ['*.example.com'] }));

/** The same text to a reader: other case, look-alikes, hidden characters, more spacing. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'ο',
  y: 'у',
  D: 'Ｄ',
  P: 'Р',
  S: 'Ѕ',
};
const DISGUISES: readonly ((text: string) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => Array.from(text, (char) => LOOK_ALIKES[char] ?? char).join(''),
  (text) => Array.from(text, (char) => `${char}\u200b`).join(''),
  (text) => `\u202e${text}\u2066`,
  (text) => text.replaceAll(' ', '\u00a0 \u2003'),
  (text) => ` ${text}\n`,
  (text) => text.normalize('NFD'),
];
const disguise = fc.constantFrom(...DISGUISES);

function disguised(subject: Facts, change: (text: string) => string): Facts {
  const targets = subject.targets.map((one) =>
    one.kind === 'element'
      ? { ...one, name: change(one.name), text: change(one.text), role: change(one.role) }
      : one,
  );
  return { ...subject, targets };
}

/** The same value with the keys of every object the other way round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  ) as T;
}

describe('a decision', () => {
  it('is made whatever comes in, and nothing that makes no sense is allowed', () => {
    const junk = fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true });
    const member = fc.constantFrom(
      'left_click',
      'type',
      'key',
      'left_click_drag',
      '__proto__',
      'constructor',
    );
    const broken = fc.record({
      action: fc.oneof(junk, fc.record({ member, input: junk }), fc.constant(SAMPLE_ACTIONS.left_click)),
      targets: fc.oneof(junk, fc.array(junk, { maxLength: 2 })),
      findings: fc.oneof(junk, fc.constant([])),
      pointer: fc.oneof(junk, fc.constant(sampleFacts().pointer)),
      display: fc.oneof(junk, fc.constant(sampleFacts().display)),
      selectorBoxes: fc.oneof(junk, fc.constant(new Map())),
      counts: fc.oneof(junk, fc.constant(sampleFacts().counts)),
      time: junk,
    }) as unknown as fc.Arbitrary<Facts>;
    fc.assert(
      fc.property(fc.constantFrom(SUPERVISED, READ_ONLY), broken, (one, subject) => {
        expect(decide(one, subject).verdict).not.toBe('allow');
      }),
      { numRuns: 3000 },
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(policy, facts, (one, subject) => {
        expect(decide(reversed(one), reversed(subject)).verdict).toBe(decide(one, subject).verdict);
      }),
    );
  });

  it('is the same again for the same facts', () => {
    fc.assert(
      fc.property(policy, facts, facts, (one, subject, other) => {
        const judge = new PolicyJudge(one);
        const first = judge.decide(subject);
        judge.decide(other);
        expect(judge.decide(subject)).toEqual(first);
      }),
    );
  });

  it('never gets more permitted by a disguise of what the page says', () => {
    fc.assert(
      fc.property(policy, facts, disguise, (one, subject, change) => {
        const plain = decide(one, subject);
        const hidden = decide(one, disguised(subject, change));
        if (plain.verdict === 'deny') expect(hidden.verdict).toBe('deny');
        expect(strictness(hidden)).toBeGreaterThanOrEqual(Math.min(strictness(plain), STRICTNESS.ask));
      }),
      { numRuns: 2000 },
    );
  });

  it('never gets more permitted by one more rule that denies, wherever it stands', () => {
    const denying = rule(fc.constant('deny'));
    fc.assert(
      fc.property(policy, denying, fc.nat(5), facts, (one, extra, place, subject) => {
        const longer = [...one.rules.slice(0, place), extra, ...one.rules.slice(place)];
        const before = decide(one, subject);
        expect(strictness(decide({ ...one, rules: longer }, subject))).toBeGreaterThanOrEqual(
          strictness(before),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('is never to allow what acts on something unknown, under the presets', () => {
    const acting = fc.constantFrom(
      'left_click',
      'left_click_drag',
      'right_click',
      'type',
      'key',
      'hold_key' as const,
    );
    fc.assert(
      fc.property(
        fc.constantFrom(SUPERVISED, READ_ONLY, LOCKED_DOWN),
        acting,
        fc.array(target, { maxLength: 1 }),
        (preset, member, others) => {
          const unknownTarget: Target = { kind: 'unknown', reason: 'out of reach', url: null, host: null };
          const subject = sampleFacts({
            action: SAMPLE_ACTIONS[member],
            targets: [...others, unknownTarget],
          });
          expect(decide(preset, subject).verdict).not.toBe('allow');
        },
      ),
    );
  });

  it('lets no rule allow a critical risk or an unknown one that it does not name', () => {
    const nameless = fc.array(
      rule(fc.constant('allow')).map((one) => ({ ...one, when: { ...one.when, risk: undefined } })),
      { maxLength: 3 },
    );
    const grave = fc.constantFrom(
      { category: 'payment', level: 'critical', why: '' } as const,
      { category: 'unknown', level: 'low', why: '' } as const,
    );
    fc.assert(
      fc.property(nameless, grave, facts, (list, one, subject) => {
        const acting = { ...subject, findings: [one] };
        expect(decide(samplePolicy({ rules: list }), acting).verdict).not.toBe('allow');
      }),
    );
  });
});
