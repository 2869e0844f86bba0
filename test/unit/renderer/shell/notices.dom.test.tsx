import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TitleBar } from '../../../../renderer/shell/title-bar';
import { notify, notifyDone, useNotices } from '../../../../renderer/stores/notices-store';

beforeEach(() => {
  vi.useFakeTimers();
  useNotices.setState(useNotices.getInitialState(), true);
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

const place = () => within(screen.getByRole('banner')).getByRole('status', { name: 'Notices' });

it('has its place in the title bar before there is anything to tell, so that nothing is covered or moves', () => {
  render(<TitleBar />);
  expect(place().textContent).toBe('');
  act(() => notify('neutral', 'Your approval was sent.'));
  expect(place().textContent).toContain('Your approval was sent.');
});

it('has the whole of a long one in its tooltip', () => {
  render(<TitleBar />);
  const long = 'word '.repeat(100).trim();
  act(() => notify('neutral', long));
  expect(within(place()).getByTitle(long)).toBeTruthy();
});

it('keeps the way back of one beside a later one, each for its time', () => {
  const undo = vi.fn();
  render(<TitleBar />);
  act(() => notifyDone('The form was cleared.', undo));
  act(() => void vi.advanceTimersByTime(6000));
  act(() => notify('neutral', 'The run has ended.'));
  fireEvent.click(within(place()).getByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledOnce();
  act(() => void vi.advanceTimersByTime(6999));
  expect(place().textContent).toBe('The run has ended.');
  act(() => void vi.advanceTimersByTime(1));
  expect(place().textContent).toBe('');
});
