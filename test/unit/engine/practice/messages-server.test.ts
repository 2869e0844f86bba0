import { request as httpRequest } from 'node:http';
import Anthropic, { APIError } from '@anthropic-ai/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import type { AssistantTurn } from '../../../../electron/engine/practice/assistant-turn';
import {
  createPracticeModel,
  type PracticeModel,
  type PracticeModelOptions,
} from '../../../../electron/engine/practice/messages-server';

let model: PracticeModel | null = null;

afterEach(async () => {
  await model?.close();
  model = null;
});

async function start(options: PracticeModelOptions = {}): Promise<Anthropic> {
  model = await createPracticeModel({ wordDelayMs: 0, ...options });
  return new Anthropic({ baseURL: model.baseUrl, apiKey: model.apiKey, maxRetries: 0 });
}

const playing = (...turns: readonly AssistantTurn[]): PracticeModelOptions => {
  const left = [...turns];
  return { script: () => left.shift() ?? { kind: 'error', status: 500 } };
};

const SHOT = {
  type: 'tool_use' as const,
  id: 'toolu_1',
  name: 'screenshot',
  toolset_name: 'computer',
  input: {},
};
const HELLO = { kind: 'reply', content: [{ type: 'text', text: 'Good morning, Ines.' }] } as const;

const ASK = {
  model: 'practice-download-all',
  max_tokens: 1000,
  tools: [{ type: 'computer_toolset_20260801' as const }],
  messages: [{ role: 'user' as const, content: 'Export all invoices' }],
};

async function failureOf(
  promise: Promise<unknown>,
): Promise<{ status: unknown; message: string; type: unknown }> {
  const error = await promise.then(
    () => new Error('it was answered'),
    (reason: unknown) => reason as Error,
  );
  const { status, type } = error instanceof APIError ? error : { status: undefined, type: undefined };
  return { status, message: error.message, type };
}

/** A raw request, for what the SDK would never send. */
function send(
  path: string,
  headers: Record<string, string>,
  body = '',
  method = 'POST',
): Promise<[number, string]> {
  const target = new URL(path, model?.baseUrl);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(target, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

describe('who is answered', () => {
  it.each([{}, { 'x-api-key': '' }, { 'x-api-key': 'practice-wrong' }, { authorization: 'Bearer x' }])(
    'refuses %j',
    async (headers) => {
      await start();
      expect((await send('/v1/messages', headers as Record<string, string>))[0]).toBe(401);
    },
  );

  it('refuses another name for this address, which is how a web page would come in', async () => {
    await start();
    const key = { 'x-api-key': model?.apiKey ?? '' };
    expect((await send('/v1/messages', { ...key, host: 'localhost' }))[0]).toBe(403);
    expect((await send('/v1/messages', { ...key, host: 'evil.example' }))[0]).toBe(403);
  });

  it('has an error shape for an unknown path, a wrong method, broken JSON', async () => {
    await start();
    const key = { 'x-api-key': model?.apiKey ?? '' };
    expect((await send('/v1/files', key))[0]).toBe(404);
    expect((await send('/v1/messages', key, '', 'GET'))[0]).toBe(405);
    const [status, text] = await send('/v1/messages', key, '{"model"');
    expect([status, JSON.parse(text)]).toEqual([
      400,
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'The request body is not valid JSON' },
        request_id: expect.stringMatching(/^req_practice_/),
      },
    ]);
  });

  it('answers no other version of the API, nor one without', async () => {
    await start();
    const key = { 'x-api-key': model?.apiKey ?? '' };
    for (const version of [{}, { 'anthropic-version': '2023-01-01' }]) {
      const [status, text] = await send(
        '/v1/messages',
        { ...key, ...version } as Record<string, string>,
        '{}',
      );
      expect([status, text]).toEqual([400, expect.stringContaining('anthropic-version')]);
    }
  });

  it('knows its scenarios and no other model', async () => {
    const client = await start();
    const failure = await failureOf(client.beta.messages.create({ ...ASK, model: 'practice-other' }));
    expect(failure).toMatchObject({ status: 404, type: 'not_found_error' });
  });
});

const OWN_TOOL = { name: 'x', input_schema: { type: 'object' } };

describe('what a request must look like', () => {
  const assistant = { role: 'assistant' as const, content: [SHOT] };
  const result = { type: 'tool_result' as const, tool_use_id: 'toolu_1', toolset_name: 'computer' };
  const user = (...content: object[]) => ({ role: 'user' as const, content: content as never });
  const system = (...content: object[]) => ({ role: 'system' as const, content: content as never });
  const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };

  it.each([
    ['no tools', { tools: [] }, /exactly one toolset/],
    ['another toolset', { tools: [{ type: 'browser_toolset_20260801' }] }, /exactly one toolset/],
    ['a toolset too many', { tools: [...ASK.tools, ...ASK.tools] }, /exactly one toolset/],
    ['a tool without a schema', { tools: [...ASK.tools, { name: 'x', input_schema: {} }] }, /input_schema/],
    ['a tool without a name', { tools: [...ASK.tools, { input_schema: { type: 'object' } }] }, /name/],
    ['two tools of one name', { tools: [...ASK.tools, OWN_TOOL, OWN_TOOL] }, /unique/],
    ['no messages', { messages: [] }, /messages/],
    ['a length below none', { max_tokens: -1 }, /max_tokens/],
    ['no length', { max_tokens: undefined }, /max_tokens/],
    ['calls without results at the end', { messages: [...ASK.messages, assistant] }, /tool_result/],
    ['an empty turn', { messages: [user()] }, /must not be empty/],
    [
      'a call without a result',
      { messages: [...ASK.messages, assistant, user({ type: 'text', text: 'x' })] },
      /without `tool_result`/,
    ],
    [
      'a result without its toolset',
      { messages: [...ASK.messages, assistant, user({ ...result, toolset_name: undefined })] },
      /toolset_name/,
    ],
    [
      'a result of another toolset',
      { messages: [...ASK.messages, assistant, user({ ...result, toolset_name: 'browser' })] },
      /toolset_name/,
    ],
    [
      'two results for a call',
      { messages: [...ASK.messages, assistant, user(result, result)] },
      /single result/,
    ],
    [
      'a result for no call',
      { messages: [...ASK.messages, assistant, user(result, { ...result, tool_use_id: 'other' })] },
      /unexpected `tool_use_id`/,
    ],
    [
      'a system message at the beginning',
      { messages: [system({ type: 'text', text: 'x' }), ...ASK.messages] },
      /messages.0: the first message must have the role user/,
    ],
    [
      'a system message between a call and its result',
      { messages: [...ASK.messages, assistant, system({ type: 'text', text: 'x' }), user(result)] },
      /must follow one of the role user/,
    ],
    [
      'a system message that holds a picture',
      { messages: [...ASK.messages, system(picture)] },
      /may hold text only/,
    ],
    [
      'a picture in an error',
      { messages: [...ASK.messages, assistant, user({ ...result, is_error: true, content: [picture] })] },
      /text only/,
    ],
  ])('refuses %s', async (_what, change, words) => {
    const client = await start(playing(HELLO));
    const failure = await failureOf(client.beta.messages.create({ ...ASK, ...change } as never));
    expect(failure).toMatchObject({ status: 400, message: expect.stringMatching(words) });
  });
});

describe('an answer that paused', () => {
  it('is taken back as the last message', async () => {
    const client = await start(playing(HELLO));
    const paused = {
      role: 'assistant' as const,
      content: [{ type: 'text' as const, text: 'Still reading' }],
    };
    const message = await client.beta.messages.create({ ...ASK, messages: [...ASK.messages, paused] });
    expect(message.content).toEqual(HELLO.content);
  });
});

describe('what the SDK gets', () => {
  it('streams words and calls that add up to the message', async () => {
    const input = { coordinate: [12, 34], text: 'ctrl' };
    const click = { ...SHOT, name: 'left_click', input };
    const client = await start(playing({ kind: 'reply', content: [...HELLO.content, SHOT, click] }));
    const words: string[] = [];
    const stream = client.beta.messages.stream(ASK);
    stream.on('text', (word) => words.push(word));
    const message = await stream.finalMessage();
    expect(words).toEqual(['Good ', 'morning, ', 'Ines.']);
    expect(message).toMatchObject({
      role: 'assistant',
      model: ASK.model,
      stop_reason: 'tool_use',
      content: [...HELLO.content, SHOT, click],
    });
    expect(message.usage.output_tokens).toBeGreaterThan(10);
  });

  it('answers without a stream as well', async () => {
    const client = await start(playing(HELLO));
    const message = await client.beta.messages.create(ASK);
    expect(message).toMatchObject({ content: HELLO.content, stop_reason: 'end_turn' });
  });

  it('plays the scenario that the model id names, with ids of their own', async () => {
    const client = await start();
    const first = await client.beta.messages.stream(ASK).finalMessage();
    const second = await client.beta.messages.stream(ASK).finalMessage();
    const ids = [...first.content, ...second.content].flatMap((block) =>
      block.type === 'tool_use' ? [block.id] : [],
    );
    expect(first.content[1]).toMatchObject({
      type: 'tool_use',
      name: 'screenshot',
      toolset_name: 'computer',
    });
    expect(new Set(ids).size).toBe(2);
  });

  it.each(['refusal', 'pause_turn', 'max_tokens', 'future_reason'])(
    'passes on the stop reason %s',
    async (stopReason) => {
      const client = await start(playing({ ...HELLO, stopReason, stopDetails: { category: 'cyber' } }));
      const message = await client.beta.messages.stream(ASK).finalMessage();
      expect(message).toMatchObject({ stop_reason: stopReason });
    },
  );

  it('stops when the client aborts between two words', async () => {
    const client = await start({ ...playing(HELLO), wordDelayMs: 60_000 });
    const stream = client.beta.messages.stream(ASK);
    stream.on('streamEvent', () => stream.abort());
    await expect(stream.finalMessage()).rejects.toThrow(/abort/i);
  });
});

describe('faults that a script can play', () => {
  it.each([
    [429, 'rate_limit_error'],
    [500, 'api_error'],
    [529, 'overloaded_error'],
  ])('answers %i with headers and the type of the API', async (status, type) => {
    const client = await start(playing({ kind: 'error', status, headers: { 'retry-after': '7' } }));
    const error = await client.beta.messages.create(ASK).catch((reason: unknown) => reason);
    if (!(error instanceof APIError)) throw error;
    expect([error.status, error.type, error.headers?.get('retry-after')]).toEqual([status, type, '7']);
    expect(error.requestID).toMatch(/^req_practice_/);
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('cuts the stream after event %i', async (afterEvents) => {
    const client = await start(playing({ ...HELLO, fault: { afterEvents, kind: 'cut' } }));
    await expect(client.beta.messages.stream(ASK).finalMessage()).rejects.toThrow();
  });

  it('breaks off inside an event', async () => {
    const client = await start(playing({ ...HELLO, fault: { afterEvents: 4, kind: 'half-event' } }));
    await expect(client.beta.messages.stream(ASK).finalMessage()).rejects.toThrow();
  });

  it('sends an error event after it has begun', async () => {
    const client = await start(playing({ ...HELLO, fault: { afterEvents: 4, kind: 'error-event' } }));
    const failure = await failureOf(client.beta.messages.stream(ASK).finalMessage());
    expect(failure).toMatchObject({ type: 'overloaded_error' });
  });

  it('goes silent in the middle until it is closed', async () => {
    const client = await start(playing({ ...HELLO, fault: { afterEvents: 4, kind: 'stall' } }));
    const stream = client.beta.messages.stream(ASK);
    const ended = stream.finalMessage().catch((reason: unknown) => reason);
    await new Promise((resolve) => stream.on('text', resolve));
    await model?.close();
    expect(await ended).toBeInstanceOf(Error);
  });

  it('resets the connection before any answer', async () => {
    const client = await start(playing({ kind: 'reset' }));
    await expect(client.beta.messages.create(ASK)).rejects.toThrow(/connection/i);
  });

  it('asks for fifty calls in a turn', async () => {
    const calls = Array.from({ length: 50 }, (_, index) => ({ ...SHOT, id: `toolu_${index}` }));
    const client = await start(playing({ kind: 'reply', content: calls }));
    const { content, stop_reason } = await client.beta.messages.stream(ASK).finalMessage();
    expect([content, stop_reason]).toEqual([calls, 'tool_use']);
  });

  it('streams an input of a megabyte in pieces of twelve characters', async () => {
    const text = 'é☃x"'.repeat(250_000);
    const client = await start(
      playing({ kind: 'reply', content: [{ ...SHOT, name: 'type', input: { text } }] }),
    );
    let json = '';
    let longest = 0;
    for await (const event of await client.beta.messages.create({ ...ASK, stream: true })) {
      if (event.type !== 'content_block_delta' || event.delta.type !== 'input_json_delta') continue;
      longest = Math.max(longest, event.delta.partial_json.length);
      json += event.delta.partial_json;
    }
    expect(longest).toBe(12);
    expect(JSON.parse(json)).toEqual({ text });
  });

  it('streams the JSON text that a script wants in place of an input', async () => {
    const broken = { ...SHOT, raw_input: '{"coordinate": [1, ' };
    const client = await start(playing({ kind: 'reply', content: [broken], stopReason: 'max_tokens' }));
    const chunks: string[] = [];
    const stream = await client.beta.messages.create({ ...ASK, stream: true });
    for await (const event of stream) {
      if (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta') {
        chunks.push(event.delta.partial_json);
      }
    }
    expect(chunks.join('')).toBe(broken.raw_input);
  });
});
