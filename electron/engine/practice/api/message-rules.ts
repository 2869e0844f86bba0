import type { Betas } from './betas';
import { compactionBlocksOf } from './compaction-block';
import { invalid, type Refusal } from './refusal';
import type { CheckedRequest } from './request-schema';

/** The most that any current model answers, in tokens. */
const MAX_OUTPUT_TOKENS = 128_000;

type Loose = {
  readonly compaction?: unknown;
  readonly messages?: unknown;
  readonly tools?: unknown;
};
type LooseMessage = { readonly role?: unknown; readonly content?: unknown };

/** What the API refuses to summarise, by its own codes: nothing, or a conversation whose last turn is not over. */
export function findUnsummarisable(request: Loose): Refusal | null {
  if (!request.compaction || !Array.isArray(request.messages)) return null;
  const messages = request.messages as readonly LooseMessage[];
  const said = messages.filter(({ role }) => role === 'user' || role === 'assistant');
  if (said.flatMap(partsOf).every(({ type }) => type === 'compaction'))
    return invalid('messages: there is no `user` or `assistant` content to summarize', {
      error_code: 'compaction_nothing_to_summarize',
    });
  const last = messages.at(-1);
  const isOpen = last?.role === 'assistant' && partsOf(last).some(({ type }) => type === 'tool_use');
  if (!isOpen) return null;
  return invalid('messages: the last `assistant` turn ends in a tool call that has no result yet', {
    error_code: 'compaction_incomplete_turn',
  });
}

function partsOf({ content }: LooseMessage): readonly { readonly type?: unknown }[] {
  return Array.isArray(content) ? content : [{ type: 'text' }];
}

/** The tool of older models, which the current ones refuse, its beta header or not. */
export function findOldTool({ tools }: Loose, betas: Betas): Refusal | null {
  if (!Array.isArray(tools)) return null;
  const index = tools.findIndex((tool: { type?: unknown } | null) => tool?.type === 'computer_20251124');
  if (index === -1) return null;
  return betas.has('computer-use-2025-11-24')
    ? invalid(`tools.${index}: this model does not support tool type computer_20251124`)
    : invalid(`tools.${index}: Input tag 'computer_20251124' does not match any of the expected tags`);
}

/** What stands in no one field: values that exclude each other. */
export function findCombinationFault(request: CheckedRequest): Refusal | null {
  const { thinking, tool_choice, max_tokens = MAX_OUTPUT_TOKENS, compaction } = request;
  if (max_tokens > MAX_OUTPUT_TOKENS)
    return invalid(
      `max_tokens: ${max_tokens} > ${MAX_OUTPUT_TOKENS}, which is the maximum allowed number of output tokens`,
    );
  if (thinking?.type === 'enabled' && thinking.budget_tokens >= max_tokens)
    return invalid('max_tokens: must be greater than `thinking.budget_tokens`');
  if (tool_choice?.type === 'any' || tool_choice?.type === 'tool')
    return invalid(`tool_choice.type: \`${tool_choice.type}\` is not supported by this model`);
  return (
    (max_tokens === 0 ? findWarmingFault(request) : null) ??
    (compaction ? findSummaryRequestFault(request) : null) ??
    findCarryingFault(request) ??
    findThresholdFault(request)
  );
}

/** A request that only fills the cache answers nothing that could be shaped. */
function findWarmingFault({ stream, thinking, output_config, compaction }: CheckedRequest): Refusal | null {
  const excluded = [
    ['stream', stream === true],
    ['thinking', thinking?.type === 'enabled'],
    ['output_config.format', Boolean(output_config?.format)],
    ['compaction', Boolean(compaction)],
  ] as const;
  const found = excluded.find(([, isSet]) => isSet);
  return found === undefined ? null : invalid(`max_tokens: 0 cannot be combined with \`${found[0]}\``);
}

/** What would do nothing on a call that only summarises. */
function findSummaryRequestFault(request: CheckedRequest): Refusal | null {
  const { context_management, stop_sequences, output_config } = request;
  const excluded = [
    ['context_management', Boolean(context_management)],
    ['stop_sequences', (stop_sequences ?? []).length > 0],
    ['output_config.format', Boolean(output_config?.format)],
  ] as const;
  const found = excluded.find(([, isSet]) => isSet);
  return found === undefined ? null : invalid(`compaction: cannot be combined with \`${found[0]}\``);
}

/** What stands neither beside a request for a summary nor beside a summary. */
function findCarryingFault(request: CheckedRequest): Refusal | null {
  const summaries = compactionBlocksOf(request);
  const { compaction, output_config, context_management } = request;
  const hasRemaining = (output_config?.task_budget?.remaining ?? null) !== null;
  if (hasRemaining && (compaction || summaries.length > 0))
    return invalid('output_config.task_budget.remaining: cannot be combined with compaction');
  const isSigned = summaries.some(({ block }) => block.signature);
  const hasThreshold = context_management?.edits?.some(({ type }) => type === 'compact_20260112');
  return isSigned && hasThreshold
    ? invalid('context_management: compact_20260112 cannot run on a request with a signed `compaction` block')
    : null;
}

/** This server summarises at a threshold and stops there; the API can also go on in the same answer. */
function findThresholdFault({ context_management }: CheckedRequest): Refusal | null {
  const edits = context_management?.edits ?? [];
  const index = edits.findIndex(
    (edit) => edit.type === 'compact_20260112' && edit.pause_after_compaction !== true,
  );
  if (index === -1) return null;
  return invalid(
    `context_management.edits.${index}.pause_after_compaction: must be true on the practice server`,
  );
}
