import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ModelWishes } from '../../../../../renderer/features/new-run/model-wishes';
import { copySessionToDraft, useDraft } from '../../../../../renderer/forms/draft-store';
import { type Draft, draftToSettings } from '../../../../../renderer/forms/run-draft';
import { FAKE_INFO, FakeClient } from '../../../../../renderer/preview/fake-client';
import { FAKE_MODELS } from '../../../../../renderer/preview/fake-models';
import { FAKE_SETTINGS, fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { useApp } from '../../../../../renderer/stores/app-store';
import { receiveModels, useModels } from '../../../../../renderer/stores/models-store';

function Form() {
  return <ModelWishes draft={useDraft((state) => state.draft)} errors={{}} />;
}

function show(change: Partial<Draft>): void {
  provideClient(new FakeClient());
  useApp.setState({ info: FAKE_INFO });
  receiveModels(FAKE_MODELS);
  useDraft.setState(({ draft }) => ({ draft: { ...draft, modelKind: 'claude', ...change } }));
  render(<Form />);
}

const rowOf = (id: string) => {
  const found = FAKE_MODELS.models.find(({ row }) => row.id === id)?.row;
  if (found === undefined) throw new Error(`no model ${id}`);
  return found;
};
const wishesOf = (id: string) => {
  const { draft } = useDraft.getState();
  const result = draftToSettings({ ...draft, task: 'Export.' }, id, rowOf(id));
  return result.kind === 'valid' ? result.settings.wishes : result.errors;
};
const choose = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } });

beforeEach(() => {
  useModels.setState(useModels.getInitialState(), true);
  useDraft.setState(useDraft.getInitialState(), true);
});
afterEach(cleanup);

describe('how the model of a new run is asked', () => {
  it('leaves out what the chosen model does not take, also where it was set for another', () => {
    show({ model: 'claude-haiku-4-5', effort: 'max', thinkingDisplay: 'updates', taskBudget: '50000' });
    expect(screen.queryByRole('combobox', { name: 'Effort' })).toBeNull();
    expect(screen.queryByRole('textbox', { name: 'Task budget' })).toBeNull();
    expect(screen.getByText(/takes neither/)).toBeTruthy();
    expect(wishesOf('claude-haiku-4-5')).toEqual({ effort: null, thinkingDisplay: null, taskBudget: null });
    act(() => useDraft.setState(({ draft }) => ({ draft: { ...draft, model: 'claude-opus-5-5' } })));
    expect(wishesOf('claude-opus-5-5')).toEqual({
      effort: 'max',
      thinkingDisplay: 'updates',
      taskBudget: 50_000,
    });
  });

  it('is the model’s own way unless something is chosen', () => {
    show({ model: 'claude-opus-5-5' });
    expect(wishesOf('claude-opus-5-5')).toEqual({ effort: null, thinkingDisplay: null, taskBudget: null });
    choose('Effort', 'high');
    choose('Shown of its thinking', 'omitted');
    fireEvent.change(screen.getByRole('textbox', { name: 'Task budget' }), { target: { value: ' 64000 ' } });
    expect(wishesOf('claude-opus-5-5')).toEqual({
      effort: 'high',
      thinkingDisplay: 'omitted',
      taskBudget: 64_000,
    });
  });

  it.each([
    ['19999', 'At least 20,000.'],
    ['2e5', 'Enter a whole number.'],
    ['much', 'Enter a whole number.'],
    ['999999999999', 'At most 100,000,000.'],
  ])('says what is wrong with a task budget of %s', (taskBudget, words) => {
    show({ model: 'claude-opus-5-5', taskBudget });
    expect(wishesOf('claude-opus-5-5')).toMatchObject({ taskBudget: words });
  });

  it('is nothing that a script would heed', () => {
    show({ modelKind: 'practice', effort: 'max', taskBudget: '1' });
    expect(screen.queryByRole('region')).toBeNull();
    expect(wishesOf('claude-opus-5-5')).toEqual({ effort: null, thinkingDisplay: null, taskBudget: null });
  });

  it('comes back with the settings of a run that is copied', () => {
    const wishes = { effort: 'low', thinkingDisplay: null, taskBudget: 30_000 } as const;
    const model = { kind: 'claude', model: 'claude-opus-5-5' } as const;
    copySessionToDraft(fakeSession({ id: 's', settings: { ...FAKE_SETTINGS, model, wishes } }));
    expect(wishesOf('claude-opus-5-5')).toEqual(wishes);
  });
});
