import { isSelectorRegion, type Policy } from '../../../shared/domain/policy';
import type { RiskFinding } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { Reach } from '../../../shared/reach/reach';
import { shortLabel } from '../../../shared/text/visible-text';
import { actsOnElement } from '../actions/acts-on-element';
import { checkExposed } from './check-exposed';
import { AllowedKeys, checkBudget, checkGroup } from './check-limits';
import { checkOnScreen, checkRegions } from './check-screen';
import { askedFirst, checkSignIn } from './check-sign-in';
import { checkTyped } from './check-typed';
import { type Decision, type Facts, refusal, stricter } from './decision';
import { leadsTo } from './leads-to';
import { CompiledRule } from './rules/compiled-rule';
import { RuleSubject } from './rules/rule-subject';
import { weighRisk } from './weigh-risk';

export type { Decision, Facts } from './decision';

/**
 * A policy made ready to decide. First what it forbids outright, which nothing gets round; then its rules in order, of
 * which the first that holds decides; then the risk; then `confirm`.
 */
export class PolicyJudge {
  /** The CSS selectors of its regions: `Facts.selectorBoxes` says of each where it matches. */
  readonly selectors: readonly string[];
  readonly #keys: AllowedKeys;
  readonly #reach: Reach;
  readonly #rules: readonly CompiledRule[];

  constructor(private readonly policy: Policy) {
    const regions = [...policy.blocked_regions, ...policy.allowed_regions].filter(isSelectorRegion);
    this.selectors = [...new Set(regions.map(({ selector }) => selector))];
    this.#keys = new AllowedKeys(policy);
    this.#reach = new Reach(policy);
    this.#rules = policy.rules.map((rule) => new CompiledRule(rule));
  }

  /** Pure. Never throws: what can't be decided is denied. */
  decide(facts: Facts): Decision {
    try {
      return this.#forbid(facts) ?? this.#withAddress(askedFirst(this.#rule(facts), facts), facts);
    } catch {
      return refusal('internal', 'an error', 'Airlock could not judge this action; it was not let through');
    }
  }

  #forbid(facts: Facts): Decision | null {
    const { policy } = this;
    const { action } = facts;
    return (
      checkBudget(policy, action, facts.counts) ??
      checkGroup(policy, action) ??
      this.#keys.check(action) ??
      checkTyped(facts) ??
      checkExposed(facts) ??
      checkSignIn(policy, facts) ??
      checkOnScreen(facts) ??
      checkRegions(policy, facts)
    );
  }

  /**
   * Says that a link or form names an address that is out of reach. It is no reason to refuse: a script may handle the
   * click and open nothing, and what is really asked for the browser's guard and the broker refuse.
   */
  #withAddress(decision: Decision, { action, targets }: Facts): Decision {
    if (decision.verdict === 'deny') return decision;
    for (const address of leadsTo(action, targets)) {
      const verdict = this.#reach.judge(address);
      if (verdict.isAllowed) continue;
      const where = verdict.host === null ? 'an address' : `the host ${shortLabel(verdict.host, 100)}`;
      const note = `it names ${where}, which the browser will not open: ${verdict.reason}`;
      return { ...decision, why: `${decision.why}; ${note}` };
    }
    return decision;
  }

  #rule(facts: Facts): Decision {
    const findings = withUnknown(facts);
    const subject = new RuleSubject({ ...facts, findings });
    let doubt: Decision | null = null;
    for (let index = 0; index < this.#rules.length; index += 1) {
      const rule = this.#rules[index];
      if (rule === undefined) break;
      const { truth, value } = rule.match(subject);
      if (truth === 'no') continue;
      const name = `rules[${index}]`;
      if (truth === 'yes') {
        const decision: Decision = { verdict: rule.verdict, rule: name, value, why: rule.reason };
        return doubt === null ? decision : stricter(decision, doubt);
      }
      // A refusal that may be meant is not passed over: nothing that comes after it can let the action through.
      doubt ??= {
        verdict: this.policy.on_risk,
        rule: name,
        value,
        why: `it can't be told whether a rule is meant: ${rule.reason}`,
      };
    }
    const decision = weighRisk(this.policy, facts.action, findings);
    return doubt === null ? decision : stricter(decision, doubt);
  }
}

const KNOWN_KINDS: ReadonlySet<Target['kind']> = new Set(['element', 'dialog', 'window']);

/** Nothing known of what an action would hit is a risk, whether or not anybody has said so. */
function withUnknown({ action, targets, findings, pointer }: Facts): readonly RiskFinding[] {
  if (
    !actsOnElement(action.member, pointer.isButtonDown) ||
    findings.some(({ category }) => category === 'unknown')
  )
    return findings;
  if (targets.length > 0 && targets.every(({ kind }) => KNOWN_KINDS.has(kind))) return findings;
  return [...findings, { category: 'unknown', level: 'medium', why: "It can't be told what this acts on." }];
}
