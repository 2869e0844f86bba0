import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ModelField } from '../../../../../renderer/features/new-run/model-field';
import { useDraft } from '../../../../../renderer/forms/draft-store';
import { FAKE_INFO, FakeClient } from '../../../../../renderer/preview/fake-client';
import { FAKE_MODELS } from '../../../../../renderer/preview/fake-models';
import { loadModels, useModels } from '../../../../../renderer/stores/models-store';
import type { ModelList, OfferedModel } from '../../../../../shared/domain/model-list';

let client: FakeClient;

async function show(list: Partial<ModelList> = {}, model = ''): Promise<void> {
  client = new FakeClient({ models: { ...FAKE_MODELS, ...list } });
  provideClient(client);
  await act(() => loadModels());
  const draft = { ...useDraft.getState().draft, modelKind: 'claude' as const, model };
  render(<ModelField draft={draft} info={FAKE_INFO} error={undefined} />);
}

const select = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Model' });
const offered = (changes: Partial<OfferedModel['row']>, more: Partial<OfferedModel> = {}): OfferedModel => {
  const [first] = FAKE_MODELS.models;
  if (first === undefined) throw new Error('no model');
  return { ...first, ...more, row: { ...first.row, ...changes } };
};

beforeEach(() => {
  useModels.setState(useModels.getInitialState(), true);
  useDraft.setState(useDraft.getInitialState(), true);
});
afterEach(cleanup);

describe('the choice of a model', () => {
  it('shows what a service calls its model as text, short and with nothing hidden', async () => {
    const name = `Claude\u202e <b>New</b> ${'x'.repeat(300)}`;
    await show({ models: [offered({ id: 'claude-new-9', name }, { isNew: true })] });
    const text = select().textContent ?? '';
    expect(text).toContain('⟦U+202E⟧');
    expect(text).toContain('<b>');
    expect(text.length).toBeLessThan(120);
  });

  it('stands for the suggested one where the chosen one is not offered any more', async () => {
    await show({}, 'claude-opus-4-1');
    expect(select().value).toBe('claude-opus-5-5');
    cleanup();
    await show({ models: FAKE_MODELS.models.slice(1) }, 'claude-opus-4-1');
    expect(select().value).toBe('claude-sonnet-5-5');
  });

  it('says beside the name and below what speaks against one', async () => {
    await show({}, 'claude-fable-5-2');
    const names = screen.getAllByRole('option').map(({ textContent }) => textContent);
    expect(names).toEqual([
      'Claude Opus 5.5',
      'Claude Sonnet 5.5',
      'Claude Fable 5.2 (keeps data for 30 days)',
      'Claude Haiku 4.5 (until 2027-02-05)',
    ]);
    const notes = document.getElementById(select().getAttribute('aria-describedby') ?? '');
    expect(notes?.textContent).toContain('claude-fable-5-2');
    expect(notes?.textContent).toMatch(/keeps for 30 days .* every screenshot/);
  });

  it('says why the API gave no list, and asks it again', async () => {
    await show({ source: 'table', problem: 'it refused the API key (401)' });
    expect(screen.getByText('As this console knows them: it refused the API key (401)')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Ask again which models there are' }));
    await act(async () => undefined);
    expect(client.calls.map(({ name }) => name)).toContain('models:refresh');
  });

  it('can’t be asked for twice at once', async () => {
    await show({ isAsking: true });
    const again = screen.getByRole<HTMLButtonElement>('button', { name: 'Ask again which models there are' });
    expect(again.disabled).toBe(true);
  });
});
