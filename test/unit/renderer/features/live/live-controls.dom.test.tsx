import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { LiveControls, useLiveShortcuts } from '../../../../../renderer/features/live/live-controls';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { useSessions } from '../../../../../renderer/stores/sessions-store';
import type { Session } from '../../../../../shared/domain/session';

let client: FakeClient;
const commands = (): string[] => client.calls.map(({ name }) => name);

function Controls({ session }: { readonly session: Session }) {
  useLiveShortcuts(session, true);
  return (
    <LiveControls session={session} command={undefined} isSigningIn={false} onSignIn={() => undefined} />
  );
}

beforeEach(() => {
  useSessions.setState(useSessions.getInitialState(), true);
  client = new FakeClient();
  provideClient(client);
});
afterEach(cleanup);

describe('LiveControls', () => {
  it('offers what the state allows', () => {
    const { rerender } = render(<Controls session={fakeSession({ id: 'one' })} />);
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'PauseCtrl.',
      'Take over',
      'StopCtrlShift.',
    ]);
    rerender(<Controls session={fakeSession({ id: 'one', state: 'taken-over' })} />);
    expect(screen.getByRole('button', { name: 'Hand back' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Sign in by hand' })).toBeTruthy();
    rerender(<Controls session={fakeSession({ id: 'one', state: 'paused' })} />);
    expect(screen.getByRole('button', { name: 'Resume' })).toBeTruthy();
  });

  it('stops at once, without a question', async () => {
    render(<Controls session={fakeSession({ id: 'one' })} />);
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Stop' })));
    expect(commands()).toEqual(['sessions:stop']);
  });

  it('can be told to stop again while the first stop is not answered, and nothing else', async () => {
    const { rerender } = render(<Controls session={fakeSession({ id: 'one' })} />);
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Stop' })));
    rerender(<Controls session={fakeSession({ id: 'one' })} />);
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Pause' })));
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Stop' })));
    expect(commands()).toEqual(['sessions:stop', 'sessions:stop']);
  });

  it('pauses, resumes and stops by its shortcuts, not by their repeats', async () => {
    const { rerender } = render(<Controls session={fakeSession({ id: 'one' })} />);
    const press = (change: object): Promise<void> =>
      act(async () => void fireEvent.keyDown(document.body, { code: 'Period', ctrlKey: true, ...change }));
    await press({ repeat: true });
    await press({});
    rerender(<Controls session={fakeSession({ id: 'one', state: 'paused' })} />);
    await press({});
    await press({ shiftKey: true });
    expect(commands()).toEqual(['sessions:pause', 'sessions:resume', 'sessions:stop']);
  });

  it('offers no resume that would send the model what it has refused, by mouse or keys', async () => {
    render(<Controls session={fakeSession({ id: 'one', state: 'paused', waysOn: ['word'] })} />);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Resume' }).disabled).toBe(true);
    await act(async () => void fireEvent.keyDown(document.body, { code: 'Period', ctrlKey: true }));
    expect(commands()).toEqual([]);
  });

  it('gives an operator who has taken over a way back and a way out of the screen by keys', async () => {
    const screenOfSandbox = document.createElement('textarea');
    document.body.append(screenOfSandbox);
    const { rerender } = render(<Controls session={fakeSession({ id: 'one' })} />);
    const press = (code: string): Promise<void> =>
      act(async () => void fireEvent.keyDown(screenOfSandbox, { code, ctrlKey: true, shiftKey: true }));
    await press('KeyH');
    expect(commands()).toEqual([]);
    rerender(<Controls session={fakeSession({ id: 'one', state: 'taken-over' })} />);
    screenOfSandbox.focus();
    await press('KeyU');
    expect(document.activeElement?.closest('[role=toolbar]')).toBeTruthy();
    await press('KeyH');
    expect(commands()).toEqual(['sessions:hand-back']);
    screenOfSandbox.remove();
  });
});
