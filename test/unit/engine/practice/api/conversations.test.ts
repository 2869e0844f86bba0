import type { BetaMessageParam } from '@anthropic-ai/sdk/resources/beta/messages';
import { describe, expect, it } from 'vitest';
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

const SCREEN = imageOf(pictureOf(40, 30));
const OTHER_SCREEN = imageOf(pictureOf(40, 30, 255));
const MARK = { cache_control: { type: 'ephemeral' as const } };

/** Two turns of an agent that looks at the screen, and the third question. */
const TURNS: BetaMessageParam[] = [
  ...ASK.messages,
  assistant([{ type: 'text', text: 'I look.' }, callOf('toolu_1')]),
  user(resultOf('toolu_1', [SCREEN])),
  assistant([callOf('toolu_2')]),
  user(resultOf('toolu_2', [{ type: 'text', text: 'clicked' }, SCREEN])),
];

const asked = (messages: BetaMessageParam[], changes: Partial<Params> = {}): Params => ({
  ...ASK,
  ...changes,
  messages,
});

/** A server that has answered both turns. */
async function openTalk() {
  const client = await openApi(
    playing(
      replying({ type: 'text', text: 'I look.' }, callOf('toolu_1')),
      replying(callOf('toolu_2')),
      saying('Done.'),
    ),
  );
  await client.beta.messages.create(asked(TURNS.slice(0, 1)));
  await client.beta.messages.create(asked(TURNS.slice(0, 3)));
  return client;
}

const withTurn = (index: number, message: BetaMessageParam) =>
  TURNS.map((turn, at) => (at === index ? message : turn));

describe('a conversation that was changed afterwards', () => {
  it.each<[string, Params, string]>([
    ['the system prompt', asked(TURNS, { system: 'You operate a desktop!' }), 'system.0'],
    ['the tools', asked(TURNS, { tools: [...(ASK.tools ?? []), ownTool('x')] }), 'tools.1'],
    [
      'a member that is offered',
      asked(TURNS, { tools: [{ type: 'computer_toolset_20260801', configs: { key: { enabled: false } } }] }),
      'tools.0',
    ],
    ['the task', asked(withTurn(0, { role: 'user', content: 'Export some' })), 'messages.0.content.0'],
    ['a picture', asked(withTurn(2, user(resultOf('toolu_1', [OTHER_SCREEN])))), 'messages.2.content.0'],
    [
      'a picture that was taken out',
      asked(withTurn(2, user(resultOf('toolu_1', [])))),
      'messages.2.content.0',
    ],
    [
      'a picture that became words',
      asked(withTurn(2, user(resultOf('toolu_1', [{ type: 'text', text: '[picture]' }])))),
      'messages.2.content.0',
    ],
    [
      'what the agent said',
      asked(withTurn(1, assistant([{ type: 'text', text: 'I looked.' }, callOf('toolu_1')]))),
      'messages.1.content.0',
    ],
    [
      'words that the agent said and were taken out',
      asked(withTurn(1, assistant([callOf('toolu_1')]))),
      'messages.1.content.0',
    ],
    [
      'what the agent did',
      asked(withTurn(1, assistant([{ type: 'text', text: 'I look.' }, callOf('toolu_1', 'zoom')]))),
      'messages.1.content.1',
    ],
    ['a turn that was taken out', asked([...TURNS.slice(0, 1), ...TURNS.slice(3)]), 'messages.1.content.0'],
    [
      'something that was put in',
      asked([...TURNS.slice(0, 1), { role: 'system', content: 'Hurry.' }, ...TURNS.slice(1)]),
      'messages.1.content.0',
    ],
  ])('is refused: %s', async (_what, request, where) => {
    const client = await openTalk();
    const error = await refusalOf(client.beta.messages.create(request));
    expect([error.status, error.type]).toEqual([400, 'invalid_request_error']);
    expect(error.message).toMatch(/The block is bound to a different conversation\./);
    expect(error.message).toContain(`The first block that differs is ${where}.`);
    // Again, and by count as well: nothing is mended by asking.
    await refusalOf(client.beta.messages.create(request));
    const { max_tokens: _length, ...counted } = request;
    expect((await refusalOf(client.beta.messages.countTokens(counted))).status).toBe(400);
    // As it was it is still taken.
    expect((await client.beta.messages.create(asked(TURNS))).content).toMatchObject([{ text: 'Done.' }]);
  });

  it('names the answer that no longer stands where it was given', async () => {
    const client = await openTalk();
    const changed = asked(withTurn(2, user(resultOf('toolu_1', [OTHER_SCREEN]))));
    expect((await refusalOf(client.beta.messages.create(changed))).message).toContain(
      'messages.3.content.0: The block',
    );
  });

  it.each<[string, Params]>([
    ['a mark for the cache', asked(withTurn(2, user({ ...resultOf('toolu_1', [SCREEN]), ...MARK })))],
    [
      'a mark for the cache inside of a result',
      asked(withTurn(2, user(resultOf('toolu_1', [{ ...SCREEN, ...MARK }])))),
    ],
    [
      'words as a block of words',
      asked(withTurn(0, user({ type: 'text', text: 'Export all invoices' })), {
        system: [{ type: 'text', text: ASK.system as string, ...MARK }],
      }),
    ],
    [
      'nothing said as null',
      asked(withTurn(2, user({ ...resultOf('toolu_1', [SCREEN]), cache_control: null })), {
        tools: [{ type: 'computer_toolset_20260801', configs: null }],
      }),
    ],
    ['how much it may think', asked(TURNS, { output_config: { effort: 'low' }, max_tokens: 100 })],
  ])('is the same with %s', async (_what, request) => {
    const client = await openTalk();
    expect((await client.beta.messages.create(request)).content).toMatchObject([{ text: 'Done.' }]);
  });

  it('is refused where a word of the operator’s is to stand longer than it was, which costs nothing once cleared', async () => {
    const betas = ['mid-conversation-system-clear-at-2026-08-21'];
    const client = await openApi(playing(replying(callOf('toolu_1')), saying('Done.')));
    const told = (clear_at: 'never' | 'next_user_message', ...rest: BetaMessageParam[]) =>
      asked([...ASK.messages, { role: 'system', content: 'Only those of 2025.', clear_at }, ...rest], {
        betas,
      });
    await client.beta.messages.create(told('next_user_message'));
    const turn = [assistant([callOf('toolu_1')]), user(resultOf('toolu_1'))];
    expect((await refusalOf(client.beta.messages.create(told('never', ...turn)))).message).toContain(
      'The first block that differs is messages.1.content.0.',
    );
    const counting = await openApi(playing());
    const count = async ({ max_tokens: _length, ...params }: Params) =>
      (await counting.beta.messages.countTokens(params)).input_tokens;
    expect(await count(told('next_user_message', ...turn))).toBeLessThan(
      (await count(asked([...ASK.messages, ...turn]))) + 1,
    );
    expect((await client.beta.messages.create(told('next_user_message', ...turn))).stop_reason).toBe(
      'end_turn',
    );
  });

  it('is the same with a turn of the caller in one message or in two', async () => {
    const client = await openApi(playing(replying(callOf('toolu_1')), saying('Done.')));
    const [one, two] = ['Export all invoices', 'Hurry.'].map((text) => ({ type: 'text' as const, text }));
    if (one === undefined || two === undefined) throw new Error('two texts');
    await client.beta.messages.create(asked([user(one), user(two)]));
    const turn = [assistant([callOf('toolu_1')]), user(resultOf('toolu_1'))];
    const { content } = await client.beta.messages.create(asked([user(one, two), ...turn]));
    expect(content).toMatchObject([{ text: 'Done.' }]);
  });

  it('may have its newest turn as the caller received it, which need not be as it was sent', async () => {
    const client = await openTalk();
    const renamed = [...TURNS.slice(0, 3), assistant([callOf('toolu_own')]), user(resultOf('toolu_own'))];
    expect((await client.beta.messages.create(asked(renamed))).stop_reason).toBe('end_turn');
  });
});

function ownTool(name: string) {
  return { name, input_schema: { type: 'object' as const } };
}

describe('conversations beside each other', () => {
  it('are told apart, also where a script gives each the same ids', async () => {
    let turn = 0;
    const client = await openApi({
      script: ({ messages }) => {
        turn += 1;
        return messages.length < 5 ? replying(callOf(`toolu_${messages.length}`)) : saying(`Done ${turn}.`);
      },
    });
    const runs = Array.from({ length: 5 }, (_, run) => ({
      messages: [{ role: 'user', content: `Task ${run}` }] as BetaMessageParam[],
      system: run % 2 === 0 ? 'One.' : 'Another.',
    }));
    for (let round = 0; round < 3; round += 1) {
      for (const { messages, system } of runs) {
        const { content } = await streamed(client, asked(messages, { system }));
        const call = content.find(({ type }) => type === 'tool_use');
        messages.push(assistant(content));
        if (call?.type === 'tool_use') messages.push(user(resultOf(call.id, [SCREEN])));
      }
    }
    expect(turn).toBe(15);
    const [first] = runs;
    const crossed = asked([{ role: 'user', content: 'Task 1' }, ...(first?.messages.slice(1, 3) ?? [])], {
      system: 'One.',
    });
    expect((await refusalOf(client.beta.messages.create(crossed))).message).toMatch(/different conversation/);
  });

  it.each([60, 70])('are none refused where %i of them have the same id', async (count) => {
    const client = await openApi({
      script: ({ messages }) => (messages.length === 1 ? replying(callOf('toolu_1')) : saying('Done.')),
    });
    const begun = Array.from({ length: count }, (_, run) => user({ type: 'text', text: `Task ${run}` }));
    for (const task of begun) await client.beta.messages.create(asked([task]));
    for (const task of begun) {
      const messages = [task, assistant([callOf('toolu_1')]), user(resultOf('toolu_1'))];
      expect((await client.beta.messages.create(asked(messages))).stop_reason).toBe('end_turn');
    }
  });

  it('may begin with turns that this service never gave', async () => {
    const client = await openApi(playing(saying('Done.')));
    expect((await client.beta.messages.create(asked(TURNS))).content).toMatchObject([{ text: 'Done.' }]);
  });

  it('go on with whichever of two answers was used', async () => {
    const lost = { ...replying(callOf('toolu_lost')), fault: { afterEvents: 3, kind: 'cut' } } as const;
    const client = await openApi(playing(lost, replying(callOf('toolu_1')), saying('Done.')));
    await expect(streamed(client, ASK)).rejects.toThrow();
    const { content } = await streamed(client, ASK);
    const next = asked([...ASK.messages, assistant(content), user(resultOf('toolu_1'))]);
    expect((await streamed(client, next)).content).toMatchObject([{ text: 'Done.' }]);
  });

  it('that one server has forgotten are taken as new ones', async () => {
    const first = await openApi(playing(replying(callOf('toolu_1'))));
    await first.beta.messages.create(ASK);
    const second = await openApi(playing(saying('Done.')));
    const changed = asked([{ role: 'user', content: 'Other' }, ...TURNS.slice(1)]);
    expect((await second.beta.messages.create(changed)).stop_reason).toBe('end_turn');
  });
});

describe('thinking in an answer', () => {
  const adaptive = { thinking: { type: 'adaptive' as const, display: 'summarized' as const } };
  const THOUGHT = { type: 'thinking', thinking: 'I should look first.', signature: 'of the script' };
  const DROP = {
    betas: ['thinking-binding-controls-2026-08-01'],
    thinking: { ...adaptive.thinking, block_binding: { prefix_mismatch_behavior: 'drop_block' as const } },
  };

  async function openThinking() {
    const client = await openApi(playing(replying(THOUGHT, callOf('toolu_1')), saying('Done.')));
    const { content } = await streamed(client, asked(ASK.messages, adaptive));
    const answered = (changed: object = {}) => [
      ...ASK.messages,
      assistant(content.map((block) => (block.type === 'thinking' ? { ...block, ...changed } : block))),
      user(resultOf('toolu_1', [SCREEN])),
    ];
    return { client, answered };
  }

  it('is signed by the server, and taken back as it came', async () => {
    const { client, answered } = await openThinking();
    expect(JSON.stringify(answered())).not.toContain(THOUGHT.signature);
    const { content } = await streamed(client, asked(answered(), adaptive));
    expect(content).toMatchObject([{ text: 'Done.' }]);
  });

  it.each([
    ['words are others', { thinking: 'I should delete everything.' }],
    ['words are gone', { thinking: '' }],
    ['signature is another', { signature: 'c2ln' }],
    ['signature is one of a script', { signature: THOUGHT.signature }],
    ['signature is empty', { signature: '' }],
  ])('is refused where its %s', async (_what, change) => {
    const { client, answered } = await openThinking();
    const error = await refusalOf(client.beta.messages.create(asked(answered(change), adaptive)));
    expect([error.status, error.message]).toEqual([
      400,
      expect.stringContaining('messages.1.content.0: Invalid `signature` in `thinking` block'),
    ]);
  });

  it('is refused in another conversation, in the words of the API', async () => {
    const { client, answered } = await openThinking();
    const elsewhere = asked([{ role: 'user', content: 'Delete all' }, ...answered().slice(1)], adaptive);
    const { message } = await refusalOf(client.beta.messages.create(elsewhere));
    expect(message).toContain('Invalid `signature` in `thinking` block. The block is bound to a different');
    expect(message).toContain('thinking-binding-controls-2026-08-01');
    expect(message).toContain('The first block that differs is messages.0.content.0.');
  });

  it('is left out where the caller wants that, which is said', async () => {
    const { client, answered } = await openThinking();
    const elsewhere = asked([{ role: 'user', content: 'Delete all' }, ...answered().slice(1)], DROP);
    const message = await streamed(client, elsewhere);
    expect(message.input_transformations).toEqual([
      { type: 'thinking_dropped', path: 'messages.1.content.0', reason: 'prefix_binding_mismatch' },
    ]);
  });

  it('is never taken with a false signature, and where nothing is wrong nothing is left out', async () => {
    const { client, answered } = await openThinking();
    await refusalOf(client.beta.messages.create(asked(answered({ signature: 'c2ln' }), DROP)));
    expect((await streamed(client, asked(answered(), DROP))).input_transformations).toEqual([]);
  });

  it('is known by a server that was started since, and not by one of another kind', async () => {
    const { answered } = await openThinking();
    const later = await openApi(playing(saying('Done.')));
    expect((await later.beta.messages.create(asked(answered(), adaptive))).stop_reason).toBe('end_turn');
    const edited = asked([{ role: 'user', content: 'Delete all' }, ...answered().slice(1)], adaptive);
    expect((await refusalOf(later.beta.messages.create(edited))).message).toMatch(/different conversation/);
    const other = await openApi({ ...playing(saying('x')), signingKey: 'another' });
    const error = await refusalOf(other.beta.messages.create(asked(answered(), adaptive)));
    expect(error.message).toContain('messages.1.content.0: Invalid `signature` in `thinking` block');
    expect(error.message).not.toContain('different conversation');
  });

  it('that is hidden is bound as well', async () => {
    const hidden = { type: 'redacted_thinking', data: 'AAAA' };
    const client = await openApi(playing(replying(hidden, callOf('toolu_1')), saying('Done.')));
    const { content } = await streamed(client, asked(ASK.messages, adaptive));
    const turn = [assistant(content), user(resultOf('toolu_1'))];
    const edited = asked([{ role: 'user', content: 'Other' }, ...turn], adaptive);
    expect((await refusalOf(client.beta.messages.create(edited))).message).toMatch(/different conversation/);
    const invented = [...ASK.messages, assistant([hidden, callOf('toolu_1')]), user(resultOf('toolu_1'))];
    expect((await refusalOf(client.beta.messages.create(asked(invented, adaptive)))).status).toBe(400);
    expect((await streamed(client, asked([...ASK.messages, ...turn], adaptive))).stop_reason).toBe(
      'end_turn',
    );
  });

  it.each([
    [{ type: 'adaptive' as const }, ''],
    [{ type: 'adaptive' as const, display: 'omitted' as const }, ''],
    [{ type: 'adaptive' as const, display: 'summarized' as const }, THOUGHT.thinking],
  ])('is shown as far as is asked for: %j', async (thinking, shown) => {
    const client = await openApi(playing(replying(THOUGHT, callOf('toolu_1')), saying('Done.')));
    const { content } = await streamed(client, asked(ASK.messages, { thinking }));
    expect(content[0]).toMatchObject({ type: 'thinking', thinking: shown });
    const next = asked([...ASK.messages, assistant(content), user(resultOf('toolu_1'))], { thinking });
    expect((await streamed(client, next)).stop_reason).toBe('end_turn');
  });
});
