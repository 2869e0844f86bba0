import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { NewRunView } from '../../../../../renderer/features/new-run/new-run-view';
import { resetDraft, useDraft } from '../../../../../renderer/forms/draft-store';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { loadApp } from '../../../../../renderer/stores/app-store';
import { openView, useNavigation } from '../../../../../renderer/stores/navigation-store';
import { useNotices } from '../../../../../renderer/stores/notices-store';
import { AirlockError } from '../../../../../shared/airlock-error';

let client: FakeClient;
const started = (): readonly unknown[] => client.calls.filter(({ name }) => name === 'sessions:start');
const start = (): HTMLElement => screen.getByRole('button', { name: 'Start run' });

beforeEach(async () => {
  client = new FakeClient();
  provideClient(client);
  resetDraft();
  await loadApp();
  render(<NewRunView />);
});
afterEach(cleanup);

describe('NewRunView', () => {
  it('offers Claude only when there is a key, and says why', () => {
    expect((screen.getByRole('radio', { name: 'Claude' }) as HTMLInputElement).disabled).toBe(true);
    expect(screen.getByText(/Needs an API key/)).toBeTruthy();
  });

  it('fills task, address and host from a scenario', () => {
    fireEvent.click(screen.getByRole('radio', { name: 'Supplier payment' }));
    expect(useDraft.getState().draft).toMatchObject({
      startUrl: 'http://billing.practice.test/payments',
      hosts: ['billing.practice.test:80'],
    });
  });

  it('gives back a form that was cleared', () => {
    fireEvent.change(screen.getByRole('textbox', { name: 'Task' }), { target: { value: 'My own task' } });
    fireEvent.click(screen.getByRole('button', { name: 'Clear the form' }));
    expect(useDraft.getState().draft.task).not.toBe('My own task');
    act(() => useNotices.getState().notices.at(-1)?.undo?.());
    expect(useDraft.getState().draft.task).toBe('My own task');
  });

  it('starts with Ctrl+Shift+Enter from anywhere in the view, never with the keys of a card', async () => {
    const task = screen.getByRole('textbox', { name: 'Task' });
    await act(async () => void fireEvent.keyDown(task, { key: 'Enter', ctrlKey: true }));
    await act(async () => void fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true }));
    expect(started()).toHaveLength(0);
    const chord = { key: 'Enter', ctrlKey: true, shiftKey: true };
    await act(async () => void fireEvent.keyDown(document.body, chord));
    expect(started()).toHaveLength(1);
    expect(useNavigation.getState().view).toBe('live');
  });

  it('leaves whoever has gone elsewhere meanwhile where they are', async () => {
    fireEvent.click(start());
    act(() => openView('policies'));
    await act(async () => undefined);
    expect(started()).toHaveLength(1);
    expect(useNavigation.getState().view).toBe('policies');
  });

  it('explains a wrong number beside its field and starts nothing', async () => {
    fireEvent.change(screen.getByRole('textbox', { name: 'Steps' }), { target: { value: 'many' } });
    await act(async () => void fireEvent.click(start()));
    expect(screen.getByText('Enter a whole number.')).toBeTruthy();
    expect(started()).toEqual([]);
  });

  it('keeps a host that is none in its field, with the reason', () => {
    const field = screen.getByRole('textbox', { name: 'Allowed hosts' });
    fireEvent.change(field, { target: { value: 'https://*.example.com' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(screen.getByText(/must not have a scheme/)).toBeTruthy();
    expect((field as HTMLInputElement).value).toBe('https://*.example.com');
  });

  it('says why a run did not start, where to mend it, and loses nothing', async () => {
    client.failures.set(
      'sessions:start',
      new AirlockError('image-missing', 'The sandbox image is not built.'),
    );
    const before = useDraft.getState().draft;
    await act(async () => void fireEvent.click(start()));
    expect(screen.getByRole('alert').textContent).toContain('The sandbox image is not built.');
    expect(useDraft.getState().draft).toBe(before);
    fireEvent.click(screen.getByRole('button', { name: 'Open the check-up' }));
    expect(useNavigation.getState().view).toBe('settings');
  });
});
