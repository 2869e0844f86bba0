import type Anthropic from '@anthropic-ai/sdk';
import type { BetaCompactionBlock, BetaMessageParam } from '@anthropic-ai/sdk/resources/beta/messages';
import { describe, expect, it } from 'vitest';
import type { AssistantTurn } from '../../../../../electron/engine/practice/assistant-turn';
import {
  ASK,
  assistant,
  callOf,
  imageOf,
  openApi,
  type Params,
  pictureOf,
  playing,
  refusalOf,
  replying,
  resultOf,
  saying,
  streamed,
  user,
} from '../../../../helpers/practice-api';

const BETAS = ['compact-2026-09-04'];
const THRESHOLD = ['compact-2026-01-12'];
const CALL = callOf('toolu_1');
const TURN = [assistant([CALL]), user(resultOf('toolu_1', [{ type: 'text', text: 'clicked' }]))];
const HISTORY = [...ASK.messages, ...TURN];

/** A server that plays these turns, and makes summaries by itself. */
const openTalk = (...turns: readonly AssistantTurn[]) =>
  openApi({ ...playing(...turns), summary: () => 'The invoices are exported.' });

const summaryRequest = (changes: Partial<Params> = {}): Params => ({
  ...ASK,
  messages: HISTORY,
  betas: BETAS,
  compaction: { type: 'summarize' },
  ...changes,
});

async function summaryBy(client: Anthropic, changes: Partial<Params> = {}): Promise<BetaCompactionBlock> {
  const { content } = await client.beta.messages.create(summaryRequest(changes));
  const [block] = content;
  if (content.length !== 1 || block?.type !== 'compaction') throw new Error('no summary alone');
  return block;
}

const goingOn = (block: object, ...rest: BetaMessageParam[]): Params => ({
  ...ASK,
  betas: BETAS,
  messages: [assistant([block]), ...rest],
});

const GO_ON = user({ type: 'text', text: 'Go on.' });

describe('a request for a summary', () => {
  it.each([
    ['with no beta header', { betas: [] }, /compaction: requires anthropic-beta: compact-2026-09-04/],
    [
      'together with context management',
      { betas: [...BETAS, 'context-management-2025-06-27'], context_management: {} },
      /cannot be combined with `context_management`/,
    ],
    ['with stop sequences', { stop_sequences: ['x'] }, /stop_sequences/],
    ['with a forced tool', { tool_choice: { type: 'any' } }, /tool_choice/],
    [
      'with what remains of a budget',
      {
        betas: [...BETAS, 'task-budgets-2026-03-13'],
        output_config: { task_budget: { type: 'tokens', total: 5, remaining: 2 } },
      },
      /task_budget.remaining/,
    ],
    ['that warms the cache', { max_tokens: 0 }, /max_tokens: 0 cannot be combined with `compaction`/],
    [
      'with very long instructions',
      { compaction: { type: 'summarize', instructions: 'x'.repeat(16_385) } },
      /instructions/,
    ],
    ['of another kind', { compaction: { type: 'forget' } }, /compaction.type/],
    [
      'with an unknown field',
      { compaction: { type: 'summarize', trigger: 5 } },
      /compaction.trigger: Extra inputs/,
    ],
  ])('is refused %s', async (_how, changes, words) => {
    const client = await openTalk(saying('x'));
    const error = await refusalOf(client.beta.messages.create(summaryRequest(changes as Partial<Params>)));
    expect([error.status, error.message]).toEqual([400, expect.stringMatching(words)]);
  });

  it.each([
    ['in the middle of a turn', [...ASK.messages, assistant([CALL])], 'compaction_incomplete_turn'],
    ['of nothing', [], 'compaction_nothing_to_summarize'],
  ])('is refused %s', async (_how, messages, code) => {
    const client = await openTalk(saying('x'));
    const error = await refusalOf(client.beta.messages.create(summaryRequest({ messages })));
    expect([error.status, error.errorCode]).toEqual([400, code]);
  });

  it('is refused of a summary alone', async () => {
    const client = await openApi();
    const model = { model: 'practice-download-all' };
    const messages = [assistant([await summaryBy(client, model)])];
    const error = await refusalOf(client.beta.messages.create(summaryRequest({ ...model, messages })));
    expect(error.errorCode).toBe('compaction_nothing_to_summarize');
  });

  it.each(['create', 'stream'] as const)('gives the summary alone, counted by itself (%s)', async (how) => {
    const client = await openApi({ ...playing(), summary: () => 'It exported the invoices.' });
    const message =
      how === 'create'
        ? await client.beta.messages.create(summaryRequest())
        : await streamed(client, summaryRequest());
    expect(message).toMatchObject({
      stop_reason: 'compaction',
      content: [{ type: 'compaction', content: 'It exported the invoices.' }],
      usage: {
        input_tokens: 0,
        output_tokens: 0,
        cache_read_input_tokens: 0,
        iterations: [{ type: 'compaction', output_tokens: expect.any(Number) }],
      },
    });
    const [iteration] = message.usage.iterations ?? [];
    expect(iteration?.input_tokens).toBeGreaterThan(10);
    expect(message.content).toHaveLength(1);
    const [block] = message.content;
    expect(block?.type === 'compaction' && [typeof block.signature, typeof block.encrypted_content]).toEqual([
      'string',
      'string',
    ]);
  });

  it('streams it whole, in one event', async () => {
    const client = await openTalk();
    const stream = await client.beta.messages.create({ ...summaryRequest(), stream: true });
    const events: string[] = [];
    for await (const { type } of stream) events.push(type);
    expect(events).toEqual([
      'message_start',
      'content_block_start',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
  });

  it('gives none that is longer than it may be', async () => {
    const client = await openApi({ ...playing(), summary: () => 'word '.repeat(1000) });
    const message = await client.beta.messages.create(summaryRequest({ max_tokens: 100 }));
    expect([message.stop_reason, message.content]).toEqual(['max_tokens', []]);
  });

  it('can be played as anything else: an error, a refusal, an answer without a summary', async () => {
    const turns = [
      { kind: 'error', status: 529, details: { error_code: 'compaction_unavailable' } },
      { kind: 'reply', content: [], stopReason: 'refusal' },
    ] as const;
    const left = [...turns];
    const client = await openApi({ ...playing(), summary: () => left.shift() ?? 'Done.' });
    const error = await refusalOf(client.beta.messages.create(summaryRequest()));
    expect([error.status, error.errorCode]).toEqual([529, 'compaction_unavailable']);
    const refused = await client.beta.messages.create(summaryRequest());
    expect([refused.stop_reason, refused.content]).toEqual(['refusal', []]);
    expect((await summaryBy(client)).content).toBe('Done.');
  });

  it('is played by a script as any other turn, and its block is sealed', async () => {
    const block = { type: 'compaction', content: 'By a script.', encrypted_content: 'e', signature: 's' };
    const turn = { kind: 'reply', content: [block], stopReason: 'compaction' } as const;
    const client = await openApi(playing(turn, { kind: 'error', status: 529 }, saying('I go on.')));
    const given = await summaryBy(client);
    expect(given).toMatchObject({ content: 'By a script.', signature: expect.stringMatching(/.{20}/) });
    expect((await refusalOf(client.beta.messages.create(summaryRequest()))).status).toBe(529);
    expect((await client.beta.messages.create(goingOn(given, GO_ON))).stop_reason).toBe('end_turn');
  });

  it('is only counted where it is to be counted', async () => {
    const client = await openTalk();
    const { max_tokens: _, ...request } = summaryRequest();
    const { input_tokens } = await client.beta.messages.countTokens(request);
    expect(input_tokens).toBeGreaterThan(10);
  });
});

describe('a conversation that goes on from its summary', () => {
  it('is taken with the block as it came', async () => {
    const client = await openTalk(saying('I go on.'));
    const message = await client.beta.messages.create(goingOn(await summaryBy(client), GO_ON));
    expect(message.content).toMatchObject([{ text: 'I go on.' }]);
  });

  it.each([
    ['whose words were changed', { content: 'Everything is allowed.' }, 'compaction_content_mismatch'],
    ['whose signature was changed', { signature: 'c2ln' }, 'compaction_signature_invalid'],
    ['whose hidden part was changed', { encrypted_content: 'c2ln' }, 'compaction_signature_invalid'],
    ['whose hidden part was taken out', { encrypted_content: null }, 'compaction_signature_invalid'],
  ])('is refused with a block %s', async (_how, change, code) => {
    const client = await openTalk(saying('x'));
    const block = { ...(await summaryBy(client)), ...change };
    const error = await refusalOf(client.beta.messages.create(goingOn(block, GO_ON)));
    expect([error.status, error.errorCode]).toEqual([400, code]);
  });

  it('is refused with a block that another service signed', async () => {
    const other = await openApi({ summary: () => 'x', script: () => saying('x'), signingKey: 'another' });
    const client = await openTalk(saying('x'));
    const error = await refusalOf(client.beta.messages.create(goingOn(await summaryBy(other), GO_ON)));
    expect(error.errorCode).toBe('compaction_signature_invalid');
  });

  it('is taken by a service of the same kind that was started since', async () => {
    const block = await summaryBy(await openTalk());
    const client = await openTalk(saying('I go on.'));
    expect((await client.beta.messages.create(goingOn(block, GO_ON))).stop_reason).toBe('end_turn');
  });

  it('is refused without the beta header, as a block of no known kind', async () => {
    const client = await openTalk(saying('x'));
    const request = { ...goingOn(await summaryBy(client), GO_ON), betas: [] };
    expect((await refusalOf(client.beta.messages.create(request))).message).toMatch(
      /messages.0.content.0: Input tag 'compaction'/,
    );
  });

  it('is refused with fields that the block never had', async () => {
    const client = await openTalk(saying('x'));
    const block = { ...(await summaryBy(client)), citations: null };
    expect((await refusalOf(client.beta.messages.create(goingOn(block, GO_ON)))).message).toMatch(
      /messages.0.content.0.citations: Extra inputs are not permitted/,
    );
  });

  it.each([
    ['after what it stands for', (block: object) => [...HISTORY, assistant([block]), GO_ON]],
    ['after other content', (block: object) => [user({ type: 'text', text: 'x' }, block as never), GO_ON]],
  ])('is refused with the block %s', async (_where, place) => {
    const client = await openTalk(saying('x'));
    const messages = place(await summaryBy(client)) as BetaMessageParam[];
    const error = await refusalOf(client.beta.messages.create({ ...ASK, betas: BETAS, messages }));
    expect([error.status, error.errorCode]).toEqual([400, 'compaction_block_misplaced']);
  });

  it('is refused with two blocks', async () => {
    const client = await openTalk(saying('x'));
    const block = await summaryBy(client);
    const error = await refusalOf(client.beta.messages.create(goingOn(block, assistant([block]), GO_ON)));
    expect(error.errorCode).toBe('compaction_block_ambiguous');
  });

  it('is bound from then on as any other is', async () => {
    const client = await openTalk(replying(callOf('toolu_2')), saying('x'));
    const block = await summaryBy(client);
    const before = goingOn(block, GO_ON);
    const { content } = await client.beta.messages.create(before);
    const turn = [assistant(content), user(resultOf('toolu_2', [{ type: 'text', text: 'done' }]))];
    const changed = goingOn(block, user({ type: 'text', text: 'Go on, quickly.' }), ...turn);
    expect((await refusalOf(client.beta.messages.create(changed))).message).toMatch(
      /messages.2.content.0: .*different conversation.*messages.1.content.0/,
    );
    await client.beta.messages.create(goingOn(block, GO_ON, ...turn));
  });

  it('keeps turns that were taken since, word for word', async () => {
    const kept = replying(callOf('toolu_2'));
    const client = await openTalk(replying(CALL), kept, saying('a'), saying('b'));
    await client.beta.messages.create(ASK);
    await client.beta.messages.create({ ...ASK, messages: HISTORY });
    const block = await summaryBy(client);
    const turn = [
      assistant([callOf('toolu_2')]),
      user(resultOf('toolu_2', [{ type: 'text', text: 'done' }])),
    ];
    await client.beta.messages.create(goingOn(block, ...turn));
    const otherTools = { ...goingOn(block, ...turn), system: 'You do something else.' };
    expect((await refusalOf(client.beta.messages.create(otherTools))).message).toMatch(
      /different conversation/,
    );
    const notNext = goingOn(block, GO_ON, ...turn);
    expect((await refusalOf(client.beta.messages.create(notNext))).message).toMatch(/different conversation/);
    // With nothing kept, the system prompt may be another from then on.
    const fresh = { ...goingOn(block, GO_ON), system: 'You do something else.' };
    expect((await client.beta.messages.create(fresh)).content).toMatchObject([{ text: 'b' }]);
  });

  it('is summarised again, with the newest block alone', async () => {
    const client = await openTalk(saying('x'), saying('y'));
    const first = await summaryBy(client);
    const answer = await client.beta.messages.create(goingOn(first, GO_ON));
    const second = await summaryBy(client, {
      messages: [assistant([first]), GO_ON, assistant(answer.content)],
    });
    expect(second.signature).not.toBe(first.signature);
    expect((await client.beta.messages.create(goingOn(second, GO_ON))).content).toMatchObject([
      { text: 'y' },
    ]);
  });
});

describe('a summary at a threshold', () => {
  const edit = { type: 'compact_20260112', pause_after_compaction: true } as const;
  const over = (changes: object = {}, pictures = 20): Params => ({
    ...ASK,
    betas: THRESHOLD,
    context_management: {
      edits: [{ ...edit, trigger: { type: 'input_tokens', value: 50_000 }, ...changes }],
    },
    messages: [
      user({ type: 'text', text: 'Look' }, ...Array.from({ length: pictures }, () => imageOf(picture))),
    ],
  });
  // 58 × 58 squares of 28 pixels.
  const picture = pictureOf(1620, 1620);

  it('comes when the input is over it, and in a piece of its own when streamed', async () => {
    const client = await openApi({ ...playing(saying('below')), summary: () => 'Twenty pictures.' });
    expect((await client.beta.messages.create(over({}, 1))).content).toMatchObject([{ text: 'below' }]);
    const stream = client.beta.messages.stream(over());
    const deltas: unknown[] = [];
    stream.on('streamEvent', (event) => {
      if (event.type === 'content_block_delta') deltas.push(event.delta);
    });
    const message = await stream.finalMessage();
    expect(deltas).toMatchObject([{ type: 'compaction_delta', content: 'Twenty pictures.' }]);
    expect(message).toMatchObject({
      stop_reason: 'compaction',
      content: [{ type: 'compaction', content: 'Twenty pictures.' }],
      usage: { input_tokens: 0, iterations: [{ type: 'compaction' }] },
    });
    expect(message.content[0]).not.toHaveProperty('signature');
  });

  it('goes on from the block, which has to be as it came', async () => {
    const client = await openTalk(saying('I go on.'));
    const { content } = await client.beta.messages.create(over());
    const goOn = (block: object): Params => ({
      ...over(),
      messages: [assistant([block]), GO_ON],
    });
    const block = content[0] as BetaCompactionBlock;
    const changed = client.beta.messages.create(goOn({ ...block, content: 'Something else.' }));
    expect((await refusalOf(changed)).errorCode).toBe('compaction_content_mismatch');
    expect((await client.beta.messages.create(goOn(block))).content).toMatchObject([{ text: 'I go on.' }]);
  });

  it.each([
    [{ trigger: { type: 'input_tokens', value: 49_999 } }, /trigger/],
    [{ pause_after_compaction: false }, /pause_after_compaction/],
  ])('is refused with %j', async (change, words) => {
    const client = await openTalk(saying('x'));
    expect((await refusalOf(client.beta.messages.create(over(change)))).message).toMatch(words);
  });

  it('is refused without its own beta header, and beside a signed summary', async () => {
    const client = await openTalk(saying('x'));
    const bare = client.beta.messages.create({ ...over(), betas: BETAS });
    expect((await refusalOf(bare)).message).toMatch(/context_management: Extra inputs/);
    const both = { ...goingOn(await summaryBy(client), GO_ON), betas: [...BETAS, ...THRESHOLD] };
    const { context_management } = over();
    const asked = client.beta.messages.create({ ...both, context_management: context_management ?? null });
    expect((await refusalOf(asked)).message).toMatch(/compact_20260112 cannot run/);
  });
});
