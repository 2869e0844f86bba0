import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeApproval, fakePhoneCodeApproval } from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';
import type { ActionApproval } from '../../../../../shared/domain/approval';

let client: FakeClient;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  useApprovals.setState(useApprovals.getInitialState(), true);
  client = new FakeClient();
  provideClient(client);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(approval: ActionApproval): void {
  render(<ApprovalsDock />);
  act(() => receiveApprovals([approval]));
  act(() => void vi.advanceTimersByTime(1000));
}

const field = () => screen.getByLabelText<HTMLInputElement>(/Code that came by phone/);
const type = (value: string) => {
  fireEvent.change(field(), { target: { value } });
  act(() => void vi.advanceTimersByTime(1000));
};
const enter = () => fireEvent.keyDown(field(), { key: 'Enter', code: 'Enter' });
const sent = () => client.calls.flatMap(({ name, input }) => (name === 'approvals:decide' ? [input] : []));

it('has the focus, and Enter approves with what was typed, once', () => {
  show(fakePhoneCodeApproval());
  expect(document.activeElement).toBe(field());
  type('849 201');
  enter();
  expect(sent()).toMatchObject([{ verdict: 'approve', code: '849 201' }]);
  expect(field().value).toBe('');
});

it.each(['', '   ', '123', '1234567890123', 'no code', '12345<'])(
  'says that %j is no code, and sends nothing',
  (text) => {
    show(fakePhoneCodeApproval());
    type(text);
    enter();
    expect(screen.getByText(/4 to 12 letters and digits/)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: /Approve once/ }));
    expect(sent()).toEqual([]);
  },
);

it('waits for the button to be held where a click is not enough', () => {
  show({ ...fakePhoneCodeApproval(), hold: 'You have approved much in a short time.' });
  type('849201');
  enter();
  expect(sent()).toEqual([]);
});

it('letters typed into it are none of the card’s keys', () => {
  show(fakePhoneCodeApproval());
  fireEvent.keyDown(field(), { key: 'd', code: 'KeyD' });
  expect(screen.queryByRole('group', { name: 'Deny with a reason' })).toBeNull();
});

it('is on no card that asks for no code', () => {
  show(fakeApproval());
  expect(screen.queryByLabelText(/Code that came by phone/)).toBeNull();
});
