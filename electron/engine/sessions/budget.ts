import type { Policy } from '../../../shared/domain/policy';
import type { Session } from '../../../shared/domain/session';
import { allTokens, inUsd } from '../../../shared/domain/token-usage';
import type { Spent } from '../gate/gate-facts';

/** What a session's model has used up, answers that broke off included; by the list price. */
export function spentBy({ usage, cost }: Pick<Session, 'usage' | 'cost'>): Spent {
  return { tokens: allTokens(usage), costUsd: cost === null ? null : inUsd(cost.nanoUsd) };
}

/** Which budget of the policy is used up, in words; null while there is some left. A price not known is one used up. */
export function overspent(
  { max_tokens, max_cost_usd }: Policy,
  { tokens, costUsd: cost }: Spent,
): string | null {
  if (max_tokens !== null && tokens >= max_tokens) return `${max_tokens.toLocaleString('en-US')} tokens`;
  if (max_cost_usd !== null && (cost === null || cost >= max_cost_usd)) return `$${max_cost_usd}`;
  return null;
}
