import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { LiveView } from '../../../../../renderer/features/live/live-view';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeApproval, fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';
import { READY } from '../../../../../renderer/stores/load-state';
import { useNavigation } from '../../../../../renderer/stores/navigation-store';
import { useSessions } from '../../../../../renderer/stores/sessions-store';

/** Queued ones have no picture to connect to. */
const run = (id: string, createdAt: number) => {
  const { settings } = fakeSession({ id });
  return fakeSession({ id, state: 'queued', createdAt, settings: { ...settings, task: `Task of ${id}` } });
};
const heading = (): string | null => screen.getByRole('heading', { level: 1 }).textContent;

beforeEach(() => {
  for (const store of [useNavigation, useSessions, useApprovals])
    (store as typeof useSessions).setState((store as typeof useSessions).getInitialState(), true);
  provideClient(new FakeClient());
});
afterEach(cleanup);

const knows = {
  runs: () => useSessions.setState({ sessions: [run('newer', 2), run('older', 1)], load: READY }),
  cards: () => receiveApprovals([fakeApproval({ id: 'a', sessionId: 'older' })]),
};

it.each([
  ['runs', 'cards'],
  ['cards', 'runs'],
] as const)(
  'a window that learns first of its %s, then of its %s, shows the run of the card in front',
  (first, second) => {
    render(<LiveView />);
    act(knows[first]);
    act(knows[second]);
    expect(heading()).toBe('Task of older');
  },
);

it('without a card it shows the newest run, and stays with it', () => {
  knows.runs();
  render(<LiveView />);
  expect(heading()).toBe('Task of newer');
  act(() => useSessions.setState({ sessions: [run('newest', 3), run('newer', 2), run('older', 1)] }));
  expect(heading()).toBe('Task of newer');
});
