import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalAnnouncer } from '../../../../../renderer/features/approvals/approval-announcer';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import { useWordDrafts } from '../../../../../renderer/forms/word-drafts';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeApproval, fakeQuestion } from '../../../../../renderer/preview/fake-sessions';
import {
  focusApproval,
  receiveApprovals,
  useApprovals,
} from '../../../../../renderer/stores/approvals-store';
import type { Approval } from '../../../../../shared/domain/approval';

let client: FakeClient;

function show(...approvals: readonly Approval[]): void {
  client.data = { ...client.data, approvals };
  act(() => receiveApprovals(approvals));
}

const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));
const card = (): HTMLElement => screen.getByRole('article', { name: 'Question to answer' });
const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Your answer' });
const button = (name: RegExp): HTMLButtonElement => screen.getByRole('button', { name });
const write = (value: string): void => void fireEvent.change(field(), { target: { value } });
const decisions = (): unknown[] =>
  client.calls.filter(({ name }) => name === 'approvals:decide').map(({ input }) => input);

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
  });
  useApprovals.setState(useApprovals.getInitialState(), true);
  useWordDrafts.setState({ texts: {} });
  client = new FakeClient();
  client.on('approvals:changed', receiveApprovals);
  provideClient(client);
  render(
    <>
      <ApprovalAnnouncer />
      <ApprovalsDock />
    </>,
  );
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('shows the agent’s words with what is hidden in them written out, and no risk', () => {
  show(fakeQuestion({ words: 'Shall I pay\u202E 001 €?\nIt is urgent.' }));
  const words = within(card()).getByRole('region', { name: 'What the agent says, unverified' });
  expect(words.textContent).toContain('⟦U+202E⟧');
  expect(card().textContent).toContain('Question');
  expect(card().textContent).not.toMatch(/risk/i);
  expect(within(card()).getByRole('img', { name: 'The screen on which the agent asked' })).toBeTruthy();
});

it('is announced as a question, with the time to answer', () => {
  show(fakeQuestion());
  const [said] = screen.getAllByRole('alert');
  expect(said?.textContent).toBe('The agent has stopped and tells you something. 60 minutes to answer.');
});

it('sends what was written by Enter, and nothing that is blank', () => {
  show(fakeQuestion());
  fireEvent.keyDown(field(), { key: 'Enter' });
  write('  \n');
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(decisions()).toEqual([]);
  write(' Ignore it. ');
  fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true });
  expect(decisions()).toEqual([]);
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(decisions()).toMatchObject([
    { approvalId: 'approval-question', verdict: 'approve', answer: 'Ignore it.' },
  ]);
});

it('takes an option as an answer that can still be changed', () => {
  show(fakeQuestion({ asked: 'call', options: ['Export all', 'Leave them'] }));
  fireEvent.click(button(/^Export all/));
  expect(decisions()).toEqual([]);
  expect([field().value, document.activeElement]).toEqual(['Export all', field()]);
  write('Export all of 2025');
  fireEvent.click(button(/^Send answer/));
  expect(decisions()).toMatchObject([{ answer: 'Export all of 2025' }]);
});

it('says who asks where the agent has not, and takes an answer all the same', () => {
  const words = 'It made the same call six times in a row, and the screen did not change: left click.';
  show(fakeQuestion({ asked: 'console', sentence: 'The agent seems to go in circles.', words }));
  const noticed = screen.getByRole('region', { name: 'What the console has noticed' });
  expect(noticed.textContent).toContain(words);
  expect(screen.queryByRole('region', { name: /unverified/ })).toBeNull();
  expect(card().textContent).toContain('The console has noticed this, not the agent.');
  write('Try the menu.');
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(decisions()).toMatchObject([{ verdict: 'approve', answer: 'Try the menu.' }]);
});

it('has no key that approves or denies, and A leads to the field', () => {
  show(fakeQuestion());
  pass(700);
  card().focus();
  fireEvent.keyDown(card(), { code: 'Enter', key: 'Enter', ctrlKey: true });
  fireEvent.keyDown(card(), { code: 'KeyD', key: 'd' });
  fireEvent.keyDown(card(), { code: 'KeyG', key: 'g' });
  fireEvent.keyDown(card(), { code: 'KeyE', key: 'e' });
  expect(decisions()).toEqual([]);
  expect(screen.queryByRole('button', { name: /denial/ })).toBeNull();
  fireEvent.keyDown(card(), { code: 'KeyA', key: 'a' });
  expect(document.activeElement).toBe(field());
  fireEvent.keyDown(field(), { key: 'Escape' });
  expect(document.activeElement).toBe(card());
});

it('takes no letter of an answer for a key of the card', () => {
  show(fakeQuestion(), fakeApproval());
  act(() => focusApproval('approval-question'));
  fireEvent.keyDown(field(), { code: 'KeyS', key: 's' });
  fireEvent.keyDown(field(), { code: 'KeyN', key: 'n' });
  expect(useApprovals.getState()).toMatchObject({ focusedId: 'approval-question', aside: new Set() });
});

it('calls the task done only by a press that began when it was armed', () => {
  show(fakeQuestion());
  fireEvent.click(button(/^The task is done/), { detail: 0 });
  expect(decisions()).toEqual([]);
  pass(700);
  fireEvent.click(button(/^The task is done/), { detail: 0 });
  expect(decisions()).toMatchObject([{ verdict: 'deny', reason: '' }]);
});

it('of an agent that has finished offers to go on where it is, or to end the run', () => {
  show(
    fakeQuestion({ asked: 'finish', sentence: 'The agent says: partly done.', words: 'Two are exported.' }),
  );
  expect(screen.getByRole('heading', { name: 'The agent has finished' })).toBeTruthy();
  expect(screen.getByText(/Nobody has checked what it says/)).toBeTruthy();
  const more = screen.getByRole('textbox', { name: 'What else there is to do' });
  fireEvent.change(more, { target: { value: 'And the third.' } });
  fireEvent.keyDown(more, { key: 'Enter' });
  pass(700);
  fireEvent.click(button(/^End the run/), { detail: 0 });
  expect(decisions()).toMatchObject([{ verdict: 'approve', answer: 'And the third.' }]);
});

it('keeps what was typed while another card is in front', () => {
  show(fakeQuestion(), fakeApproval());
  act(() => focusApproval('approval-question'));
  write('Ignore the');
  act(() => focusApproval('approval-1'));
  act(() => focusApproval('approval-question'));
  expect(field().value).toBe('Ignore the');
});

it('says that it said nothing, where it did', () => {
  show(fakeQuestion({ words: ' \n ', sentence: 'The agent has stopped without a word.' }));
  expect(card().textContent).toContain('It said nothing.');
});
