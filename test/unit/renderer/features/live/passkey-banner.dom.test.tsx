import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { PasskeyBanner } from '../../../../../renderer/features/live/passkey-banner';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { useNotices } from '../../../../../renderer/stores/notices-store';
import { useRegistrations } from '../../../../../renderer/stores/registrations-store';
import { AirlockError } from '../../../../../shared/airlock-error';

let client: FakeClient;
const session = fakeSession({ id: 'mine', state: 'taken-over' });

beforeEach(() => {
  useRegistrations.setState(useRegistrations.getInitialState(), true);
  useNotices.setState(useNotices.getInitialState(), true);
  client = new FakeClient();
  provideClient(client);
  render(<PasskeyBanner session={session} />);
});
afterEach(cleanup);

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const name = (value: string) =>
  fireEvent.change(screen.getByLabelText('Name of the passkey'), { target: { value } });
const notices = () => useNotices.getState().notices.map(({ text }) => text);

async function begin(value: string): Promise<void> {
  press('Register a passkey');
  name(value);
  press('Begin');
  await act(async () => undefined);
}

it('names it, for the policy of the run, and says what to do in the page until it is made', async () => {
  await begin('Portal');
  expect(client.calls.at(-1)).toEqual({
    name: 'sessions:register-passkey',
    input: {
      sessionId: 'mine',
      draft: { name: 'Portal', policies: [session.settings.policy.name], account: '' },
    },
  });
  expect(screen.getByRole('status').textContent).toContain('make the passkey “Portal”');
  await act(async () => client.makePasskey('https://login.test'));
  expect(notices()).toEqual(['The passkey “Portal” for https://login.test is kept under Credentials.']);
  expect(screen.getByRole('button', { name: 'Register a passkey' })).toBeDefined();
});

it('takes no name that no credential may have', () => {
  press('Register a passkey');
  for (const value of ['', '  ', '<b>']) {
    name(value);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Begin' }).disabled).toBe(true);
  }
});

it('is given up without a word, and says why when there was none after all', async () => {
  await begin('Portal');
  press('Cancel');
  await act(async () => undefined);
  expect(notices()).toEqual([]);
  client.failures.set('sessions:register-passkey', new AirlockError('conflict', 'The vault is locked.'));
  await begin('Portal');
  expect(notices()).toEqual(['The vault is locked.']);
});
