import { sealSummary } from './api/compaction-block';
import type { Admission, MessagesApi } from './api/messages-api';
import type { CacheUse } from './api/prompt-cache';
import { endOfBlocks } from './api/request-blocks';
import { textTokens } from './api/tokens';
import type { AssistantTurn } from './assistant-turn';
import type { ContentBlock, MessagesRequest } from './messages-request';
import { summarise } from './taken-turns';
import { type MessageHead, outputTokens, type ReplyTurn } from './turn-events';

/** The words of a summary, or a turn that is played in place of one. */
export type Summariser = (request: MessagesRequest) => string | AssistantTurn | Promise<AssistantTurn>;

/** The API's own, where a request sets none. In tokens. */
const DEFAULT_TRIGGER = 150_000;

const NOTHING_SAID: AssistantTurn = { kind: 'reply', content: [], stopReason: 'max_tokens' };

export type PlayOptions = {
  readonly api: MessagesApi;
  /** What the model answers, where it is asked to. */
  readonly script: (request: MessagesRequest) => AssistantTurn | Promise<AssistantTurn>;
  /** What is answered to a request for a summary. */
  readonly summary: Summariser;
  /** What is played to a request that only fills the cache, in place of nothing. */
  readonly warming?: ((request: MessagesRequest) => AssistantTurn | null) | undefined;
  /** Tokens of a conversation and its answer together; null lets a script answer at any length. */
  readonly contextTokens: number | null;
};

/** What a request gets: nothing where it only fills the cache, a summary where it asks for one, else what the script says. */
export async function playTurn(admission: Admission, options: PlayOptions): Promise<AssistantTurn> {
  const { checked, request, inputTokens } = admission;
  if (checked.max_tokens === 0) return options.warming?.(request) ?? NOTHING_SAID;
  if (checked.compaction) return playSummary(admission, options, true);
  if (inputTokens >= triggerOf(admission)) return playSummary(admission, options, false);
  const turn = await options.script(request);
  return turn.kind === 'reply' ? finished(turn, admission, options) : turn;
}

/** Above which input a request has itself summarised; infinite where it does not. */
function triggerOf({ checked }: Admission): number {
  const edit = checked.context_management?.edits?.find(({ type }) => type === 'compact_20260112');
  if (edit?.type !== 'compact_20260112') return Number.POSITIVE_INFINITY;
  return edit.trigger?.value ?? DEFAULT_TRIGGER;
}

async function playSummary(
  admission: Admission,
  { api, summary }: PlayOptions,
  isAskedFor: boolean,
): Promise<AssistantTurn> {
  const { request, checked, blocks } = admission;
  const { carried } = summarise(request.messages);
  const at = isAskedFor ? endOfBlocks(blocks) : null;
  const sealed = (text: string): ContentBlock => ({ ...sealSummary(api.seals, text, { carried, at }) });
  const given = await summary(request);
  if (typeof given !== 'string') return given.kind === 'reply' ? withSealed(given, sealed) : given;
  // A summary that is cut off is none.
  if (textTokens(given) > (checked.max_tokens ?? 0))
    return { kind: 'reply', content: [], stopReason: 'max_tokens' };
  return { kind: 'reply', content: [sealed(given)], stopReason: 'compaction' };
}

/** A turn of a script with its summary as the API would give it: what a script says of its seal is not its own. */
function withSealed(turn: ReplyTurn, sealed: (text: string) => ContentBlock): ReplyTurn {
  const content = turn.content.map((block) =>
    block.type === 'compaction' && typeof block.content === 'string' ? sealed(block.content) : block,
  );
  return { ...turn, content };
}

/** A reply as it leaves: bound to its conversation, its thinking shown as far as was asked, and no longer than there is room. */
function finished(turn: ReplyTurn, admission: Admission, options: PlayOptions): ReplyTurn {
  const room = (options.contextTokens ?? Number.POSITIVE_INFINITY) - admission.inputTokens;
  const fitting = withinRoom(turn, room);
  const shown = fitting.content.map((block) =>
    block.type === 'thinking' && !showsThinking(admission) ? { ...block, thinking: '' } : block,
  );
  return { ...fitting, content: options.api.sign(admission, shown) };
}

function showsThinking({ checked: { thinking } }: Admission): boolean {
  if (thinking?.type !== 'adaptive' && thinking?.type !== 'enabled') return true;
  return thinking.display === 'summarized' || thinking.display === 'updates';
}

/** The blocks that still fit into the model's memory. */
function withinRoom(turn: ReplyTurn, room: number): ReplyTurn {
  if (outputTokens(turn) <= room) return turn;
  const content = turn.content.filter(
    (_block, index) => outputTokens({ content: turn.content.slice(0, index + 1) }) <= room,
  );
  return { ...turn, content, stopReason: 'model_context_window_exceeded' };
}

/** What is said of an answer beside it; what its input cost stands in the cache from now on. */
export function headOf(
  admission: Admission,
  turn: ReplyTurn,
  { api, id }: { api: MessagesApi; id: string },
): MessageHead {
  const { checked, dropped, betas } = admission;
  const { use, diagnostics } = api.account(admission, id);
  const isSummary = Boolean(checked.compaction) || turn.stopReason === 'compaction';
  const input = inputUsage(use);
  return {
    id,
    model: checked.model,
    usage: {
      ...(isSummary ? summaryUsage(input, outputTokens(turn)) : { ...input, iterations: null }),
      service_tier: 'standard',
      inference_geo: null,
      server_tool_use: null,
    },
    diagnostics,
    context_management: checked.context_management ? { applied_edits: [] } : null,
    ...(betas.has('thinking-binding-controls-2026-08-01') && { input_transformations: dropped }),
  };
}

function inputUsage({ input, read, written }: CacheUse): Readonly<Record<string, unknown>> {
  return {
    input_tokens: input,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: written['5m'] + written['1h'],
    cache_creation: {
      ephemeral_5m_input_tokens: written['5m'],
      ephemeral_1h_input_tokens: written['1h'],
    },
  };
}

const NONE: CacheUse = { input: 0, read: 0, written: { '5m': 0, '1h': 0 } };

/** A summary is counted by itself, and nothing beside it. */
function summaryUsage(input: Readonly<Record<string, unknown>>, output: number): Record<string, unknown> {
  return {
    ...inputUsage(NONE),
    output_tokens: 0,
    iterations: [{ type: 'compaction', ...input, output_tokens: output }],
  };
}
