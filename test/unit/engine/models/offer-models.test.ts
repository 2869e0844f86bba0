import { describe, expect, it } from 'vitest';
import { modelRow } from '../../../../electron/engine/models/model-table';
import { offerTold, tableModels } from '../../../../electron/engine/models/offer-models';
import { ToldModel } from '../../../../electron/engine/models/told-model';
import { toldModel } from '../../../helpers/list-server';

const told = (id: string, changes: Readonly<Record<string, unknown>> = {}) =>
  ToldModel.parse(toldModel(id, changes));
const offered = (...models: ToldModel[]) => offerTold(models);
const since = { created_at: '2026-12-24T00:00:00Z' };

describe('a model that only the API knows', () => {
  it.each([
    ['older than the toolset', { created_at: '2026-08-18T23:59:59Z' }],
    ['of an unknown day', { created_at: null }],
    ['of a day that can’t be read', { created_at: 'soon' }],
    ['that belongs to no line', { ...since, line: null }],
    ['that reads no pictures', { ...since, capabilities: { image_input: { supported: false } } }],
    ['of which nothing is said', { ...since, capabilities: null }],
    ['that is retired', { ...since, lifecycle: 'retired' }],
  ])('is not offered when it is one %s', (_what, changes) => {
    expect(offered(told('claude-new-9', changes))).toEqual([]);
  });

  it('is offered with care when it is newer than the toolset', () => {
    const [model] = offered(told('claude-new-9', { ...since, line: 'fable' }));
    expect(model).toEqual({
      isDeprecated: false,
      isNew: true,
      row: {
        ...modelRow('claude-new-9'),
        name: 'Named claude-new-9',
        maxInputTokens: 1_000_000,
        maxOutputTokens: 128_000,
        efforts: ['low', 'medium', 'high', 'max'],
        thinking: ['adaptive', 'between_tools'],
        keepsData: true,
      },
    });
    expect(model?.row.takesSystemMessages).toBe(false);
  });

  it('has no name that would break a request or a row', () => {
    for (const id of ['a b', 'a/b', '', 'x'.repeat(101), 'a\nb'])
      expect(ToldModel.safeParse(toldModel(id)).success).toBe(false);
  });
});

describe('what the API says of a model that is known', () => {
  it('goes before the table, and what it leaves out is the table’s', () => {
    const [model] = offered(
      told('claude-haiku-5-5', {
        display_name: 'Something else',
        max_tokens: 32_000,
        max_input_tokens: null,
        capabilities: null,
      }),
    );
    expect(model?.row).toEqual({ ...modelRow('claude-haiku-5-5'), maxOutputTokens: 32_000 });
  });

  it('takes all levels of effort away where it takes none', () => {
    const effort = { supported: false, high: { supported: true } };
    const capabilities = { effort, image_input: { supported: true } };
    expect(offered(told('claude-opus-5-5', { capabilities }))[0]?.row.efforts).toEqual([]);
  });

  it('offers a model once, however often it is named', () => {
    expect(offered(told('claude-opus-5-5'), told('claude-opus-5-5'))).toHaveLength(1);
  });
});

describe('the table where nothing was told', () => {
  it('has none that is retired by the day, and none that is by invitation', () => {
    const ids = (day: number) => tableModels(day).map(({ row }) => row.id);
    const [before, on] = [Date.UTC(2026, 10, 29, 23), Date.UTC(2026, 10, 30)];
    expect(ids(before)).toContain('claude-sonnet-4-5');
    expect(ids(on)).not.toContain('claude-sonnet-4-5');
    expect(ids(on).filter((id) => id.includes('mythos'))).toEqual([]);
    expect(tableModels(before).find(({ row }) => row.id === 'claude-sonnet-4-5')?.isDeprecated).toBe(true);
  });
});
