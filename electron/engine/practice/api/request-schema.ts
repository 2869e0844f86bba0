import { z } from 'zod';
import { COMPUTER_MEMBERS } from '../../../../shared/domain/action';
import {
  AssistantMessage,
  CacheControl,
  cached,
  SystemMessage,
  TextBlock,
  UserMessage,
} from './message-schema';

/** The API's own bound for messages in one request. */
const MAX_MESSAGES = 100_000;
const MAX_INSTRUCTIONS = 16_384;
/** Below it the API takes no threshold for compaction. */
const MIN_COMPACTION_TRIGGER = 50_000;
const MIN_THINKING_BUDGET = 1024;

const MemberConfig = z.strictObject({
  enabled: z.boolean().nullable().exactOptional(),
  defer_loading: z.boolean().nullable().exactOptional(),
});

export const ComputerToolset = z.strictObject({
  type: z.literal('computer_toolset_20260801'),
  configs: z.partialRecord(z.enum(COMPUTER_MEMBERS), MemberConfig.nullable()).nullable().exactOptional(),
  ...cached,
});

/** A tool that the caller serves itself. */
export const OwnTool = z.strictObject({
  type: z.literal('custom').nullable().exactOptional(),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  description: z.string().exactOptional(),
  input_schema: z.looseObject({ type: z.literal('object') }),
  strict: z.boolean().exactOptional(),
  defer_loading: z.boolean().exactOptional(),
  eager_input_streaming: z.boolean().nullable().exactOptional(),
  input_examples: z.array(z.record(z.string(), z.unknown())).exactOptional(),
  ...cached,
});

const parallel = { disable_parallel_tool_use: z.boolean().exactOptional() };

export const ToolChoice = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auto'), ...parallel }),
  z.strictObject({ type: z.literal('any'), ...parallel }),
  z.strictObject({ type: z.literal('tool'), name: z.string(), ...parallel }),
  z.strictObject({ type: z.literal('none') }),
]);

const thought = {
  display: z.enum(['summarized', 'omitted', 'updates']).nullable().exactOptional(),
  block_binding: z
    .strictObject({ prefix_mismatch_behavior: z.enum(['error', 'drop_block']).nullable().exactOptional() })
    .nullable()
    .exactOptional(),
};

export const ThinkingConfig = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('adaptive'), ...thought }),
  z.strictObject({
    type: z.literal('enabled'),
    budget_tokens: z.number().int().min(MIN_THINKING_BUDGET),
    ...thought,
  }),
  z.strictObject({ type: z.literal('between_tools') }),
  z.strictObject({ type: z.literal('disabled') }),
]);

export const OutputConfig = z.strictObject({
  effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullable().exactOptional(),
  format: z
    .strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) })
    .nullable()
    .exactOptional(),
  task_budget: z
    .strictObject({
      type: z.literal('tokens'),
      total: z.number().int().min(1),
      remaining: z.number().int().min(0).nullable().exactOptional(),
    })
    .nullable()
    .exactOptional(),
});

export const CompactionConfig = z.strictObject({
  type: z.literal('summarize'),
  instructions: z.string().max(MAX_INSTRUCTIONS).nullable().exactOptional(),
});

const inputTokens = (least: number) =>
  z.strictObject({ type: z.literal('input_tokens'), value: z.number().int().min(least) });
const toolUses = z.strictObject({ type: z.literal('tool_uses'), value: z.number().int().min(0) });

export const ContextEdit = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('compact_20260112'),
    trigger: inputTokens(MIN_COMPACTION_TRIGGER).nullable().exactOptional(),
    pause_after_compaction: z.boolean().exactOptional(),
    instructions: z.string().max(MAX_INSTRUCTIONS).nullable().exactOptional(),
  }),
  z.strictObject({
    type: z.literal('clear_tool_uses_20250919'),
    trigger: z.union([inputTokens(0), toolUses]).exactOptional(),
    keep: toolUses.exactOptional(),
    clear_at_least: inputTokens(0).nullable().exactOptional(),
    exclude_tools: z.array(z.string()).nullable().exactOptional(),
    clear_tool_inputs: z
      .union([z.boolean(), z.array(z.string())])
      .nullable()
      .exactOptional(),
  }),
  z.strictObject({
    type: z.literal('clear_thinking_20251015'),
    keep: z
      .union([
        z.literal('all'),
        z.strictObject({ type: z.literal('all') }),
        z.strictObject({ type: z.literal('thinking_turns'), value: z.number().int().min(1) }),
      ])
      .exactOptional(),
  }),
]);

export const ContextManagement = z.strictObject({ edits: z.array(ContextEdit).exactOptional() });

export const Message = z.discriminatedUnion('role', [UserMessage, AssistantMessage, SystemMessage]);

/** What a request to count has, too. */
const counted = {
  model: z.string().min(1),
  messages: z.array(Message).min(1).max(MAX_MESSAGES),
  system: z.union([z.string(), z.array(TextBlock)]).exactOptional(),
  tools: z.array(z.discriminatedUnion('type', [ComputerToolset, OwnTool])).exactOptional(),
  tool_choice: ToolChoice.exactOptional(),
  thinking: ThinkingConfig.exactOptional(),
  output_config: OutputConfig.exactOptional(),
  cache_control: CacheControl.nullable().exactOptional(),
  compaction: CompactionConfig.nullable().exactOptional(),
  context_management: ContextManagement.nullable().exactOptional(),
};

/** Of `POST /v1/messages/count_tokens`. */
export const CountRequest = z.strictObject(counted);

/**
 * Of `POST /v1/messages`, as far as the console could want to use it: a field that the API has and this has not is refused
 * as one that neither knows. `test/unit/engine/practice/api/request-schema.test.ts` holds it against the SDK's types.
 */
export const CreateRequest = z.strictObject({
  ...counted,
  /** 0 fills the cache and answers nothing. */
  max_tokens: z.number().int().min(0),
  stream: z.boolean().exactOptional(),
  stop_sequences: z.array(z.string()).exactOptional(),
  metadata: z.strictObject({ user_id: z.string().nullable().exactOptional() }).exactOptional(),
  service_tier: z.enum(['auto', 'standard_only']).exactOptional(),
  inference_geo: z.string().nullable().exactOptional(),
  diagnostics: z
    .strictObject({ previous_message_id: z.string().nullable().exactOptional() })
    .nullable()
    .exactOptional(),
});

export type CreateRequest = z.infer<typeof CreateRequest>;
/** A checked request of either kind. */
export type CheckedRequest = z.infer<typeof CountRequest> & Partial<CreateRequest>;

/** What is wrong with a request, as the API says it: the path, and the rule. Of a choice, the branch that came furthest. */
export function describeIssue(error: z.ZodError): string {
  const { path, issue } = furthest(error.issues[0], []);
  const at = path.map(String).join('.');
  if (issue?.code !== 'unrecognized_keys') return `${at}: ${issue?.message ?? 'invalid'}`;
  return `${[at, issue.keys[0]].filter((part) => part !== '').join('.')}: Extra inputs are not permitted`;
}

type Issue = z.core.$ZodIssue | undefined;
type Placed = { readonly path: readonly PropertyKey[]; readonly issue: Issue };

function furthest(issue: Issue, before: readonly PropertyKey[]): Placed {
  const path = [...before, ...(issue?.path ?? [])];
  if (issue?.code !== 'invalid_union' || issue.errors.length === 0) return { path, issue };
  const [best] = issue.errors
    .map(([first]) => furthest(first, path))
    .sort((one, other) => other.path.length - one.path.length);
  return best ?? { path, issue };
}
