import { type Facts, PolicyJudge } from '../electron/engine/policy/decide';
import type { Policy } from '../shared/domain/policy';
import { SUPERVISED } from '../shared/domain/policy-presets';
import type { PolicyRule } from '../shared/domain/policy-rule';
import { sampleFacts, sampleTarget } from '../test/helpers/sample-facts';
import { type Bench, figure, percentile } from './figure';

const RULES = 500;
const DECISIONS = 2000;
/** The median of the rounds is told: in some of them something else has the processor. */
const ROUNDS = 15;

/** A whole decision on an action that no rule is about, so that every one of them is asked. */
export const gate: Bench = {
  name: 'gate',
  what: `one decision of the policy with ${RULES} rules, none of which holds`,
  async run() {
    const judge = new PolicyJudge(policyOf(Array.from({ length: RULES }, (_, index) => ruleOf(index))));
    const without = new PolicyJudge(policyOf([]));
    const facts = Array.from({ length: 50 }, (_, index) => factsOf(index));
    measure(judge, facts);
    const rounds = Array.from({ length: ROUNDS }, () => measure(judge, facts));
    const bare = measure(without, facts);
    const median = (p: number) =>
      percentile(
        rounds.map((samples) => percentile(samples, p)),
        0.5,
      );
    return [
      figure('decision, 500 rules, p50', median(0.5), 'µs'),
      figure('decision, 500 rules, p99', median(0.99), 'µs'),
      figure('decision, no rules, p50', percentile(bare, 0.5), 'µs'),
    ];
  },
};

/** Microseconds of each decision of a round. */
function measure(judge: PolicyJudge, facts: readonly Facts[]): number[] {
  const samples: number[] = [];
  for (let round = 0; round < DECISIONS; round += 1) {
    const subject = facts[round % facts.length];
    if (subject === undefined) continue;
    const start = performance.now();
    const { rule } = judge.decide(subject);
    samples.push((performance.now() - start) * 1000);
    if (rule.startsWith('rules') || rule === 'internal') throw new Error(`decided by ${rule}`);
  }
  return samples;
}

function policyOf(rules: readonly PolicyRule[]): Policy {
  return { ...SUPERVISED, allowed_hosts: ['*.example.com'], rules };
}

/** Of every kind of condition one, in turn; each has to look at the action. */
function ruleOf(index: number): PolicyRule {
  const then = index % 3 === 0 ? 'allow' : index % 3 === 1 ? 'ask' : 'deny';
  const kinds: readonly PolicyRule['when'][] = [
    { name: [`*erase ${index}*`, `*löschen ${index}*`] },
    { host: [`*.host${index}.example.net`], name: ['*'] },
    { path: [`/admin/${index}/*/edit`], member: ['left_click', 'type'] },
    { text: [`*secret ${index}*`] },
    { role: ['button', 'link'], name: [`confirm ${index}`], level: 'low' },
    { risk: ['payment'], host: ['*.example.com'] },
    { time: { from: '20:00', to: '06:00' }, name: ['*'] },
  ];
  return { when: kinds[index % kinds.length] ?? {}, then, reason: `rule ${index}` };
}

function factsOf(index: number): Facts {
  const name =
    index % 5 === 0 ? `Größe ändern – Пример ${index}` : `Open the invoice number ${index} of the list`;
  const target = sampleTarget({
    role: 'link',
    name,
    tag: 'a',
    text: `${name} and its lines`,
    href: `https://app.example.com/invoices/${index}`,
    box: { x: 100, y: 100, width: 200, height: 30 },
    url: `https://app.example.com/customers/${index}/invoices?page=2`,
  });
  return sampleFacts({
    action:
      index % 4 === 0
        ? { member: 'type', input: { text: 'Please find the invoice enclosed. '.repeat(5) } }
        : { member: 'left_click', input: { coordinate: [150, 110] } },
    targets: [target],
  });
}
