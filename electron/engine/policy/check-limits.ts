import { type Action, memberGroup } from '../../../shared/domain/action';
import { formatKeyCombo, parseKeyCombo } from '../../../shared/domain/key-combo';
import type { Policy } from '../../../shared/domain/policy';
import { pressedKeys } from '../actions/pressed-keys';
import { type Counts, type Decision, refusal } from './decision';

/** What the session may use up. A count that is no number is used up: it can't be told how much is left. */
export function checkBudget(policy: Policy, action: Action, counts: Counts): Decision | null {
  const { max_steps, max_tokens, max_cost_usd, max_actions_per_minute, rate_limits } = policy;
  if (!(counts.steps < max_steps)) {
    return refusal('max_steps', `${max_steps} steps`, `the session's ${max_steps} steps are used up`);
  }
  if (max_tokens !== null && !(counts.tokens < max_tokens)) {
    return refusal('max_tokens', `${max_tokens} tokens`, `the session's ${max_tokens} tokens are used up`);
  }
  if (max_cost_usd !== null && counts.costUsd === null) {
    return refusal(
      'max_cost_usd',
      'price not known',
      "the policy limits the cost, and this model's price is not known",
    );
  }
  if (max_cost_usd !== null && !(Number(counts.costUsd) < max_cost_usd)) {
    return refusal('max_cost_usd', `$${max_cost_usd}`, `the session's budget of $${max_cost_usd} is used up`);
  }
  if (!(counts.actionsInLastMinute < max_actions_per_minute)) {
    return refusal(
      'max_actions_per_minute',
      `${max_actions_per_minute} in a minute`,
      `more than ${max_actions_per_minute} actions in a minute; wait before the next`,
    );
  }
  const limit = rate_limits[action.member];
  if (limit !== undefined && !(counts.sameMemberInLastMinute < limit)) {
    return refusal(
      `rate_limits.${action.member}`,
      `${limit} in a minute`,
      limit === 0
        ? `${action.member} is not permitted by this session's policy`
        : `more than ${limit} times ${action.member} in a minute; wait before the next`,
    );
  }
  return null;
}

/** Whether the policy has this group of actions switched on. Looking always is, and of signing in the credentials say it. */
export function checkGroup(policy: Policy, action: Action): Decision | null {
  const group = memberGroup[action.member];
  if (group === 'observe' || group === 'sign-in') return null;
  const field = `allow_${group}` as const;
  if (policy[field] === true) return null;
  return refusal(field, `${field} is off`, `${action.member} is not permitted by this session's policy`);
}

/** The keys that a policy permits, in canonical form. */
export class AllowedKeys {
  readonly #names: ReadonlySet<string>;

  constructor({ allowed_key_combos }: Pick<Policy, 'allowed_key_combos'>) {
    this.#names = new Set(
      allowed_key_combos.flatMap((text) => {
        const combo = parseKeyCombo(text);
        return combo === null ? [] : [formatKeyCombo(combo)];
      }),
    );
  }

  check(action: Action): Decision | null {
    for (const text of pressedKeys(action)) {
      const combo = parseKeyCombo(text);
      if (combo === null) {
        return refusal('allowed_key_combos', 'not one key', 'that is not one key or key combination');
      }
      const name = formatKeyCombo(combo);
      if (!this.#names.has(name)) {
        return refusal('allowed_key_combos', name, `the key combination ${name} is not permitted`);
      }
    }
    return null;
  }
}
