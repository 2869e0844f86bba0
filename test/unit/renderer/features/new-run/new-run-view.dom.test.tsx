import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { FakeClient } from '../../../../../renderer/client/fake-client';
import { NewRunView } from '../../../../../renderer/features/new-run/new-run-view';
import { loadApp } from '../../../../../renderer/stores/app-store';
import { resetDraft, useDraft } from '../../../../../renderer/stores/draft-store';
import { useNavigation } from '../../../../../renderer/stores/navigation-store';
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

  it('starts with Ctrl+Enter and shows the run', async () => {
    await act(async () => {
      fireEvent.keyDown(screen.getByRole('textbox', { name: 'Task' }), { key: 'Enter', ctrlKey: true });
    });
    expect(started()).toHaveLength(1);
    expect(useNavigation.getState().view).toBe('live');
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
