import type { Change } from '../../../shared/domain/change';
import type { Policy } from '../../../shared/domain/policy';
import { isAtLeast } from '../../../shared/domain/risk';
import { type Decision, refusal, stricter } from './decision';
import { MEANING } from './risk-meaning';
import type { ClockTime } from './rules/clock-window';
import { RequestRule } from './rules/request-rule';

/** The rules of a policy about requests that would change something, made ready to decide. */
export class ChangeJudge {
  /** Each with its place among all rules. */
  readonly #rules: readonly { readonly rule: RequestRule; readonly name: string }[];

  constructor(private readonly policy: Policy) {
    this.#rules = policy.rules.flatMap((one, index) => {
      const rule = RequestRule.of(one);
      return rule === null ? [] : [{ rule, name: `rules[${index}]` }];
    });
  }

  /** The first rule that holds decides, then `changes`. Pure. Never throws: what can't be decided is denied. */
  decide(change: Change, time: ClockTime): Decision {
    try {
      return this.#byRule(change, time);
    } catch {
      return refusal('internal', 'an error', 'Airlock could not judge this change; it was not sent');
    }
  }

  #byRule(change: Change, time: ClockTime): Decision {
    let doubt: Decision | null = null;
    for (const { rule, name } of this.#rules) {
      const { truth, value } = rule.match(change, time);
      if (truth === 'no') continue;
      if (truth === 'yes') {
        const decision: Decision = { verdict: rule.verdict, rule: name, value, why: rule.reason };
        return doubt === null ? decision : stricter(decision, doubt);
      }
      // A refusal that may be meant is not passed over: nothing that comes after it can let the request go.
      const verdict = this.policy.changes === 'deny' ? 'deny' : 'ask';
      doubt ??= {
        verdict,
        rule: name,
        value,
        why: `it can't be told whether a rule is meant: ${rule.reason}`,
      };
    }
    const decision = this.#byField(change);
    return doubt === null ? decision : stricter(decision, doubt);
  }

  #byField({ category, level, isKnown }: Change): Decision {
    const { changes, changes_from: from } = this.policy;
    const value = `${category}, ${level}`;
    const why = `${MEANING[category]} (${value})`;
    if (changes === 'deny')
      return refusal('changes', value, "nothing may be changed under this session's policy");
    if (changes === 'allow') return { verdict: 'allow', rule: 'changes', value, why };
    if (!isKnown || isAtLeast(level, from)) return { verdict: 'ask', rule: 'changes', value, why };
    return { verdict: 'allow', rule: 'changes_from', value: `below ${from}`, why };
  }
}
