import Anthropic, { APIError } from '@anthropic-ai/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { LISTED_MODELS, type ModelInfo } from '../../../../../electron/engine/practice/api/model-list';
import {
  createPracticeModel,
  type PracticeModel,
} from '../../../../../electron/engine/practice/messages-server';

let server: PracticeModel | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(models?: readonly ModelInfo[]): Promise<Anthropic> {
  server = await createPracticeModel({ wordDelayMs: 0, ...(models !== undefined && { models }) });
  return new Anthropic({ baseURL: server.baseUrl, apiKey: server.apiKey, maxRetries: 0 });
}

const refusalOf = async (promise: Promise<unknown>): Promise<APIError> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof APIError)) throw new Error(`it was answered: ${error}`);
  return error;
};

const COMPACT = { betas: ['compact-2026-09-04'] };

async function idsOf(client: Anthropic, params: Anthropic.Beta.Models.ModelListParams = {}) {
  const ids: string[] = [];
  for await (const { id } of client.beta.models.list(params)) ids.push(id);
  return ids;
}

describe('the list of models', () => {
  it.each([
    [{ limit: 0 }, /limit/],
    [{ limit: 1001 }, /limit/],
    [{ after_id: 'claude-none' }, /no such model/],
    [{ after_id: 'claude-opus-5-5', before_id: 'claude-haiku-5-5' }, /not together/],
    [{ lifecycle: ['gone'] }, /lifecycle/],
    [{ order: 'asc' }, /order: Extra inputs are not permitted/],
  ])('refuses %j', async (params, words) => {
    const client = await start();
    const error = await refusalOf(client.beta.models.list(params as never));
    expect([error.status, error.message]).toEqual([400, expect.stringMatching(words)]);
  });

  it('is for the holder of the key alone', async () => {
    await start();
    const stranger = new Anthropic({ baseURL: server?.baseUrl ?? '', apiKey: 'sk-other', maxRetries: 0 });
    expect((await refusalOf(stranger.beta.models.list())).status).toBe(401);
  });

  it('leaves out those that are retired, unless they are asked for', async () => {
    const client = await start();
    expect(await idsOf(client)).toEqual(
      LISTED_MODELS.filter(({ lifecycle }) => lifecycle !== 'retired').map(({ id }) => id),
    );
    expect(await idsOf(client, { lifecycle: ['retired'] })).toEqual(['claude-opus-4-1']);
    expect(await idsOf(client, { lifecycle: ['retired', 'deprecated'] })).toEqual([
      'claude-sonnet-4-5',
      'claude-opus-4-1',
    ]);
  });

  it.each([1, 2, 3, 6])('comes whole in pages of %i', async (limit) => {
    const client = await start();
    expect(await idsOf(client, { limit })).toEqual(await idsOf(client));
  });

  it('goes back from a model, too', async () => {
    const client = await start();
    const page = await client.beta.models.list({ before_id: 'claude-haiku-5-5', limit: 2 });
    expect(page.data.map(({ id }) => id)).toEqual(['claude-opus-5-5', 'claude-sonnet-5-5']);
    expect(page.has_more).toBe(true);
  });

  it('tells of compaction only where its beta header is sent', async () => {
    const client = await start();
    const told = await client.beta.models.retrieve('claude-opus-5-5', COMPACT);
    expect(told.capabilities?.compaction?.summarize.supported).toBe(true);
    const untold = await client.beta.models.retrieve('claude-opus-5-5');
    expect(untold.capabilities?.compaction).toBe(null);
    const { data } = await client.beta.models.list(COMPACT);
    expect(data.find(({ id }) => id === 'claude-sonnet-5-5')?.capabilities?.compaction?.supported).toBe(true);
  });

  it('has the limits and the end of each model', async () => {
    const client = await start();
    expect(await client.beta.models.retrieve('claude-opus-5-5')).toMatchObject({
      display_name: 'Claude Opus 5.5',
      lifecycle: 'active',
      max_input_tokens: 1_000_000,
      max_tokens: 128_000,
      retires_at: null,
    });
    expect(await client.beta.models.retrieve('claude-sonnet-4-5')).toMatchObject({
      lifecycle: 'deprecated',
      retires_at: '2026-11-30T00:00:00Z',
    });
  });

  it('is what a test gives', async () => {
    const [first] = LISTED_MODELS;
    const client = await start(first === undefined ? [] : [{ ...first, id: 'claude-next' }]);
    expect(await idsOf(client)).toEqual(['claude-next']);
    expect((await refusalOf(client.beta.models.retrieve('claude-opus-5-5'))).status).toBe(404);
  });

  it('has no other method, and nothing is known beside it', async () => {
    await start();
    const head = { headers: { 'x-api-key': server?.apiKey ?? '' } };
    const ask = async (path: string, method: string) =>
      (await fetch(`${server?.baseUrl}${path}`, { ...head, method })).status;
    expect(await ask('/v1/models', 'POST')).toBe(405);
    expect(await ask('/v1/model', 'GET')).toBe(404);
    expect(await ask('/', 'HEAD')).toBe(404);
    expect(await ask('/v1/models/claude-opus-5-5/more', 'GET')).toBe(404);
  });
});
