import { z } from 'zod';

/** One block of a message; what else it carries depends on its type and is kept. */
export const ContentBlock = z.looseObject({ type: z.string() });
export type ContentBlock = z.infer<typeof ContentBlock>;

export const ApiMessage = z.object({
  role: z.enum(['user', 'assistant', 'system']),
  content: z.union([z.string(), z.array(ContentBlock)]),
});
export type ApiMessage = z.infer<typeof ApiMessage>;

/** The part of a Messages API request that the practice server looks at. Other fields are kept for scripts to read. */
export const MessagesRequest = z.looseObject({
  model: z.string().min(1),
  /** Of a request for an answer; 0 fills the cache and answers nothing. */
  max_tokens: z.number().int().min(0).optional(),
  stream: z.boolean().optional(),
  messages: z.array(ApiMessage).min(1),
  tools: z.array(z.looseObject({ type: z.string().optional() })).optional(),
});
export type MessagesRequest = z.infer<typeof MessagesRequest>;

/** A tool that the caller serves itself. */
const CustomTool = z.looseObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  input_schema: z.looseObject({ type: z.literal('object') }),
});

const ToolUse = z.looseObject({
  type: z.literal('tool_use'),
  id: z.string(),
  name: z.string(),
  toolset_name: z.string().nullish(),
  input: z.record(z.string(), z.unknown()),
});
export type ToolUse = z.infer<typeof ToolUse>;

export const ToolResult = z.looseObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  toolset_name: z.string().nullish(),
  is_error: z.boolean().nullish(),
  content: z.union([z.string(), z.array(ContentBlock)]).optional(),
});
export type ToolResult = z.infer<typeof ToolResult>;

const TOOLSET = 'computer_toolset_20260801';

/** The blocks of a message; a plain string is one text block. */
export function blocksOf(message: ApiMessage | undefined): readonly ContentBlock[] {
  if (message === undefined) return [];
  return typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content;
}

export function toolUsesOf(message: ApiMessage | undefined): readonly ToolUse[] {
  return blocksOf(message).flatMap((block) => {
    const parsed = ToolUse.safeParse(block);
    return parsed.success ? [parsed.data] : [];
  });
}

export function toolResultsOf(message: ApiMessage | undefined): readonly ToolResult[] {
  return blocksOf(message).flatMap((block) => {
    const parsed = ToolResult.safeParse(block);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The blocks of a result; a plain string is one text block. */
export function resultBlocks(result: ToolResult): readonly ContentBlock[] {
  if (result.content === undefined) return [];
  return typeof result.content === 'string' ? [{ type: 'text', text: result.content }] : result.content;
}

function findToolResultFault(uses: readonly ToolUse[], results: readonly ToolResult[]): string | null {
  for (const use of uses) {
    const answers = results.filter((result) => result.tool_use_id === use.id);
    const answer = answers[0];
    if (answer === undefined) {
      return `\`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${use.id}`;
    }
    if (answers.length > 1) return `each tool_use must have a single result: ${use.id}`;
    if ((answer.toolset_name ?? null) !== (use.toolset_name ?? null)) {
      return `tool_result for ${use.id}: toolset_name must be ${JSON.stringify(use.toolset_name ?? null)}`;
    }
    if (answer.is_error === true && resultBlocks(answer).some((block) => block.type !== 'text')) {
      return `tool_result for ${use.id}: an error result may hold text only`;
    }
  }
  const stray = results.find((result) => !uses.some((use) => use.id === result.tool_use_id));
  if (stray === undefined) return null;
  return `unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray.tool_use_id}`;
}

/** The toolset once; whatever stands beside it is a tool of the caller's own, with a name that no other has. */
function findToolFault(tools: NonNullable<MessagesRequest['tools']>): string | null {
  const toolsets = tools.filter(({ type }) => type !== undefined && type !== 'custom');
  if (toolsets.length !== 1 || toolsets[0]?.type !== TOOLSET)
    return `tools: expected exactly one toolset, of type ${TOOLSET}`;
  const own = tools.filter((tool) => tool !== toolsets[0]).map((tool) => CustomTool.safeParse(tool));
  const names = own.map(({ data }) => data?.name);
  if (names.includes(undefined)) return 'tools: a tool must have a name and an input_schema of type object';
  return new Set(names).size === names.length ? null : 'tools: tool names must be unique';
}

/** A system message stands after a user's, and holds text alone. */
function findSystemFault(message: ApiMessage, before: ApiMessage | undefined): string | null {
  if (before?.role !== 'user') return 'a message of the role system must follow one of the role user';
  return blocksOf(message).every(({ type }) => type === 'text')
    ? null
    : 'a message of the role system may hold text only';
}

/**
 * What the real API would refuse with 400, in its words as far as they matter; null when the request is well formed.
 * A tool call without its result, or an empty turn, is the mistake that agent loops make after an interruption.
 */
export function findRequestFault(request: MessagesRequest): string | null {
  const toolFault = findToolFault(request.tools ?? []);
  if (toolFault !== null) return toolFault;

  const { messages } = request;
  const first = messages[0];
  const isSummarised = first?.role === 'assistant' && blocksOf(first)[0]?.type === 'compaction';
  if (first?.role !== 'user' && !isSummarised) return 'messages.0: the first message must have the role user';
  const last = messages.at(-1);
  // An answer that paused is sent back as it is; one that waits for results can't stand last.
  if (last?.role === 'assistant' && toolUsesOf(last).length > 0)
    return `messages.${messages.length - 1}: \`tool_use\` ids were found without \`tool_result\` blocks`;
  for (const [index, message] of messages.entries()) {
    if (message.content.length === 0) return `messages.${index}: content must not be empty`;
    const before = messages[index - 1];
    const systemFault = message.role === 'system' ? findSystemFault(message, before) : null;
    if (systemFault !== null) return `messages.${index}: ${systemFault}`;
    const uses = before?.role === 'assistant' ? toolUsesOf(before) : [];
    const results = message.role === 'user' ? toolResultsOf(message) : [];
    const fault = findToolResultFault(uses, results);
    if (fault !== null) return `messages.${index}: ${fault}`;
  }
  return null;
}
