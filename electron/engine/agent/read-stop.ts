import type { BetaContentBlock, BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import type { ModelTurn } from './model';

/** What a turn comes to that counts. `said`: it ends with words and no call; `silent`: with nothing at all. */
export type StopReading = 'go-on' | 'said' | 'silent';

/** Why nothing of an answer counts, or why there is none. `odd`: what should not happen, and may not happen twice. */
export type Held = {
  readonly cause: 'cut-off' | 'too-large' | 'declined' | 'odd';
  /** For the operator. */
  readonly reason: string;
};

/** Reads why the model stopped (Messages API, `stop_reason`). What is not known counts as a fault. */
export function readStop({ content, stopReason, refusedFor }: ModelTurn): StopReading | Held {
  const hasCalls = content.some(isToolUse);
  switch (stopReason) {
    case 'tool_use':
      return hasCalls ? 'go-on' : odd('the model announced an action and named none');
    case 'end_turn':
    case 'stop_sequence':
      if (hasCalls) return 'go-on';
      return content.some(isWord) ? 'said' : 'silent';
    case 'pause_turn':
      return content.some(isThere) ? 'go-on' : odd('the model paused without a word');
    case 'refusal':
      return {
        cause: 'declined',
        reason: `the model declined to go on${REFUSALS[refusedFor ?? ''] ?? ''}`,
      };
    case 'max_tokens':
      return { cause: 'cut-off', reason: 'the answer was too long and was cut off' };
    case 'model_context_window_exceeded':
      return { cause: 'too-large', reason: "the conversation no longer fits the model's memory" };
    default:
      return odd('the model stopped for a reason this version does not know');
  }
}

/** What a refusal is about (Messages API, `stop_details.category`), in our words. */
const REFUSALS: Readonly<Record<string, string>> = {
  cyber: ': it takes this for something that could harm the security of computers',
  bio: ': it takes this for something that could bring about biological harm',
  frontier_llm: ': it takes this for work on a model that competes with it',
  reasoning_extraction: ': it takes this for a request for its own reasoning',
  general_harms: ': it takes this for something harmful',
};

export function isToolUse(block: BetaContentBlock): block is BetaToolUseBlock {
  return block.type === 'tool_use';
}

/** Whether a block may be sent back: the API refuses text that is blank. */
export function isThere(block: BetaContentBlock): boolean {
  return block.type !== 'text' || isWord(block);
}

function isWord(block: BetaContentBlock): boolean {
  return block.type === 'text' && block.text.trim() !== '';
}

function odd(reason: string): Held {
  return { cause: 'odd', reason };
}
