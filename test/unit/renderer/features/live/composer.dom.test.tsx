import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { Composer } from '../../../../../renderer/features/live/composer';
import { useWordDrafts } from '../../../../../renderer/forms/word-drafts';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { useNotices } from '../../../../../renderer/stores/notices-store';
import { AirlockError } from '../../../../../shared/airlock-error';
import type { Session } from '../../../../../shared/domain/session';

let client: FakeClient;

beforeEach(() => {
  client = new FakeClient();
  provideClient(client);
  useWordDrafts.setState({ texts: {} });
  useNotices.setState({ notices: [] });
});
afterEach(cleanup);

const WORD = { id: 'w1', text: 'Leave the\u202E drafts', by: 'root', at: 0 };
const show = (change: Partial<Session> = {}) =>
  render(<Composer session={fakeSession({ id: 's1', ...change })} />);
const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Say something to the agent' });
const calls = (name: string) => client.calls.filter((call) => call.name === name).map(({ input }) => input);
const press = (init: object) => act(async () => void fireEvent.keyDown(field(), { key: 'Enter', ...init }));

it('sends by Enter what is not blank, and clears the field only once it is on its way', async () => {
  show();
  await press({});
  fireEvent.change(field(), { target: { value: ' Leave the drafts. ' } });
  await press({ shiftKey: true });
  expect(calls('sessions:guide')).toEqual([]);
  await press({});
  expect(calls('sessions:guide')).toEqual([{ sessionId: 's1', text: 'Leave the drafts.' }]);
  expect(field().value).toBe('');
});

it('keeps what was written where it is refused, and says why', async () => {
  client.failures.set('sessions:guide', new AirlockError('bad-input', 'What you wrote holds a secret.'));
  show();
  fireEvent.change(field(), { target: { value: 'It is hunter2.' } });
  await press({});
  expect(screen.getByRole('alert').textContent).toBe('What you wrote holds a secret.');
  expect(field().value).toBe('It is hunter2.');
  fireEvent.change(field(), { target: { value: 'It is' } });
  expect(screen.queryByRole('alert')).toBeNull();
});

it('keeps what was written for each run while another one is watched', () => {
  const { unmount } = show();
  fireEvent.change(field(), { target: { value: 'Leave the' } });
  unmount();
  show({ id: 's2' });
  expect(field().value).toBe('');
  cleanup();
  show();
  expect(field().value).toBe('Leave the');
});

it('shows what the agent has not read, hidden characters written out, and takes it back', async () => {
  show({ guidance: [WORD] });
  expect(screen.getByRole('list', { name: 'Not yet read' }).textContent).toContain('⟦U+202E⟧');
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Take back' })));
  expect(calls('sessions:take-back-guidance')).toEqual([{ sessionId: 's1', guidanceId: 'w1' }]);
});

it('says so when the agent has read by now what should be taken back', async () => {
  client.failures.set('sessions:take-back-guidance', new AirlockError('conflict', 'The agent has read it.'));
  show({ guidance: [WORD] });
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Take back' })));
  expect(useNotices.getState().notices.map(({ text }) => text)).toEqual(['The agent has read it.']);
});

it('says of a run that is over what its agent never read, and takes no more words', () => {
  show({ state: 'stopped', guidance: [WORD] });
  expect(screen.getByRole('list', { name: 'Never read by the agent' })).toBeTruthy();
  expect([screen.queryByRole('textbox'), screen.queryByRole('button')]).toEqual([null, null]);
  cleanup();
  const { container } = show({ state: 'finished' });
  expect(container.innerHTML).toBe('');
});
