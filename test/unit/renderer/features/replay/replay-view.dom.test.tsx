import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ReplayView } from '../../../../../renderer/features/replay/replay-view';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeFinishedRecord } from '../../../../../renderer/preview/fake-record';
import { fakeSessions } from '../../../../../renderer/preview/fake-sessions';
import { useRecords } from '../../../../../renderer/stores/records-store';
import { useSessions } from '../../../../../renderer/stores/sessions-store';

/** Whether screen or facts are shown where there is no room for both. */
const half = () => document.querySelector<HTMLElement>('.replay-body')?.dataset.half;

/** jsdom has none, and the scrubber measures its thumb. */
class NoResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', NoResizeObserver);
  useRecords.setState(useRecords.getInitialState(), true);
  useSessions.setState({ sessions: fakeSessions() });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function show(record: ReturnType<typeof fakeFinishedRecord>): Promise<void> {
  provideClient(new FakeClient({ sessions: fakeSessions(), records: { finished: record } }));
  render(<ReplayView sessionId="finished" />);
  await screen.findByRole('tab', { name: 'Sandbox' });
}

it('begins with the screen where there is no room for both, and has the facts one press away', async () => {
  await show(fakeFinishedRecord());
  expect(half()).toBe('screen');
  fireEvent.click(screen.getByRole('radio', { name: 'Facts' }));
  expect(half()).toBe('facts');
});

it('shows the record where there is no screen to show', async () => {
  await show(fakeFinishedRecord().slice(0, 2));
  expect(half()).toBe('facts');
});
