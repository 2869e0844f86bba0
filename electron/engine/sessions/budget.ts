import type { Policy } from '../../../shared/domain/policy';
import type { Session } from '../../../shared/domain/session';
import { allTokens, inUsd } from '../../../shared/domain/token-usage';
import type { Spent } from '../gate/gate-facts';

/** What a session's model has used up, answers that broke off included; by the list price. */
export function spentBy({ usage, cost }: Pick<Session, 'usage' | 'cost'>): Spent {
  return { tokens: allTokens(usage), costUsd: cost === null ? null : inUsd(cost.nanoUsd) };
}

const NOTHING: Spent = { tokens: 0, costUsd: 0 };

/**
 * Which budget of the policy is used up, in words; null while there is some left. A price not known is one used up. `ahead`: what
 * is about to be taken on top of what has been.
 */
export function overspent(
  { max_tokens, max_cost_usd }: Policy,
  spent: Spent,
  ahead: Spent = NOTHING,
): string | null {
  const tokens = spent.tokens + ahead.tokens;
  const cost = spent.costUsd === null || ahead.costUsd === null ? null : spent.costUsd + ahead.costUsd;
  if (max_tokens !== null && tokens >= max_tokens) return `${max_tokens.toLocaleString('en-US')} tokens`;
  if (max_cost_usd !== null && (cost === null || cost >= max_cost_usd)) return `$${max_cost_usd}`;
  return null;
}
