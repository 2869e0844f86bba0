import type Anthropic from '@anthropic-ai/sdk';
import type {
  BetaCacheControlEphemeral,
  BetaMessage,
  BetaMessageParam,
  BetaTextBlockParam,
} from '@anthropic-ai/sdk/resources/beta/messages';
import { describe, expect, it } from 'vitest';
import {
  ASK,
  assistant,
  openApi,
  type Params,
  refusalOf,
  saying,
  streamed,
  user,
} from '../../../../helpers/practice-api';

const MINUTE = 60_000;
const SHORT: BetaCacheControlEphemeral = { type: 'ephemeral' };
const LONG: BetaCacheControlEphemeral = { type: 'ephemeral', ttl: '1h' };

function text(words: string, cache_control: BetaCacheControlEphemeral | null = null): BetaTextBlockParam {
  return { type: 'text', text: words, cache_control };
}

/** Long enough that it can be told from what stands around it, and each another. */
const words = (name: string) => `${name} `.repeat(400);

async function openCached() {
  const time = { now: 0 };
  const client = await openApi({
    script: () => saying('ok'),
    clock: { monotonicMs: () => time.now },
  });
  const later = (ms: number) => {
    time.now += ms;
  };
  return { client, later };
}

const asking = (blocks: BetaTextBlockParam[], changes: Partial<Params> = {}): Params => ({
  ...ASK,
  system: [text(words('system'), SHORT)],
  ...changes,
  messages: [user(...blocks)],
});

/** What of an answer's input was read, written for five minutes, written for an hour, and neither. */
function costOf({ usage }: BetaMessage) {
  return {
    read: usage.cache_read_input_tokens,
    short: usage.cache_creation?.ephemeral_5m_input_tokens,
    long: usage.cache_creation?.ephemeral_1h_input_tokens,
    rest: usage.input_tokens,
    written: usage.cache_creation_input_tokens,
  };
}

const ask = async (client: Anthropic, params: Params) => costOf(await client.beta.messages.create(params));

async function totalOf(client: Anthropic, { max_tokens: _length, ...params }: Params): Promise<number> {
  return (await client.beta.messages.countTokens(params)).input_tokens;
}

describe('the cache', () => {
  it('is written at a breakpoint, read by the same prefix, and counts every token once', async () => {
    const { client } = await openCached();
    const request = asking([text(words('a'), SHORT), text(words('b'))]);
    const total = await totalOf(client, request);
    const first = await ask(client, request);
    expect(first).toMatchObject({ read: 0, long: 0, short: first.written });
    expect((first.written ?? 0) + first.rest).toBe(total);
    const second = await ask(client, request);
    expect(second).toEqual({ read: first.written, short: 0, long: 0, written: 0, rest: first.rest });
  });

  it('grows with a conversation: what came before is read, what is new is written', async () => {
    const { client } = await openCached();
    const request = asking([text(words('a'), SHORT)]);
    const first = await ask(client, request);
    const grown = asking([text(words('a')), text(words('b'), SHORT)]);
    const second = await ask(client, grown);
    expect(second.read).toBe(first.written);
    expect(second.written).toBeGreaterThan(100);
    expect((await ask(client, grown)).read).toBe((second.read ?? 0) + (second.written ?? 0));
  });

  it('is empty again after five minutes, and a read begins them anew', async () => {
    const { client, later } = await openCached();
    const request = asking([text(words('a'), SHORT)]);
    const { written } = await ask(client, request);
    for (let turn = 0; turn < 4; turn += 1) {
      later(4.9 * MINUTE);
      expect((await ask(client, request)).read).toBe(written);
    }
    later(5 * MINUTE);
    expect(await ask(client, request)).toMatchObject({ read: 0, written });
  });

  it('keeps for an hour what is marked so, which is counted by itself', async () => {
    const { client, later } = await openCached();
    const request = asking([text(words('a'), SHORT)], { system: [text(words('system'), LONG)] });
    const first = await ask(client, request);
    expect(first.long).toBeGreaterThan(500);
    expect(first.short).toBeGreaterThan(100);
    expect(first.written).toBe((first.long ?? 0) + (first.short ?? 0));
    later(59 * MINUTE);
    expect(await ask(client, request)).toMatchObject({ read: first.long, long: 0, short: first.short });
    later(59 * MINUTE);
    expect((await ask(client, request)).read).toBe(first.long);
    later(60 * MINUTE);
    expect((await ask(client, request)).read).toBe(0);
  });

  it.each<[string, (request: Params) => Params, boolean]>([
    ['another model', (request) => ({ ...request, model: 'claude-other' }), false],
    ['other tools', (request) => ({ ...request, tools: [...(ASK.tools ?? []), tool] }), false],
    ['another system prompt', (request) => ({ ...request, system: [text(words('other'), SHORT)] }), false],
    ['another message', () => asking([text(words('z'), SHORT)]), true],
    ['another way to think', (request) => ({ ...request, thinking: { type: 'adaptive' } }), true],
    ['another effort', (request) => ({ ...request, output_config: { effort: 'low' } }), true],
  ])('is not read past %s', async (_what, change, isSystemRead) => {
    const { client } = await openCached();
    const request = asking([text(words('a'), SHORT)]);
    const { written } = await ask(client, request);
    const { read } = await ask(client, change(request));
    expect([(read ?? 0) > 0, read === written]).toEqual([isSystemRead, false]);
  });

  it('is found up to twenty blocks before a breakpoint, its own counted', async () => {
    const blocks = Array.from({ length: 40 }, (_, index) => text(words(`block ${index}`)));
    const upTo = (count: number) =>
      asking(
        blocks
          .slice(0, count)
          .map((block, index) => (index === count - 1 ? { ...block, cache_control: SHORT } : block)),
        { system: 'none' },
      );
    for (const [further, isFound] of [
      [19, true],
      [20, false],
    ] as const) {
      const { client } = await openCached();
      const { written } = await ask(client, upTo(5));
      expect((await ask(client, upTo(5 + further))).read).toBe(isFound ? written : 0);
    }
  });

  it('is filled without an answer where none is asked for', async () => {
    const { client } = await openCached();
    const request = asking([text(words('a'), SHORT)]);
    const warmed = await client.beta.messages.create({ ...request, max_tokens: 0 });
    expect([warmed.content, warmed.stop_reason, warmed.usage.output_tokens]).toEqual([[], 'max_tokens', 0]);
    expect((await ask(client, request)).read).toBe(costOf(warmed).written);
  });

  it.each<[string, Partial<Params>]>([
    ['stream', { stream: true } as never],
    ['thinking', { thinking: { type: 'enabled', budget_tokens: 2000 } }],
    ['output_config.format', { output_config: { format: { type: 'json_schema', schema: {} } } }],
  ])('is not filled without an answer together with %s', async (_what, change) => {
    const { client } = await openCached();
    const request = { ...asking([text('a', SHORT)]), ...change, max_tokens: 0 };
    expect((await refusalOf(client.beta.messages.create(request))).message).toContain('max_tokens');
  });

  it('is not filled without an answer where one is forced', async () => {
    const { client } = await openCached();
    const forced = { tool_choice: { type: 'any' } } as const;
    const request = { ...asking([text('a', SHORT)]), ...forced, max_tokens: 0 } as Params;
    expect((await refusalOf(client.beta.messages.create(request))).message).toContain('tool_choice');
  });

  it('is told of in a stream as well, and marks the end of a request where that is asked for', async () => {
    const { client } = await openCached();
    const request = { ...asking([text(words('a'))], { system: 'x' }), cache_control: SHORT };
    const first = costOf(await streamed(client, request));
    expect(first).toMatchObject({ rest: 0, read: 0 });
    expect(costOf(await streamed(client, request))).toMatchObject({ read: first.written, written: 0 });
  });

  it('is not read for a request that was refused or failed', async () => {
    const time = { now: 0 };
    let turn = 0;
    const client = await openApi({
      clock: { monotonicMs: () => time.now },
      script: () => {
        turn += 1;
        return turn === 1 ? { kind: 'error', status: 529 } : saying('ok');
      },
    });
    const request = asking([text(words('a'), SHORT)]);
    await refusalOf(client.beta.messages.create(request));
    expect((await ask(client, request)).read).toBe(0);
  });
});

const tool = { name: 'x', input_schema: { type: 'object' as const } };

describe('the breakpoints of a request', () => {
  it.each<[string, Params, RegExp]>([
    [
      'five of them',
      asking([text('a', SHORT), text('b', SHORT), text('c', SHORT), text('d', SHORT)]),
      /A maximum of 4 blocks with cache_control may be provided. Found 5/,
    ],
    [
      'a fifth for the whole of it',
      { ...asking([text('a', SHORT), text('b', SHORT), text('c', SHORT)]), cache_control: SHORT },
      /Found 5/,
    ],
    ['an hour after five minutes', asking([text('a', LONG)]), /ttl='1h' block must not come after/],
    [
      'an hour at the end after five minutes',
      { ...asking([text('a')]), cache_control: LONG },
      /ttl='1h' block must not come after/,
    ],
    ['a time that there is none', asking([text('a', { type: 'ephemeral', ttl: '2h' as never })]), /ttl/],
    [
      'one on thinking',
      {
        ...ASK,
        messages: [
          ...ASK.messages,
          assistant([{ type: 'thinking', thinking: 'x', signature: 'x', cache_control: SHORT }]),
          user(text('x')),
        ],
      },
      /messages.1.content.0.cache_control: Extra inputs are not permitted/,
    ],
    ['one on an empty text', asking([text('', SHORT)]), /non-whitespace/],
  ])('are refused: %s', async (_what, request, rule) => {
    const { client } = await openCached();
    const error = await refusalOf(client.beta.messages.create(request));
    expect([error.status, error.message]).toEqual([400, expect.stringMatching(rule)]);
  });

  it('may be four, those for an hour first, in tools and results as well', async () => {
    const { client } = await openCached();
    const request: Params = {
      ...asking([text('a', SHORT), text('b', SHORT)]),
      system: [text('x', LONG)],
      tools: [{ type: 'computer_toolset_20260801', cache_control: LONG }],
    };
    expect((await client.beta.messages.create(request)).stop_reason).toBe('end_turn');
  });
});

describe('what a request changed since the one before', () => {
  const BETAS = ['cache-diagnosis-2026-04-07'];
  const diagnosed = (
    previous: string | null,
    messages: BetaMessageParam[],
    changes: Partial<Params> = {},
  ) => ({
    ...ASK,
    betas: BETAS,
    diagnostics: { previous_message_id: previous },
    ...changes,
    messages,
  });
  const FIRST = [user(text(words('task')))];
  const NEXT = [...FIRST, assistant([text('ok')]), user(text('Go on.'))];

  async function openDiagnosed() {
    const { client } = await openCached();
    const first = await client.beta.messages.create(diagnosed(null, FIRST));
    return { client, first };
  }

  it('is nothing where it only went on', async () => {
    const { client, first } = await openDiagnosed();
    expect(first.diagnostics).toBe(null);
    const second = await streamed(client, diagnosed(first.id, NEXT));
    expect(second.diagnostics).toBe(null);
    const marked = [user(text(words('task'), SHORT)), ...NEXT.slice(1)];
    expect((await streamed(client, diagnosed(second.id, marked))).diagnostics).toBe(null);
  });

  it.each<[string, BetaMessageParam[], Partial<Params>]>([
    ['model_changed', NEXT, { model: 'claude-other' }],
    ['system_changed', NEXT, { system: 'You do something else.' }],
    ['tools_changed', NEXT, { tools: [...(ASK.tools ?? []), tool] }],
    ['messages_changed', [user(text(words('other'))), ...NEXT.slice(1)], {}],
  ])('is named: %s', async (type, messages, change) => {
    const { client, first } = await openDiagnosed();
    const { diagnostics } = await streamed(client, diagnosed(first.id, messages, change));
    expect(diagnostics).toEqual({
      cache_miss_reason: { type, cache_missed_input_tokens: expect.any(Number) },
    });
    const reason = diagnostics?.cache_miss_reason;
    expect(reason !== null && reason !== undefined && 'cache_missed_input_tokens' in reason).toBe(true);
  });

  it('can’t be told of another setting, nor of an answer that nobody knows', async () => {
    const { client, first } = await openDiagnosed();
    const thinking = diagnosed(first.id, NEXT, { thinking: { type: 'adaptive' } });
    expect((await streamed(client, thinking)).diagnostics).toEqual({
      cache_miss_reason: { type: 'unavailable' },
    });
    const unknown = diagnosed('msg_unknown', NEXT);
    expect((await streamed(client, unknown)).diagnostics).toEqual({
      cache_miss_reason: { type: 'previous_message_not_found' },
    });
    const plain = await client.beta.messages.create({ ...ASK, messages: FIRST });
    expect((await streamed(client, diagnosed(plain.id, NEXT))).diagnostics).toEqual({
      cache_miss_reason: { type: 'previous_message_not_found' },
    });
  });
});
