import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { createFetch } from '../../../../electron/engine/egress/reaching/proxied-fetch';
import { NO_PROXIES, readUpstreamProxies } from '../../../../electron/engine/egress/reaching/upstream-proxy';
import { ModelCatalogue } from '../../../../electron/engine/models/model-catalogue';
import { tableModels } from '../../../../electron/engine/models/offer-models';
import { answerJson, freeAddress, openListServer, toldModel } from '../../../helpers/list-server';

const KEY = 'sk-ant-a-key-of-the-operator';
const TABLE = tableModels(Date.now()).map(({ row }) => row.id);

type Changes = { key?: () => string | null; address?: () => string; proxy?: string; limitMs?: number };

function catalogueAt(address: string, changes: Changes = {}) {
  const { key = () => KEY, limitMs = 2000, proxy } = changes;
  const proxies = proxy === undefined ? NO_PROXIES : readUpstreamProxies({ HTTPS_PROXY: proxy });
  return new ModelCatalogue({
    clock: systemClock,
    fetch: createFetch(proxies),
    useKey: (use) => use(key() ?? ''),
    hasKey: () => key() !== null,
    address: changes.address ?? (() => address),
    limitMs,
  });
}

const page = (models: readonly object[], more: object = {}) => ({
  data: models,
  has_more: false,
  first_id: null,
  last_id: null,
  ...more,
});
const idsOf = ({ list }: ModelCatalogue) => list.models.map(({ row }) => row.id);

describe('a list that the API does not give', () => {
  it.each([
    [
      'refuses the key',
      401,
      { type: 'error', error: { type: 'x', message: 'm' } },
      'it refused the API key (401)',
    ],
    ['knows of none', 404, {}, 'the service there has no list of models (404)'],
    ['is not well', 529, {}, 'it answered 529'],
    ['answers an empty one', 200, page([]), 'the service there lists no model that works a computer'],
    ['answers something else', 200, { data: 7 }, 'what it answered could not be read'],
    ['answers text', 200, '<html>', 'the service there lists no model that works a computer'],
  ])('leaves the table where the service %s', async (_what, status, body, problem) => {
    const { address, asked } = await openListServer((_request, response) =>
      answerJson(response, status, body),
    );
    const catalogue = catalogueAt(address);
    expect(await catalogue.refresh()).toMatchObject({ source: 'table', problem, isAsking: false });
    expect(idsOf(catalogue)).toEqual(TABLE);
    expect(asked).toHaveLength(1);
  });

  it('leaves the table where nobody answers in time, or at all', async () => {
    const { address } = await openListServer(() => undefined);
    expect(await catalogueAt(address, { limitMs: 50 }).refresh()).toMatchObject({
      source: 'table',
      problem: 'it did not answer in time',
    });
    const nobody = await catalogueAt(await freeAddress()).refresh();
    expect(nobody.problem).toBe('nobody listens there: the connection was refused');
    const proxied = await catalogueAt('https://models.example.com', { proxy: 'gopher://p' }).refresh();
    expect(proxied.problem).toMatch(/^the proxy in HTTPS_PROXY can't be used/);
  });

  it('is not asked for without a key', async () => {
    const { address, asked } = await openListServer((_request, response) =>
      answerJson(response, 200, page([toldModel('claude-opus-5-5')])),
    );
    const catalogue = catalogueAt(address, { key: () => null });
    expect(await catalogue.refresh()).toMatchObject({ source: 'table', problem: null });
    expect(asked).toEqual([]);
  });

  it('never ends where the service goes on naming a next page, but for the time it has', async () => {
    let served = 0;
    const { address } = await openListServer((_request, response) => {
      served += 1;
      answerJson(
        response,
        200,
        page([toldModel(`claude-endless-${served}`)], { has_more: true, last_id: `m${served}` }),
      );
    });
    expect(await catalogueAt(address, { limitMs: 150 }).refresh()).toMatchObject({
      problem: 'it did not answer in time',
    });
  });
});

describe('a list of the API', () => {
  const told = [
    toldModel('claude-fable-5-2', { line: 'fable' }),
    toldModel('claude-opus-5-5'),
    toldModel('claude-opus-4-6', { lifecycle: 'deprecated', retires_at: '2027-02-05T00:00:00Z' }),
    toldModel('claude-sonnet-4-5-20250929', { lifecycle: 'retired' }),
  ];

  it('is asked for with the key, once, and takes the place of the table', async () => {
    const { address, asked } = await openListServer((_request, response) =>
      answerJson(response, 200, page(told)),
    );
    const catalogue = catalogueAt(address);
    expect(await catalogue.refresh()).toMatchObject({ source: 'api', problem: null });
    expect(idsOf(catalogue)).toEqual(['claude-opus-5-5', 'claude-fable-5-2', 'claude-opus-4-6']);
    expect(asked.map(({ headers, url }) => [headers.authorization, url])).toEqual([
      [`Bearer ${KEY}`, '/v1/models?limit=100'],
    ]);
    expect(catalogue.list.models.at(-1)).toMatchObject({
      isDeprecated: true,
      row: { retiresAt: '2027-02-05', efforts: ['low', 'medium', 'high', 'max'] },
    });
    expect(catalogue.row('claude-opus-4-6').retiresAt).toBe('2027-02-05');
    expect(catalogue.row('claude-opus-5-5').compaction).toBe('on-demand');
  });

  it('has every page of it', async () => {
    const { address } = await openListServer(({ url = '' }, response) =>
      answerJson(
        response,
        200,
        url.includes('after_id=a')
          ? page([toldModel('claude-sonnet-5-5')])
          : page([toldModel('claude-opus-5-5')], { has_more: true, last_id: 'a' }),
      ),
    );
    const catalogue = catalogueAt(address);
    await catalogue.refresh();
    expect(idsOf(catalogue)).toEqual(['claude-opus-5-5', 'claude-sonnet-5-5']);
  });

  it('stays when it can’t be had once more, and goes with its key', async () => {
    let status = 200;
    let key: string | null = KEY;
    const { address } = await openListServer((_request, response) =>
      answerJson(response, status, page(told)),
    );
    const catalogue = catalogueAt(address, { key: () => key });
    await catalogue.refresh();
    status = 500;
    expect(await catalogue.refresh()).toMatchObject({ source: 'api', problem: 'it answered 500' });
    key = null;
    catalogue.forget();
    expect(catalogue.list).toMatchObject({ source: 'table', problem: null });
  });

  it('of an earlier asking does not come after a later one', async () => {
    const held: (() => void)[] = [];
    const { address } = await openListServer((_request, response) => {
      if (held.length === 0)
        held.push(() => answerJson(response, 200, page([toldModel('claude-fable-5-1')])));
      else answerJson(response, 200, page([toldModel('claude-sonnet-5-5')]));
    });
    const catalogue = catalogueAt(address);
    const first = catalogue.refresh();
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await catalogue.refresh();
    held[0]?.();
    await first;
    expect(idsOf(catalogue)).toEqual(['claude-sonnet-5-5']);
    expect(catalogue.list.isAsking).toBe(false);
  });
});
