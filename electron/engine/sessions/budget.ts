import { costUsd } from '../../../shared/domain/model-prices';
import type { Policy } from '../../../shared/domain/policy';
import type { ModelChoice, TokenUsage } from '../../../shared/domain/session';
import type { Spent } from '../gate/gate-facts';

/** What a session's model has used up, by the list price; the practice model costs nothing. */
export function spentBy(model: ModelChoice, usage: TokenUsage): Spent {
  const tokens = usage.input + usage.output + usage.cacheRead + usage.cacheWrite;
  return { tokens, costUsd: model.kind === 'practice' ? 0 : costUsd(model.model, usage) };
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
