import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { SignInByHand } from '../../../../../renderer/features/sign-in-by-hand/sign-in-by-hand';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { FAKE_HAND_BACK_LOOK } from '../../../../../renderer/preview/fake-hand-back';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { usePolicies } from '../../../../../renderer/stores/policies-store';
import { useSessions } from '../../../../../renderer/stores/sessions-store';
import { AirlockError } from '../../../../../shared/airlock-error';

let client: FakeClient;
const SESSION = fakeSession({ id: 'one', state: 'taken-over' });
const called = (name: string) => client.calls.filter((call) => call.name === name);

beforeEach(() => {
  useSessions.setState(useSessions.getInitialState(), true);
  usePolicies.setState(usePolicies.getInitialState(), true);
  // What the test's browser does not have.
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:picture', revokeObjectURL: () => undefined }),
  );
  client = new FakeClient();
  provideClient(client);
  render(<SignInByHand session={SESSION} onClose={() => undefined} />);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function look(): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: /I am signed in/ }));
  await screen.findByRole('img', { name: 'What the agent will see first' });
}

async function fill(fields: Readonly<Record<string, string>>): Promise<void> {
  await look();
  const form = within(screen.getByRole('form', { name: 'Keep this sign-in', hidden: true }));
  for (const [label, value] of Object.entries(fields))
    fireEvent.change(form.getByLabelText(label), { target: { value } });
  fireEvent.submit(screen.getByRole('form', { name: 'Keep this sign-in', hidden: true }));
}

describe('a run that was signed in by hand', () => {
  it('is handed back only after the first picture for the agent has been shown', async () => {
    expect(screen.queryByRole('button', { name: /Hand back/ })).toBeNull();
    await look();
    expect(called('sessions:hand-back')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Hand back with this picture' }));
    expect(called('sessions:hand-back')).toHaveLength(1);
  });

  it('says why when nothing can be shown, and is not handed back then', async () => {
    client.failures.set(
      'sessions:look-before-hand-back',
      new AirlockError('conflict', 'The session can’t be looked at.'),
    );
    fireEvent.click(screen.getByRole('button', { name: /I am signed in/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('The session can’t be looked at.');
    expect(screen.queryByRole('button', { name: /Hand back/ })).toBeNull();
  });

  it('is kept with the sites, the name, the words and the policy of the run', async () => {
    await fill({ Name: 'Larkspur', 'Stands there when signed in': 'Signed in as Ada' });
    expect(await screen.findByText(/Kept in Credentials as/)).toBeTruthy();
    expect(called('sessions:keep-sign-in')[0]?.input).toEqual({
      sessionId: 'one',
      name: 'Larkspur',
      origins: [FAKE_HAND_BACK_LOOK.origins[0]],
      policies: [SESSION.settings.policy.name],
      landmark: 'Signed in as Ada',
    });
  });

  it.each([
    [{ 'Stands there when signed in': 'Ada' }, /Give it a name/],
    [{ Name: 'Larkspur' }, /which words stand on the page/],
  ])('is not kept with %j alone', async (fields, problem) => {
    await fill(fields);
    expect((await screen.findByRole('alert')).textContent).toMatch(problem);
    expect(called('sessions:keep-sign-in')).toEqual([]);
  });

  it('shows the engine’s reason when it is not kept', async () => {
    client.failures.set(
      'sessions:keep-sign-in',
      new AirlockError('conflict', 'The landmark does not stand there.'),
    );
    await fill({ Name: 'Larkspur', 'Stands there when signed in': 'Ada' });
    expect((await screen.findByRole('alert')).textContent).toContain('The landmark does not stand there.');
  });
});
