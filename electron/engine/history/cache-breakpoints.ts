import type { TurnBlock, TurnMessage } from './turn-message';

/** How many of the newest tool results carry a cache breakpoint; the API takes four in all. */
const CACHED_RESULTS = 3;

/** The messages as they are sent: breakpoints on the newest tool results, so that what came before is read from the cache. */
export function withCacheBreakpoints(messages: readonly TurnMessage[]): readonly TurnMessage[] {
  const marked = new Set(messages.filter(endsWithToolResult).slice(-CACHED_RESULTS));
  return messages.map((message) => (marked.has(message) ? markLastBlock(message) : message));
}

function endsWithToolResult({ content }: TurnMessage): boolean {
  return content.at(-1)?.type === 'tool_result';
}

function markLastBlock(message: TurnMessage): TurnMessage {
  const last = message.content.at(-1);
  if (message.role === 'system' || last?.type !== 'tool_result') return message;
  const marked: TurnBlock = { ...last, cache_control: { type: 'ephemeral' } };
  return { ...message, content: [...message.content.slice(0, -1), marked] };
}
