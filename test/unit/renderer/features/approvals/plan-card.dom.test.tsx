import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import { usePlanDrafts } from '../../../../../renderer/forms/plan-drafts';
import { useWordDrafts } from '../../../../../renderer/forms/word-drafts';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeApproval, fakePlan } from '../../../../../renderer/preview/fake-sessions';
import {
  focusApproval,
  receiveApprovals,
  useApprovals,
} from '../../../../../renderer/stores/approvals-store';
import type { Approval } from '../../../../../shared/domain/approval';

const STEPS = ['Look at the invoices.', 'Export them all.', 'Clear the old ones.'];
let client: FakeClient;

function show(...approvals: readonly Approval[]): void {
  client.data = { ...client.data, approvals };
  act(() => receiveApprovals(approvals));
}

const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));
const card = (): HTMLElement => screen.getByRole('article', { name: 'Question to answer' });
const editor = () => within(screen.getByRole('region', { name: 'The plan, as you approve it' }));
const fields = (): HTMLTextAreaElement[] => editor().getAllByRole('textbox');
const texts = (): string[] => fields().map(({ value }) => value);
const step = (number: number): HTMLTextAreaElement =>
  editor().getByRole('textbox', { name: `Step ${number}` });
const press = (name: string | RegExp): void => void fireEvent.click(screen.getByRole('button', { name }));
const type = (number: number, value: string): void =>
  void fireEvent.change(step(number), { target: { value } });
const chord = (on: HTMLElement): void =>
  void fireEvent.keyDown(on, { code: 'Enter', key: 'Enter', ctrlKey: true });
const decisions = (): unknown[] =>
  client.calls.filter(({ name }) => name === 'approvals:decide').map(({ input }) => input);

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
  });
  useApprovals.setState(useApprovals.getInitialState(), true);
  useWordDrafts.setState({ texts: {} });
  usePlanDrafts.setState({ plans: {} });
  client = new FakeClient();
  client.on('approvals:changed', receiveApprovals);
  provideClient(client);
  render(<ApprovalsDock />);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('approves the steps as they stand, by the chord, and only when it is armed', () => {
  show(fakePlan({ plan: { steps: STEPS, before: [] } }));
  chord(card());
  expect(decisions()).toEqual([]);
  pass(700);
  chord(step(2));
  expect(decisions()).toMatchObject([{ verdict: 'approve', plan: STEPS }]);
  expect(JSON.stringify(decisions())).not.toContain('answer');
});

it('is approved by no Enter or Space on the button, and by its chord from there', () => {
  show(fakePlan({ plan: { steps: STEPS, before: [] } }));
  pass(700);
  const approve = screen.getByRole('button', { name: /^Approve plan/ });
  expect(fireEvent.keyDown(approve, { key: 'Enter' })).toBe(false);
  expect(fireEvent.keyUp(approve, { key: ' ' })).toBe(false);
  expect(decisions()).toEqual([]);
  chord(approve);
  expect(decisions()).toMatchObject([{ plan: STEPS }]);
});

it('approves what the operator has made of it: changed, moved, added and taken out', () => {
  show(fakePlan({ plan: { steps: STEPS, before: [] } }));
  type(2, 'Export the first.');
  press('Remove step 3');
  expect(document.activeElement).toBe(step(2));
  press('Move step 2 up');
  expect(texts()).toEqual(['Export the first.', 'Look at the invoices.']);
  press('Add a step');
  expect(document.activeElement).toBe(step(3));
  type(3, ' Report. ');
  pass(700);
  chord(step(3));
  expect(decisions()).toMatchObject([{ plan: ['Export the first.', 'Look at the invoices.', 'Report.'] }]);
});

it('is changed by keyboard alone, and the focus stays with its step', () => {
  show(fakePlan({ plan: { steps: STEPS, before: [] } }));
  step(1).focus();
  fireEvent.keyDown(step(1), { key: 'ArrowDown', altKey: true });
  expect(texts()).toEqual(['Export them all.', 'Look at the invoices.', 'Clear the old ones.']);
  expect(document.activeElement).toBe(step(2));
  fireEvent.keyDown(step(2), { key: 'Enter' });
  expect([texts()[2], document.activeElement]).toEqual(['', step(3)]);
  fireEvent.keyDown(step(3), { key: 'Backspace' });
  expect(texts()).toHaveLength(3);
  // One that says something is not taken out by it.
  fireEvent.keyDown(step(3), { key: 'Backspace' });
  expect(texts()).toHaveLength(3);
  fireEvent.keyDown(step(1), { key: 'ArrowUp', altKey: true });
  expect(texts()[0]).toBe('Export them all.');
});

it.each([
  ['an empty step', () => type(2, '  '), /Step 2 is empty/],
  ['a hidden character', () => type(2, 'Look\u200b.'), /Step 2 holds a character that can’t be seen/],
  ['no step', () => STEPS.map(() => press('Remove step 1')), /at least one step/],
])('is not approved with %s, and says why', (_what, change, why) => {
  show(fakePlan({ plan: { steps: STEPS, before: [] } }));
  change();
  pass(700);
  chord(card());
  expect(decisions()).toEqual([]);
  expect(within(card()).getByRole('status').textContent).toMatch(why);
  expect(screen.getByRole('button', { name: /^Approve plan/ }).getAttribute('aria-disabled')).toBe('true');
});

it('keeps a step on one line, whatever is pasted into it', () => {
  show(fakePlan({ plan: { steps: STEPS, before: [] } }));
  type(1, 'Look.\n  2. Delete all.');
  expect(texts()).toEqual(['Look. 2. Delete all.', ...STEPS.slice(1)]);
});

it('takes no more than twenty steps', () => {
  show(fakePlan({ plan: { steps: Array(20).fill('Look.'), before: [] } }));
  fireEvent.keyDown(step(20), { key: 'Enter' });
  expect(fields()).toHaveLength(20);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add a step' }).disabled).toBe(true);
});

it('goes back to the agent with an answer, and nothing is approved by that', () => {
  show(fakePlan({ plan: { steps: STEPS, before: [] } }));
  type(1, 'Changed.');
  const answer = screen.getByRole('textbox', { name: 'Your answer' });
  fireEvent.change(answer, { target: { value: 'Leave the old ones.' } });
  fireEvent.keyDown(answer, { key: 'Enter' });
  expect(decisions()).toMatchObject([{ verdict: 'approve', answer: 'Leave the old ones.' }]);
  expect(JSON.stringify(decisions())).not.toContain('"plan"');
  expect(screen.queryByRole('button', { name: /The task is done/ })).toBeNull();
});

it('stops the run', () => {
  show(fakePlan());
  press('Stop the run');
  expect(decisions()).toMatchObject([{ verdict: 'deny', then: 'stop' }]);
});

it('shows the plan that it is to take the place of, and the agent’s note as its words', () => {
  show(fakePlan({ plan: { steps: ['Only look.'], before: STEPS }, words: 'There are\u202e none.' }));
  expect(editor().getByText('The plan that you approved before')).toBeTruthy();
  expect(editor().getByText('Clear the old ones.')).toBeTruthy();
  const words = screen.getByRole('region', { name: 'What the agent says, unverified' });
  expect(words.textContent).toContain('⟦U+202E⟧');
});

it('keeps what was changed while another card is in front', () => {
  show(fakePlan({ plan: { steps: STEPS, before: [] } }), fakeApproval());
  act(() => focusApproval('approval-plan'));
  type(1, 'Changed.');
  act(() => focusApproval('approval-1'));
  act(() => focusApproval('approval-plan'));
  expect(texts()[0]).toBe('Changed.');
});
