import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ReplayView } from '../../../../../renderer/features/replay/replay-view';
import { withChanges } from '../../../../../renderer/preview/fake-changed-record';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeFinishedRecord } from '../../../../../renderer/preview/fake-record';
import { fakeSessions } from '../../../../../renderer/preview/fake-sessions';
import { useRecords } from '../../../../../renderer/stores/records-store';
import { useSessions } from '../../../../../renderer/stores/sessions-store';
import { NO_WARMTH } from '../../../../../shared/domain/cache-warmth';

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

it('opens with what the run altered, and leads from there to the step', async () => {
  await show(withChanges(fakeFinishedRecord()));
  expect(screen.getByRole('tab', { name: 'Changes 17 2 denied' }).getAttribute('aria-selected')).toBe('true');
  const rows = [...screen.getByRole('list', { name: 'Changes' }).children];
  const row = rows.find(({ textContent }) => textContent?.startsWith('Delete 24 invoices'));
  const details = row?.querySelector('details');
  if (!details) throw new Error('no row');
  details.open = true;
  fireEvent(details, new Event('toggle'));
  fireEvent.click(screen.getByRole('button', { name: 'Show step 9' }));
  fireEvent.mouseDown(screen.getByRole('tab', { name: 'Step' }), { button: 0 });
  expect(document.querySelector('.step-facts .step-changes')?.textContent).toContain(
    'Kept from: delete 24 invoices at billing.practice.test',
  );
});

it('says at the end what keeping the cache warm has saved', async () => {
  const cacheWarmth = { ...NO_WARMTH, reads: 5, savedNanoUsd: 720_000_000 };
  useSessions.setState({ sessions: fakeSessions().map((session) => ({ ...session, cacheWarmth })) });
  await show(fakeFinishedRecord());
  const words = 'Cache kept warm: saved about $0.72 (5 reads)';
  expect(screen.queryByText(words)).toBeNull();
  fireEvent.keyDown(window, { key: 'End' });
  expect(await screen.findByText(words)).toBeTruthy();
});

it('shows the record where there is no screen to show', async () => {
  await show(fakeFinishedRecord().slice(0, 2));
  expect(half()).toBe('facts');
});
