import type { BetaToolUseBlockParam } from '@anthropic-ai/sdk/resources/beta';
import { type CallResult, isResult, type TurnBlock, type TurnMessage } from './turn-message';

/** Of an input or a result, so many characters are told at most. */
const MOST_TOLD = 200;
/** Of the newest calls, so many are told. */
const MOST_STEPS = 100;

/** What the agent did in messages that it is not sent any more, a line a call: what it asked for and what came of it. */
export function tellSteps(messages: readonly TurnMessage[]): string {
  const blocks = messages.flatMap(({ content }): readonly TurnBlock[] => content);
  const results = blocks.filter(isResult);
  return blocks
    .filter(isCall)
    .slice(-MOST_STEPS)
    .map((call) => tellStep(call, results.find(({ tool_use_id }) => tool_use_id === call.id) ?? null))
    .join('\n');
}

function tellStep({ name, input }: BetaToolUseBlockParam, result: CallResult | null): string {
  return `- ${name} ${cut(JSON.stringify(input))}: ${result === null ? 'no result' : tellResult(result)}`;
}

function tellResult({ content, is_error: isError }: CallResult): string {
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join(' ');
  if (text.trim() !== '') return cut(text.trim());
  return isError === true ? 'not carried out' : 'carried out';
}

function isCall(block: TurnBlock): block is BetaToolUseBlockParam {
  return block.type === 'tool_use';
}

function cut(text: string): string {
  return text.length <= MOST_TOLD ? text : `${text.slice(0, MOST_TOLD)}…`;
}
