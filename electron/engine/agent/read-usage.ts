import type { BetaUsage } from '@anthropic-ai/sdk/resources/beta';
import { addUsage, NO_USAGE, type TokenUsage } from '../../../shared/domain/token-usage';

type Counted = Pick<BetaUsage, 'input_tokens' | 'output_tokens'> &
  Partial<
    Pick<
      BetaUsage,
      'cache_read_input_tokens' | 'cache_creation_input_tokens' | 'cache_creation' | 'output_tokens_details'
    >
  >;

/** What one answer took, by what the service says of it. A compaction within it is told apart, and paid for as well. */
export function readUsage(usage: Counted & Partial<Pick<BetaUsage, 'iterations'>>): TokenUsage {
  const compactions = (usage.iterations ?? []).filter(({ type }) => type === 'compaction');
  return compactions.map(readCounts).reduce(addUsage, readCounts(usage));
}

function readCounts(usage: Counted): TokenUsage {
  const output = count(usage.output_tokens);
  const cacheWrite = count(usage.cache_creation_input_tokens);
  return {
    ...NO_USAGE,
    input: count(usage.input_tokens),
    output,
    cacheRead: count(usage.cache_read_input_tokens),
    cacheWrite,
    hourCacheWrite: Math.min(cacheWrite, count(usage.cache_creation?.ephemeral_1h_input_tokens)),
    thinking: Math.min(output, count(usage.output_tokens_details?.thinking_tokens)),
  };
}

/** What is no number of tokens is none: nothing of it may get into a sum or a record. */
function count(tokens: unknown): number {
  return typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens > 0 ? tokens : 0;
}
