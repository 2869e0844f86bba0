import { beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../renderer/client/airlock-client';
import { FakeClient } from '../../../../renderer/preview/fake-client';
import { fakeSession } from '../../../../renderer/preview/fake-sessions';
import { useNotices } from '../../../../renderer/stores/notices-store';
import { activeSessions, liveSession } from '../../../../renderer/stores/session-order';
import {
  commandSession,
  loadSessions,
  receiveSession,
  useSessions,
} from '../../../../renderer/stores/sessions-store';
import { AirlockError } from '../../../../shared/airlock-error';

const running = fakeSession({ id: 'one' });
const commandOf = (id: string): string | undefined => useSessions.getState().commands[id];

describe('sessions store', () => {
  let client: FakeClient;
  beforeEach(async () => {
    useSessions.setState(useSessions.getInitialState(), true);
    client = new FakeClient({ sessions: [running] });
    provideClient(client);
    await loadSessions();
  });

  it('shows a stop as under way until the session has ended, whatever happens between', async () => {
    await commandSession('one', 'stop');
    receiveSession({ ...running, state: 'paused' });
    expect(commandOf('one')).toBe('stop');
    receiveSession({ ...running, state: 'stopped' });
    expect(commandOf('one')).toBeUndefined();
  });

  it('sends nothing more once a stop is under way', async () => {
    await commandSession('one', 'stop');
    await commandSession('one', 'resume');
    expect(client.calls.map(({ name }) => name)).not.toContain('sessions:resume');
  });

  it('never changes a state by itself', async () => {
    await commandSession('one', 'pause');
    expect(useSessions.getState().sessions[0]?.state).toBe('running');
  });

  it('says why a command failed and forgets it', async () => {
    client.failures.set('sessions:pause', new AirlockError('conflict', 'It has ended.'));
    await commandSession('one', 'pause');
    expect(commandOf('one')).toBeUndefined();
    expect(useNotices.getState().notices.at(-1)?.text).toBe('It has ended.');
  });

  it('puts a session it did not know where its time belongs', () => {
    receiveSession(fakeSession({ id: 'newer', createdAt: running.createdAt + 1 }));
    expect(useSessions.getState().sessions.map(({ id }) => id)).toEqual(['newer', 'one']);
  });
});

describe('the order of sessions', () => {
  const waiting = fakeSession({ id: 'waiting', state: 'waiting-for-approval', createdAt: 1 });
  const ended = fakeSession({ id: 'ended', state: 'finished' });

  it('leaves each in its place, whatever becomes of it, and leaves out what is over', () => {
    expect(activeSessions([waiting, running, ended]).map(({ id }) => id)).toEqual(['one', 'waiting']);
  });

  it('shows the one that needs the operator where none was chosen', () => {
    expect(liveSession([running, waiting, ended], null)?.id).toBe('waiting');
  });

  it('shows the chosen session even when it is over', () => {
    expect(liveSession([running, ended], 'ended')?.id).toBe('ended');
  });
});
