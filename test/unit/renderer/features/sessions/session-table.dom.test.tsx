import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionsView } from '../../../../../renderer/features/sessions/sessions-view';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { READY } from '../../../../../renderer/stores/load-state';
import { useNavigation } from '../../../../../renderer/stores/navigation-store';
import { useSessionFilter } from '../../../../../renderer/stores/session-filter';
import { useSessionPlace } from '../../../../../renderer/stores/session-place';
import { receiveSession, useSessions } from '../../../../../renderer/stores/sessions-store';
import type { Session } from '../../../../../shared/domain/session';

const ROW_PX = 52;
/** The newest first: number 200 down to number 1. */
const many = Array.from({ length: 200 }, (_, index) => numbered(200 - index));

function numbered(number: number): Session {
  const { settings } = fakeSession({ id: '' });
  return fakeSession({
    id: `s${number}`,
    state: 'finished',
    createdAt: number * 1000,
    settings: { ...settings, task: `Task ${number}` },
  });
}
const box = (): HTMLElement => document.querySelector('.session-scroll') as HTMLElement;
const row = (number: number): HTMLElement => screen.getByRole('button', { name: `Task ${number}` });
const scrollBy = (px: number): void => {
  box().scrollTop = px;
  fireEvent.scroll(box());
};
const isFirst = (element: Element | null, number: number): boolean =>
  element?.textContent === `Task ${number}`;

/** jsdom lays nothing out: what is scrolled to is where it is. */
function scrollTo(this: HTMLElement, { top = 0 }: ScrollToOptions = {}): void {
  this.scrollTop = top;
}

beforeEach(() => {
  for (const store of [useNavigation, useSessions, useSessionFilter, useSessionPlace])
    (store as typeof useSessions).setState((store as typeof useSessions).getInitialState(), true);
  useSessions.setState({ sessions: many, load: READY });
  HTMLElement.prototype.scrollTo = scrollTo as typeof HTMLElement.prototype.scrollTo;
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(200 * ROW_PX);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the way back from a replay', () => {
  const visit = (number: number, scrolledPx: number, meanwhile = (): void => undefined): void => {
    const list = render(<SessionsView />);
    act(() => scrollBy(scrolledPx));
    fireEvent.click(row(number));
    expect(useNavigation.getState().replayId).toBe(`s${number}`);
    list.unmount();
    meanwhile();
    render(<SessionsView />);
  };

  it('leads to the place in the list, and to the row with the focus', () => {
    visit(150, 48 * ROW_PX);
    expect(box().scrollTop).toBe(48 * ROW_PX);
    expect(document.activeElement).toBe(row(150));
  });

  it('leads to the row where it stood, when others have come above it meanwhile', () => {
    visit(150, 48 * ROW_PX, () => receiveSession(numbered(201)));
    expect(box().scrollTop).toBe(49 * ROW_PX);
    expect(isFirst(document.activeElement, 150)).toBe(true);
  });

  it('leads to the top when the row is not in the list any more', () => {
    visit(150, 48 * ROW_PX, () => useSessionFilter.setState({ text: 'Task 1', outcome: 'all' }));
    expect(document.activeElement).toBe(row(150));
    cleanup();
    act(() => useSessionFilter.setState({ text: 'Task 2', outcome: 'all' }));
    render(<SessionsView />);
    expect(box().scrollTop).toBe(0);
    expect(document.activeElement).toBe(document.body);
  });

  it('takes no focus from another part of the window', () => {
    const card = document.body.appendChild(document.createElement('button'));
    visit(200, 0, () => card.focus());
    expect(document.activeElement).toBe(card);
    card.remove();
  });
});

it('a list that nobody opened a session from begins at its top, and takes no focus', () => {
  render(<SessionsView />);
  expect(box().scrollTop).toBe(0);
  expect(document.activeElement).toBe(document.body);
});
