import type { AnthropicBeta } from '@anthropic-ai/sdk/resources/beta';
import type {
  BetaAssistantMessageParam,
  BetaCompact20260112Edit,
  BetaCompactionBlockParam,
  BetaCompactionConfig,
  BetaComputerToolset20260801,
  BetaContextManagementConfig,
  BetaDiagnosticsParam,
  BetaImageBlockParam,
  BetaMessageParam,
  BetaOutputConfig,
  BetaRedactedThinkingBlockParam,
  BetaSystemMessageParam,
  BetaTextBlockParam,
  BetaThinkingBlockParam,
  BetaThinkingConfigParam,
  BetaTool,
  BetaToolChoice,
  BetaToolResultBlockParam,
  BetaToolUseBlockParam,
  BetaUserMessageParam,
  MessageCountTokensParams,
  MessageCreateParams,
} from '@anthropic-ai/sdk/resources/beta/messages';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { KNOWN_BETAS } from '../../../../../electron/engine/practice/api/known-betas';
import type {
  AssistantMessage,
  CompactionBlock,
  ImageBlock,
  RedactedThinkingBlock,
  SystemMessage,
  TextBlock,
  ThinkingBlock,
  ToolResultBlock,
  ToolUseBlock,
  UserMessage,
} from '../../../../../electron/engine/practice/api/message-schema';
import type {
  CompactionConfig,
  ComputerToolset,
  ContextEdit,
  ContextManagement,
  CountRequest,
  CreateRequest,
  Message,
  OutputConfig,
  OwnTool,
  ThinkingConfig,
  ToolChoice,
} from '../../../../../electron/engine/practice/api/request-schema';
import {
  ASK,
  assistant,
  callOf,
  openApi,
  type Params,
  playing,
  refusalOf,
  resultOf,
  saying,
  user,
} from '../../../../helpers/practice-api';

/** True where the first may be given for the second; anything else does not compile where true is asked for. */
type Fits<A, B> = [A] extends [B] ? true : false;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Fields<T> = T extends unknown ? keyof T : never;
/** What a client may send by a schema. */
type Sent<S extends z.ZodType> = z.input<S>;

/** Whatever a schema lets through, the SDK has a type for. */
const FITS: readonly true[] = [
  true satisfies Fits<Sent<typeof CreateRequest>, MessageCreateParams>,
  true satisfies Fits<Sent<typeof CountRequest>, MessageCountTokensParams>,
  true satisfies Fits<Sent<typeof Message>, BetaMessageParam>,
  true satisfies Fits<Sent<typeof UserMessage>, BetaUserMessageParam>,
  true satisfies Fits<Sent<typeof AssistantMessage>, BetaAssistantMessageParam>,
  true satisfies Fits<Sent<typeof ToolUseBlock>, BetaToolUseBlockParam>,
  true satisfies Fits<Sent<typeof ToolResultBlock>, BetaToolResultBlockParam>,
  true satisfies Fits<Sent<typeof TextBlock>, BetaTextBlockParam>,
  true satisfies Fits<Sent<typeof ImageBlock>, BetaImageBlockParam>,
  true satisfies Fits<Sent<typeof OwnTool>, BetaTool>,
];

/** What the console sends is the SDK's type and the schema's at once: neither has a field that the other has not. */
const SAME: readonly true[] = [
  true satisfies Same<Sent<typeof ThinkingConfig>, BetaThinkingConfigParam>,
  true satisfies Same<Sent<typeof CompactionConfig>, BetaCompactionConfig>,
  true satisfies Same<Sent<typeof ContextManagement>, BetaContextManagementConfig>,
  true satisfies Same<
    Extract<Sent<typeof ContextEdit>, { type: 'compact_20260112' }>,
    BetaCompact20260112Edit
  >,
  true satisfies Same<Sent<typeof OutputConfig>, BetaOutputConfig>,
  true satisfies Same<Sent<typeof ToolChoice>, BetaToolChoice>,
  true satisfies Same<Sent<typeof ComputerToolset>, BetaComputerToolset20260801>,
  true satisfies Same<Sent<typeof ThinkingBlock>, BetaThinkingBlockParam>,
  true satisfies Same<Sent<typeof RedactedThinkingBlock>, BetaRedactedThinkingBlockParam>,
  true satisfies Same<NonNullable<Sent<typeof CreateRequest>['diagnostics']>, BetaDiagnosticsParam>,
  true satisfies Same<Fields<Sent<typeof TextBlock>>, Fields<BetaTextBlockParam>>,
  true satisfies Same<Fields<Sent<typeof ImageBlock>>, Fields<BetaImageBlockParam>>,
  true satisfies Same<Fields<Sent<typeof ToolUseBlock>>, Fields<BetaToolUseBlockParam>>,
  true satisfies Same<Fields<Sent<typeof ToolResultBlock>>, Fields<BetaToolResultBlockParam>>,
  true satisfies Same<Fields<Sent<typeof SystemMessage>>, Fields<BetaSystemMessageParam>>,
  // The console asks for no change of tools in the middle, and its own tools are called by the model alone.
  true satisfies Same<
    Fields<Sent<typeof CompactionBlock>> | 'tool_changes',
    Fields<BetaCompactionBlockParam>
  >,
  true satisfies Same<Fields<Sent<typeof OwnTool>> | 'allowed_callers', Fields<BetaTool>>,
];

/** The betas that the SDK names, without “any text”. */
type Named<T> = T extends string ? (string extends T ? never : T) : never;
const BETAS: true = true satisfies Same<(typeof KNOWN_BETAS)[number], Named<AnthropicBeta>>;

it('what the API takes is what the SDK has types for', () => {
  expect([...FITS, ...SAME, BETAS].every((one) => one)).toBe(true);
});

const CALL = callOf('toolu_1');
const deep = (change: object) => ({
  messages: [...ASK.messages, assistant([CALL]), user({ ...resultOf('toolu_1'), ...change } as never)],
});
const summarised = { thinking: { type: 'adaptive', display: 'updates' } };

describe('a request with something that the API does not know', () => {
  it.each<[string, object, string]>([
    ['a field', { temprature: 1 }, 'temprature: Extra inputs are not permitted'],
    ['a field of newer kinds of request', { thread: { type: 'create' } }, 'thread: Extra inputs'],
    [
      'a field of the toolset',
      { tools: [{ ...ASK.tools?.[0], display_number: 1 }] },
      'tools.0.display_number: Extra',
    ],
    [
      'a member of the toolset',
      { tools: [{ type: 'computer_toolset_20260801', configs: { format_disk: { enabled: true } } }] },
      'tools.0.configs',
    ],
    [
      'a field of a tool',
      { tools: [...(ASK.tools ?? []), { ...tool('x'), secret: 1 }] },
      'tools.1.secret: Extra',
    ],
    ['a field of a message', { messages: [{ ...ASK.messages[0], name: 'Ines' }] }, 'messages.0.name: Extra'],
    ['a field of a call', { ...deepCall({ index: 1 }) }, 'messages.1.content.0.index: Extra'],
    ['a field of a result', deep({ frame: 'f1' }), 'messages.2.content.0.frame: Extra'],
    [
      'a field of a text in a result',
      deep({ content: [{ type: 'text', text: 'x', note: 1 }] }),
      'messages.2.content.0.content.0.note: Extra',
    ],
    [
      'a picture by its name',
      deep({ content: [{ type: 'image', source: { type: 'frame', frame: 'f1' } }] }),
      'messages.2.content.0.content.0.source',
    ],
    ['a block', deep({ content: [{ type: 'sound' }] }), 'messages.2.content.0.content.0.type'],
    ['an id of other characters', { ...deepCall({ id: 'a b' }) }, 'messages'],
    ['a blank text', { messages: [user({ type: 'text', text: ' \n' })] }, 'non-whitespace'],
    ['a blank text in a result', deep({ content: [{ type: 'text', text: '' }] }), 'non-whitespace'],
    ['another kind of thinking', { thinking: { type: 'deep' } }, 'thinking.type'],
    ['another effort', { output_config: { effort: 'huge' } }, 'output_config.effort'],
    ['too small a budget to think', { thinking: { type: 'enabled', budget_tokens: 1023 } }, 'budget_tokens'],
    [
      'a budget to think above the length',
      { thinking: { type: 'enabled', budget_tokens: 99_999 } },
      'max_tokens',
    ],
    ['a forced tool', { tool_choice: { type: 'tool', name: 'x' } }, 'tool_choice.type'],
    ['any tool at all', { tool_choice: { type: 'any' } }, 'tool_choice.type'],
  ])('is refused, and it is named: %s', async (_what, change, words) => {
    const client = await openApi(playing(saying('x')));
    const error = await refusalOf(client.beta.messages.create({ ...ASK, ...change } as Params));
    expect([error.status, error.message]).toEqual([400, expect.stringContaining(words)]);
  });

  it.each<[string, object, string]>([
    ['context_management', { context_management: {} }, 'context-management-2025-06-27'],
    [
      'context_management',
      { context_management: { edits: [{ type: 'compact_20260112', pause_after_compaction: true }] } },
      'compact-2026-01-12',
    ],
    [
      'output_config.task_budget',
      { output_config: { task_budget: { type: 'tokens', total: 100 } } },
      'task-budgets-2026-03-13',
    ],
    ['thinking.adaptive.display', summarised, 'thinking-display-updates-2026-08-18'],
    [
      'thinking.adaptive.block_binding',
      { thinking: { type: 'adaptive', block_binding: {} } },
      'thinking-binding-controls-2026-08-01',
    ],
    ['diagnostics', { diagnostics: { previous_message_id: null } }, 'cache-diagnosis-2026-04-07'],
    [
      'messages.1.clear_at',
      { messages: [...ASK.messages, { role: 'system', content: 'x', clear_at: 'next_user_message' }] },
      'mid-conversation-system-clear-at-2026-08-21',
    ],
    [
      'messages.1.output_config',
      { messages: [...ASK.messages, { role: 'system', content: 'x', output_config: { effort: 'low' } }] },
      'mid-conversation-output-config-2026-07-01',
    ],
  ])('needs its beta header: %s', async (field, change, beta) => {
    const client = await openApi(playing(saying('x'), saying('y')));
    const request = { ...ASK, ...change } as Params;
    const error = await refusalOf(client.beta.messages.create(request));
    expect(error.message).toContain(`${field}: Extra inputs are not permitted`);
    await refusalOf(client.beta.messages.create({ ...request, betas: ['fast-mode-2026-02-01'] }));
    expect((await client.beta.messages.create({ ...request, betas: [beta] })).stop_reason).toBe('end_turn');
  });

  it('is refused for a beta header that nobody knows', async () => {
    const client = await openApi(playing(saying('x')));
    const betas = ['compact-2026-09-04', 'compact-2026-09-05'];
    const { message } = await refusalOf(client.beta.messages.create({ ...ASK, betas }));
    expect(message).toContain('Unexpected value(s) `compact-2026-09-05` for the `anthropic-beta` header');
  });

  it.each([[], ['computer-use-2025-11-24']])(
    'is refused for the computer tool of older models (%s)',
    async (...betas) => {
      const client = await openApi(playing(saying('x')));
      const tools = [
        { type: 'computer_20251124', name: 'computer', display_width_px: 1, display_height_px: 1 },
      ] as never;
      const error = await refusalOf(client.beta.messages.create({ ...ASK, tools, betas }));
      expect([error.status, error.message]).toEqual([400, expect.stringContaining('tools.0')]);
    },
  );
});

describe('a request to count', () => {
  it.each([{ max_tokens: 5 }, { stream: true }, { diagnostics: {} }])(
    'has no answer to shape: %j',
    async (change) => {
      const client = await openApi(playing());
      const { max_tokens: _length, ...request } = ASK;
      const counted = client.beta.messages.countTokens({ ...request, ...change } as never);
      expect((await refusalOf(counted)).message).toContain(`${Object.keys(change)[0]}: Extra inputs`);
    },
  );

  it('is refused where the one to be answered is', async () => {
    const client = await openApi();
    const { max_tokens: _length, ...request } = ASK;
    expect((await refusalOf(client.beta.messages.countTokens(request))).status).toBe(404);
    const unanswered = {
      ...request,
      model: 'practice-download-all',
      messages: [...ASK.messages, assistant([CALL])],
    };
    expect((await refusalOf(client.beta.messages.countTokens(unanswered))).status).toBe(400);
  });
});

function tool(name: string) {
  return { name, input_schema: { type: 'object' as const } };
}

function deepCall(change: object) {
  return { messages: [...ASK.messages, assistant([{ ...CALL, ...change }]), user(resultOf('toolu_1'))] };
}
