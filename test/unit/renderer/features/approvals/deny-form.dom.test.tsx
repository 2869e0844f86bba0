import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeApproval } from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';

let client: FakeClient;
const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Reason for the denial' });
const digit = (place: number, change: object = {}): boolean =>
  fireEvent.keyDown(field(), { key: String(place), code: `Digit${place}`, ...change });
const decisions = (): unknown[] =>
  client.calls.filter(({ name }) => name === 'approvals:decide').map(({ input }) => input);

beforeEach(() => {
  vi.useFakeTimers();
  useApprovals.setState(useApprovals.getInitialState(), true);
  client = new FakeClient();
  provideClient(client);
  render(<ApprovalsDock />);
  act(() => receiveApprovals([fakeApproval({ id: 'a', hold: null }), fakeApproval({ id: 'b', hold: null })]));
  act(() => void vi.advanceTimersByTime(700));
  fireEvent.keyDown(screen.getByRole('article'), { key: 'd', code: 'KeyD' });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('a usual reason is sent by D, its number, Enter', () => {
  digit(2);
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(decisions()).toMatchObject([{ approvalId: 'a', verdict: 'deny', reason: 'Wrong target' }]);
});

it('another number takes another reason, as long as nothing was written', () => {
  digit(2);
  digit(1);
  expect(field().value).toBe('Not part of the task');
  expect(screen.getByRole('button', { name: 'Not part of the task' }).getAttribute('aria-pressed')).toBe(
    'true',
  );
});

it('a digit in a reason of the operator’s own is a character, and never another card’s number', () => {
  fireEvent.change(field(), { target: { value: 'Only ' } });
  // Not taken: the browser writes it.
  expect(digit(2)).toBe(true);
  expect(field().value).toBe('Only ');
  expect(useApprovals.getState().focusedId).toBe('a');
});

it.each([
  ['5', 5, {}],
  ['a chord', 1, { altKey: true }],
])('%s fills in nothing', (_what, place, change) => {
  expect(digit(place, change)).toBe(true);
  expect(field().value).toBe('');
});
