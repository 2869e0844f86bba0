import { createHash } from 'node:crypto';
import type { BetaContentBlockParam, BetaToolResultBlockParam } from '@anthropic-ai/sdk/resources/beta';
import type { RecordedMessage } from '../../../shared/domain/recorded-message';

/** One message of a run's conversation. */
export type TurnMessage = { readonly role: 'user' | 'assistant'; readonly content: BetaContentBlockParam[] };

/** How many of the newest tool results carry a cache breakpoint; the API takes four in all. */
const CACHED_RESULTS = 3;

/** The messages as they are sent: breakpoints on the newest tool results, so that what came before is read from the cache. */
export function withCacheBreakpoints(messages: readonly TurnMessage[]): TurnMessage[] {
  const marked = new Set(messages.filter(endsWithToolResult).slice(-CACHED_RESULTS));
  return messages.map((message) => (marked.has(message) ? markLastBlock(message) : message));
}

function endsWithToolResult({ content }: TurnMessage): boolean {
  return content.at(-1)?.type === 'tool_result';
}

function markLastBlock(message: TurnMessage): TurnMessage {
  const blocks = message.content;
  const last = blocks.at(-1) as BetaToolResultBlockParam;
  return { ...message, content: [...blocks.slice(0, -1), { ...last, cache_control: { type: 'ephemeral' } }] };
}

/** The message as `messages.jsonl` keeps it: pictures by their name in `frames/` in place of their bytes. */
export function recordedMessage(message: TurnMessage): RecordedMessage {
  return withFrameNames(message) as RecordedMessage;
}

function withFrameNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFrameNames);
  if (typeof value !== 'object' || value === null) return value;
  const source = value as { type?: unknown; data?: unknown };
  if (source.type === 'base64' && typeof source.data === 'string') {
    const frame = createHash('sha256').update(Buffer.from(source.data, 'base64')).digest('hex');
    return { type: 'frame', frame };
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withFrameNames(inner)]));
}
