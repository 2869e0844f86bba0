import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeApproval, fakeConnectionApproval } from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';
import { useNotices } from '../../../../../renderer/stores/notices-store';
import { receivePreferences, usePreferences } from '../../../../../renderer/stores/preferences-store';
import type { ActionApproval, Approval } from '../../../../../shared/domain/approval';

let client: FakeClient;
const ids = ['a', 'b', 'c'] as const;
const cards = (change: Partial<ActionApproval> = {}): ActionApproval[] =>
  ids.map((id) =>
    fakeApproval({ id, sessionId: `run ${id}`, sentence: `Click ${id}.`, hold: null, ...change }),
  );
const show = (approvals: readonly Approval[]): void => act(() => receiveApprovals(approvals));
const focused = (): string | null => useApprovals.getState().focusedId;
const card = (): HTMLElement => screen.getByRole('article');
const rows = (): HTMLElement[] =>
  within(screen.getByRole('region', { name: 'Queue' })).getAllByRole('button');
const digit = (target: Element, place: number, change: object = {}): boolean =>
  fireEvent.keyDown(target, { key: String(place), code: `Digit${place}`, ...change });

beforeEach(() => {
  for (const store of [useApprovals, useNotices, usePreferences])
    (store as typeof useApprovals).setState((store as typeof useApprovals).getInitialState(), true);
  client = new FakeClient();
  client.on('preferences:changed', receivePreferences);
  provideClient(client);
  render(<ApprovalsDock />);
});
afterEach(cleanup);

describe('the number of a row', () => {
  it('puts it on the card, from the card and from the list', () => {
    show(cards());
    card().focus();
    digit(card(), 3);
    expect(focused()).toBe('c');
    const [first] = rows();
    first?.focus();
    digit(first as Element, 2);
    expect(focused()).toBe('b');
    expect(document.activeElement).toBe(rows()[1]);
    expect(rows()[1]?.getAttribute('aria-keyshortcuts')).toBe('2');
  });

  it('counts by the key’s place, and on the number pad', () => {
    show(cards());
    fireEvent.keyDown(card(), { key: '"', code: 'Digit3' });
    expect(focused()).toBe('c');
    fireEvent.keyDown(card(), { key: '2', code: 'Numpad2' });
    expect(focused()).toBe('b');
  });

  it.each([
    ['with Ctrl', { ctrlKey: true }],
    ['with Alt', { altKey: true }],
    ['as a repeat', { repeat: true }],
    ['of a number pad that moves the cursor', { key: 'End', code: 'Numpad3' }],
  ])('does nothing %s', (_how, change) => {
    show(cards());
    digit(card(), 3, change);
    digit(rows()[0] as Element, 3, change);
    expect(focused()).toBe('a');
  });

  it('does nothing where no row has it, and decides nothing', () => {
    show(cards());
    digit(card(), 4);
    digit(card(), 9);
    expect(focused()).toBe('a');
    expect(client.calls).toEqual([]);
  });

  it('is a character like any other in a field of the card', () => {
    vi.useFakeTimers();
    show(cards({ action: { member: 'type', input: { text: 'Dear Sirs' } }, point: null }));
    act(() => void vi.advanceTimersByTime(700));
    fireEvent.keyDown(card(), { key: 'e', code: 'KeyE' });
    digit(screen.getByLabelText('Text that is typed'), 2);
    expect(focused()).toBe('a');
    vi.useRealTimers();
  });

  it('leads into a group that is closed, and counts on after it', () => {
    const many = Array.from({ length: 5 }, (_, index) =>
      fakeConnectionApproval({ id: `c${index}`, sessionId: 'many', level: 'medium' }),
    );
    show([...cards({ level: 'high' }), ...many]);
    digit(card(), 5);
    expect(focused()).toBe('c1');
    expect(rows().at(-1)?.textContent).toContain('5from');
    digit(rows()[0] as Element, 6);
    expect(focused()).toBe('c2');
    expect(document.activeElement).toBe(rows().at(-1));
  });
});

it('the order is a choice with a name, and is kept by the engine', async () => {
  show([fakeApproval({ id: 'low', level: 'low' }), fakeApproval({ id: 'high', level: 'high' })]);
  const order = screen.getByRole('combobox', { name: 'Order' }) as HTMLSelectElement;
  expect(order.selectedOptions[0]?.textContent).toBe('riskiest first');
  await act(async () => void fireEvent.change(order, { target: { value: 'oldest' } }));
  expect(usePreferences.getState().preferences.order).toBe('oldest');
  // The card stays; its place in the list is another.
  expect(focused()).toBe('high');
  expect(screen.getByText('2 of 2')).toBeTruthy();
});

describe('Later', () => {
  it('can be undone: the card is in front again', () => {
    show(cards());
    act(() => void fireEvent.click(screen.getByRole('button', { name: 'Later' })));
    expect(focused()).toBe('b');
    const notice = useNotices.getState().notices.at(-1);
    expect(notice?.text).toContain('Click a.');
    act(() => notice?.undo?.());
    expect(focused()).toBe('a');
    expect(useApprovals.getState().aside.size).toBe(0);
  });

  it('says so when there is nothing to put back any more', () => {
    show(cards());
    act(() => void fireEvent.click(screen.getByRole('button', { name: 'Later' })));
    const undo = useNotices.getState().notices.at(-1)?.undo;
    show(cards().slice(1));
    act(() => undo?.());
    expect(focused()).toBe('b');
    expect(useNotices.getState().notices.at(-1)?.text).toContain('no longer waits');
  });
});
