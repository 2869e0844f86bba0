import { textTokens } from './api/tokens';
import type { AssistantTurn } from './assistant-turn';
import type { ContentBlock } from './messages-request';

export type ReplyTurn = Extract<AssistantTurn, { kind: 'reply' }>;

/** One server-sent event; `isWord` marks those that a model would take time to think of. */
export type TurnEvent = {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isWord: boolean;
};

/** What the API says of an answer beside the answer itself. */
export type MessageHead = {
  readonly id: string;
  readonly model: string;
  /** How its input is counted (Messages API, `usage`). */
  readonly usage: Readonly<Record<string, unknown>>;
  readonly diagnostics: unknown;
  readonly context_management: unknown;
  /** Left out where the API does not speak of it. */
  readonly input_transformations?: unknown;
};

/** Characters of JSON in one `input_json_delta`; the real API cuts inside words and numbers too. */
const JSON_CHUNK = 12;

/** What an answer costs, in tokens; roughly. */
export function outputTokens({ content }: Pick<ReplyTurn, 'content'>): number {
  return content.length === 0 ? 0 : textTokens(JSON.stringify(content));
}

function usageOf(turn: ReplyTurn, head: MessageHead): Record<string, unknown> {
  const thinking = turn.content.filter(({ type }) => type === 'thinking');
  return {
    output_tokens: outputTokens(turn),
    output_tokens_details: { thinking_tokens: outputTokens({ content: thinking }) },
    ...head.usage,
    ...turn.usage,
  };
}

function stopReasonOf(turn: ReplyTurn): string {
  if (turn.stopReason !== undefined) return turn.stopReason;
  return turn.content.some((block) => block.type === 'tool_use') ? 'tool_use' : 'end_turn';
}

/** `raw_input` is for the wire only; it is never part of a finished block. */
function finishedBlock({ raw_input: _rawInput, ...block }: ContentBlock): ContentBlock {
  return block;
}

/** The whole message, as a request without `stream` gets it. */
export function toMessage(turn: ReplyTurn, head: MessageHead): Record<string, unknown> {
  const { usage: _usage, ...said } = head;
  return {
    ...said,
    ...turn.beside,
    type: 'message',
    role: 'assistant',
    content: turn.content.map(finishedBlock),
    stop_reason: stopReasonOf(turn),
    stop_sequence: null,
    stop_details: turn.stopDetails ?? null,
    container: null,
    usage: usageOf(turn, head),
  };
}

function event(name: string, data: Record<string, unknown> = {}, isWord = false): TurnEvent {
  return { event: name, data: { type: name, ...data }, isWord };
}

function deltas(index: number, parts: readonly Record<string, unknown>[]): readonly TurnEvent[] {
  return parts.map((delta) => event('content_block_delta', { index, delta }, true));
}

function blockEvents(block: ContentBlock, index: number): readonly TurnEvent[] {
  const start = (content_block: unknown) => event('content_block_start', { index, content_block });
  const stop = event('content_block_stop', { index });
  const finished = finishedBlock(block);

  if (block.type === 'text' && typeof block.text === 'string') {
    const words = block.text.match(/\S+\s*|\s+/g) ?? [];
    const parts = words.map((text) => ({ type: 'text_delta', text }));
    return [start({ ...finished, text: '' }), ...deltas(index, parts), stop];
  }
  if (block.type === 'thinking' && typeof block.thinking === 'string') {
    const parts = [
      { type: 'thinking_delta', thinking: block.thinking },
      { type: 'signature_delta', signature: block.signature ?? '' },
    ];
    return [start({ ...finished, thinking: '', signature: '' }), ...deltas(index, parts), stop];
  }
  if (block.type === 'tool_use') {
    const raw = typeof block.raw_input === 'string' ? block.raw_input : JSON.stringify(block.input);
    const chunks = raw.match(new RegExp(`[\\s\\S]{1,${JSON_CHUNK}}`, 'g')) ?? [];
    const parts = chunks.map((partial_json) => ({ type: 'input_json_delta', partial_json }));
    return [start({ ...finished, input: {} }), ...deltas(index, parts), stop];
  }
  // A summary that was asked for comes whole; one at a threshold, which has no signature, in a piece of its own.
  if (block.type === 'compaction' && block.signature === undefined) {
    const { content, encrypted_content } = block;
    const parts = [{ type: 'compaction_delta', content, encrypted_content }];
    return [start({ ...finished, content: null, encrypted_content: null }), ...deltas(index, parts), stop];
  }
  return [start(finished), stop];
}

/** The events of a streamed message, in the order in which the API sends them. */
export function toEvents(turn: ReplyTurn, head: MessageHead): readonly TurnEvent[] {
  const message = {
    ...toMessage({ ...turn, content: [] }, head),
    stop_reason: null,
    stop_details: null,
    usage: { ...usageOf(turn, head), output_tokens: 1 },
  };
  const delta = {
    stop_reason: stopReasonOf(turn),
    stop_sequence: null,
    stop_details: turn.stopDetails ?? null,
  };
  const { context_management } = head;
  return [
    event('message_start', { message }),
    event('ping'),
    ...turn.content.flatMap(blockEvents),
    event('message_delta', { delta, usage: usageOf(turn, head), context_management }),
    event('message_stop'),
  ];
}
