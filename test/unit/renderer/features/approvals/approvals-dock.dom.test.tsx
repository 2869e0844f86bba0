import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import {
  DELETE_ALL,
  fakeApproval,
  fakeBatchApproval,
  fakeConnectionApproval,
  fakeHaltApproval,
  fakeSignedOutApproval,
  fakeUploadApproval,
  hostileApproval,
} from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';
import type { ActionApproval, Approval } from '../../../../../shared/domain/approval';

let client: FakeClient;

/** One that a click is enough for. */
const plainApproval = (change: Partial<ActionApproval> = {}): ActionApproval =>
  fakeApproval({ level: 'high', hold: null, ...change });

function show(approvals: readonly Approval[]): void {
  client.data = { ...client.data, approvals };
  act(() => receiveApprovals(approvals));
}

const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));
const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const card = (): HTMLElement => screen.getByRole('article', { name: 'Action to decide' });
const decisions = (): unknown[] =>
  client.calls.filter(({ name }) => name === 'approvals:decide').map(({ input }) => input);

/** jsdom has no PointerEvent. */
function pointerDown(element: HTMLElement): void {
  const event = new MouseEvent('pointerdown', { bubbles: true, button: 0 });
  fireEvent(element, Object.assign(event, { isPrimary: true }));
}

function press(element: HTMLElement): void {
  pointerDown(element);
  fireEvent.click(element, { detail: 1 });
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
  });
  useApprovals.setState(useApprovals.getInitialState(), true);
  client = new FakeClient();
  client.on('approvals:changed', receiveApprovals);
  provideClient(client);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('arming', () => {
  beforeEach(() => {
    render(<ApprovalsDock />);
    show([plainApproval()]);
  });

  it('ignores presses until 600 ms after the card appeared', () => {
    pass(590);
    press(button('Approve once'));
    press(button('Deny'));
    expect(decisions()).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Send denial' })).toBeNull();
    pass(20);
    press(button('Approve once'));
    expect(decisions()).toMatchObject([
      { approvalId: 'approval-1', verdict: 'approve', reason: '', scope: 'once' },
    ]);
  });

  it('refuses a press that began before it was armed', () => {
    pass(500);
    pointerDown(button('Approve once'));
    pass(200);
    fireEvent.click(button('Approve once'), { detail: 1 });
    expect(decisions()).toEqual([]);
  });

  it('refuses a click whose press began elsewhere', () => {
    pass(700);
    pointerDown(document.body);
    fireEvent.click(button('Approve once'), { detail: 1 });
    expect(decisions()).toEqual([]);
  });

  it('starts over when the window gets the focus', () => {
    pass(700);
    act(() => void window.dispatchEvent(new Event('focus')));
    press(button('Approve once'));
    expect(decisions()).toEqual([]);
    pass(610);
    press(button('Approve once'));
    expect(decisions()).toHaveLength(1);
  });

  it('starts over when it has moved, even between two looks at its place', () => {
    pass(700);
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 200, 300, 60));
    press(button('Approve once'));
    expect(decisions()).toEqual([]);
    pass(610);
    press(button('Approve once'));
    expect(decisions()).toHaveLength(1);
  });

  it('starts over when the card changes', () => {
    pass(700);
    show([plainApproval({ id: 'approval-2' })]);
    press(button('Approve once'));
    expect(decisions()).toEqual([]);
  });
});

describe('keys', () => {
  beforeEach(() => {
    render(<ApprovalsDock />);
    show([plainApproval()]);
  });

  it('approves with Ctrl+Enter on an armed card, and not before', () => {
    fireEvent.keyDown(card(), { key: 'Enter', code: 'Enter', ctrlKey: true });
    expect(decisions()).toEqual([]);
    pass(700);
    fireEvent.keyDown(card(), { key: 'Enter', code: 'Enter', ctrlKey: true });
    expect(decisions()).toHaveLength(1);
  });

  it('ignores a key that repeats', () => {
    pass(700);
    fireEvent.keyDown(card(), { key: 'Enter', code: 'Enter', ctrlKey: true, repeat: true });
    fireEvent.keyDown(card(), { key: 'd', code: 'KeyD', repeat: true });
    expect(decisions()).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Send denial' })).toBeNull();
  });

  it('never approves by a single key, not even on the button', () => {
    pass(700);
    const approve = button('Approve once');
    approve.focus();
    for (const key of ['Enter', ' ', 'a', 'y']) {
      expect(fireEvent.keyDown(approve, { key })).toBe(key === 'a' || key === 'y');
    }
    expect(decisions()).toEqual([]);
  });

  it('opens the reason with D and sends it with Enter', () => {
    pass(700);
    fireEvent.keyDown(card(), { key: 'd', code: 'KeyD' });
    const field = screen.getByRole('textbox', { name: 'Reason for the denial' });
    expect(document.activeElement).toBe(field);
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(decisions()).toEqual([]);
    fireEvent.change(field, { target: { value: 'Wrong button' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(decisions()).toMatchObject([
      { approvalId: 'approval-1', verdict: 'deny', reason: 'Wrong button' },
    ]);
  });

  it('takes Ctrl+Enter in the reason as a denial, never as an approval', () => {
    pass(700);
    press(button('Deny'));
    const field = screen.getByRole('textbox', { name: 'Reason for the denial' });
    fireEvent.change(field, { target: { value: 'No' } });
    fireEvent.keyDown(field, { key: 'Enter', code: 'Enter', ctrlKey: true });
    expect(decisions()).toMatchObject([{ approvalId: 'approval-1', verdict: 'deny', reason: 'No' }]);
  });
});

describe('focus', () => {
  it('is not taken from what the operator is doing', () => {
    render(
      <>
        <input aria-label="Task" />
        <ApprovalsDock />
      </>,
    );
    screen.getByRole('textbox', { name: 'Task' }).focus();
    show([plainApproval()]);
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Task' }));
  });

  it('stays on the same approval when another comes', () => {
    render(<ApprovalsDock />);
    show([plainApproval()]);
    const before = card();
    show([hostileApproval(), plainApproval()]);
    expect(card()).toBe(before);
    expect(screen.getByText('2 of 2')).toBeTruthy();
  });
});

describe('what is shown', () => {
  it('shows hostile strings as text, with hidden characters written out', () => {
    render(<ApprovalsDock />);
    show([hostileApproval()]);
    const dock = screen.getByRole('region', { name: 'Approval needed' });
    expect(dock.querySelector('script, [onerror], img[src="x"]')).toBeNull();
    expect(dock.textContent).toContain('<script>alert(1)</script>');
    expect(dock.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(dock.textContent).toContain('Return⟦U+202E⟧⟦U+200B⟧xedni');
    expect(dock.textContent).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/u);
  });

  it('keeps the gate’s risk whatever the agent says of it', () => {
    render(<ApprovalsDock />);
    show([hostileApproval()]);
    expect(screen.getByText('High risk')).toBeTruthy();
    expect(screen.getByRole('region', { name: /own words, unverified/ }).textContent).toContain('Risk: LOW');
  });

  it('says so when nothing is known about the target', () => {
    render(<ApprovalsDock />);
    show([hostileApproval()]);
    expect(screen.getByText('Airlock could not tell what is there.')).toBeTruthy();
  });

  it('holds approval back until a long input was read to its end', () => {
    render(<ApprovalsDock />);
    show([plainApproval({ action: { member: 'type', input: { text: 'x'.repeat(5000) } } })]);
    pass(700);
    press(button('Approve once'));
    expect(decisions()).toEqual([]);
    const input = screen.getByRole('region', { name: 'Raw input' }).querySelector('pre') as HTMLElement;
    fireEvent.scroll(input);
    press(button('Approve once'));
    expect(decisions()).toHaveLength(1);
  });

  it('says that nothing waits where its place is kept', () => {
    render(<ApprovalsDock isKept />);
    show([]);
    expect(screen.getByRole('region', { name: 'Approvals' }).textContent).toContain('Nothing waits for you');
  });

  it('shows nothing when nothing waits', () => {
    render(<ApprovalsDock />);
    show([]);
    expect(screen.queryByRole('region', { name: 'Approval needed' })).toBeNull();
  });
});

describe('a card that takes holding', () => {
  const hold = (): HTMLElement => button('Hold to approve');
  beforeEach(() => {
    render(<ApprovalsDock />);
    show([fakeApproval({ level: 'critical', hold: 'It is critical.' })]);
  });

  it.each(['Enter', ' '])('is approved by holding %j on its button, not by pressing it', (key) => {
    pass(610);
    fireEvent.keyDown(hold(), { key });
    pass(400);
    fireEvent.keyUp(hold(), { key });
    pass(1000);
    expect(decisions()).toEqual([]);
    fireEvent.keyDown(hold(), { key });
    fireEvent.keyDown(hold(), { key, repeat: true });
    pass(1010);
    expect(decisions()).toMatchObject([{ verdict: 'approve', wasHeld: true }]);
  });

  it('is approved by two presses of a screen reader, a second apart', () => {
    pass(610);
    fireEvent.click(hold(), { detail: 0 });
    fireEvent.click(hold(), { detail: 0 });
    expect(decisions()).toEqual([]);
    expect(hold().getAttribute('aria-description')).toBe('Press once more to confirm');
    pass(1010);
    fireEvent.click(hold(), { detail: 0 });
    expect(decisions()).toMatchObject([{ verdict: 'approve', wasHeld: true }]);
  });

  it('forgets the first press after ten seconds', () => {
    pass(610);
    fireEvent.click(hold(), { detail: 0 });
    pass(10_100);
    fireEvent.click(hold(), { detail: 0 });
    expect(decisions()).toEqual([]);
  });
});

describe('by keyboard', () => {
  it('no card takes the focus that nobody gave it', () => {
    render(<ApprovalsDock />);
    show([plainApproval()]);
    expect(document.activeElement).toBe(document.body);
    pass(610);
    fireEvent.keyDown(document.body, { key: 'Enter', code: 'Enter', ctrlKey: true });
    expect(decisions()).toEqual([]);
  });

  it('a connection is let through for the run by G, then Ctrl+Enter', () => {
    render(<ApprovalsDock />);
    show([fakeConnectionApproval({ id: 'c1' })]);
    pass(610);
    fireEvent.keyDown(screen.getByRole('article'), { key: 'g', code: 'KeyG' });
    const form = screen.getByRole('group', { name: 'Let through for this run' });
    expect(form.contains(document.activeElement)).toBe(true);
    fireEvent.keyDown(form, { key: 'Enter', ctrlKey: true });
    expect(decisions()).toEqual([]);
    pass(610);
    fireEvent.keyDown(form, { key: 'Enter', ctrlKey: true });
    expect(decisions()).toMatchObject([{ approvalId: 'c1', verdict: 'approve', scope: 'run' }]);
  });

  it('a grant is given from its first field with Ctrl+Enter, and left with Escape', () => {
    render(<ApprovalsDock />);
    show([fakeBatchApproval()]);
    pass(610);
    fireEvent.keyDown(card(), { key: 'g', code: 'KeyG' });
    expect(document.activeElement?.tagName).toBe('SELECT');
    fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
    expect(document.activeElement).toBe(card());
    pass(610);
    fireEvent.keyDown(card(), { key: 'g', code: 'KeyG' });
    pass(610);
    fireEvent.keyDown(document.activeElement as Element, { key: 'Enter', ctrlKey: true });
    expect(decisions()).toMatchObject([
      { verdict: 'approve', scope: 'run', grant: { maxUses: 2, minutes: 5 } },
    ]);
  });
});

describe('a halted run', () => {
  const haltCard = (): HTMLElement => screen.getByRole('article', { name: 'Halted run to decide' });

  it('says where the secret was planted, how it came out and where to', () => {
    render(<ApprovalsDock />);
    show([fakeHaltApproval()]);
    expect(haltCard().textContent).toMatch(
      /Planted asa file in the sandbox’s homeCame outin what a page sentOn its way tocdn\.larkspur\.example/,
    );
  });

  it('is kept paused with one press, and by its key', () => {
    render(<ApprovalsDock />);
    show([fakeHaltApproval()]);
    pass(610);
    press(button('Keep it paused'));
    expect(decisions()).toEqual([
      expect.objectContaining({ approvalId: 'approval-halt', verdict: 'deny', reason: 'Kept paused.' }),
    ]);
    cleanup();
    client.calls.length = 0;
    act(() => useApprovals.setState({ deciding: {} }));
    render(<ApprovalsDock />);
    pass(610);
    fireEvent.keyDown(haltCard(), { key: 'd', code: 'KeyD' });
    expect(decisions()).toMatchObject([{ verdict: 'deny', reason: 'Kept paused.' }]);
  });

  it('that is critical goes on only by holding', () => {
    render(<ApprovalsDock />);
    show([fakeHaltApproval()]);
    pass(610);
    press(button('Hold to go on'));
    fireEvent.keyDown(haltCard(), { key: 'Enter', code: 'Enter', ctrlKey: true });
    expect(decisions()).toEqual([]);
    pass(1010);
    expect(decisions()).toMatchObject([{ verdict: 'approve', wasHeld: true, scope: 'once' }]);
  });

  it.each([
    ['Take over', 'take-over'],
    ['Stop the run', 'stop'],
  ])('offers “%s”', (name, then) => {
    render(<ApprovalsDock />);
    show([fakeSignedOutApproval()]);
    pass(610);
    fireEvent.click(button(name));
    expect(decisions()).toMatchObject([{ verdict: 'deny', then }]);
  });

  it('shows what hides in the name of a credential', () => {
    render(<ApprovalsDock />);
    show([fakeHaltApproval({ cause: { kind: 'known-secret', entry: 'bill\u202eing' } })]);
    expect(haltCard().textContent).toContain('⟦U+202E⟧');
  });
});

describe('a held connection', () => {
  const heldCard = (): HTMLElement => screen.getByRole('article', { name: 'Connection to decide' });

  it('names host, port and the page that asked, and what each answer lets through', () => {
    render(<ApprovalsDock />);
    show([fakeConnectionApproval()]);
    const text = heldCard().textContent ?? '';
    expect(text).toContain('cdn.larkspur.example:443');
    expect(text).toContain('http://billing.practice.test/exports');
    expect(text).toContain('every later connection to cdn.larkspur.example:443, and to no other host');
  });

  it('says so when it is not encrypted', () => {
    render(<ApprovalsDock />);
    show([fakeConnectionApproval({ isPlain: true, port: 80 })]);
    expect(screen.getByRole('note').textContent).toContain('Not encrypted');
  });

  it('is let through this time, or for the run, and only when the buttons are armed', () => {
    render(<ApprovalsDock />);
    show([fakeConnectionApproval({ id: 'c1' })]);
    press(button('For this run'));
    expect(decisions()).toEqual([]);
    pass(610);
    press(button('For this run'));
    expect(decisions()).toMatchObject([{ approvalId: 'c1', verdict: 'approve', reason: '', scope: 'run' }]);
  });

  it('is never let through for the run by a key', () => {
    render(<ApprovalsDock />);
    show([fakeConnectionApproval({ id: 'c1' })]);
    pass(610);
    fireEvent.keyDown(heldCard(), { key: 'Enter', code: 'Enter', ctrlKey: true });
    expect(decisions()).toMatchObject([{ approvalId: 'c1', verdict: 'approve', reason: '', scope: 'once' }]);
  });

  it('of an upload says how much went out and how much passes unasked', () => {
    render(<ApprovalsDock />);
    show([fakeUploadApproval()]);
    expect(heldCard().textContent).toMatch(/Sent already1\.2 MB.*Passes unasked1\.0 MB/);
  });

  it('escapes what the sandbox chose', () => {
    render(<ApprovalsDock />);
    const page = 'http://a.example/<img src=x onerror=alert(1)>\u202e';
    show([fakeConnectionApproval({ page, host: 'xn--pypal-4ve.com' })]);
    expect(document.querySelector('img')).toBeNull();
    expect(heldCard().textContent).toContain('⟦U+202E⟧');
    expect(heldCard().textContent).toContain('Spelt with special letters');
  });
});

describe('an approval that needs the hold', () => {
  const HELD = { hold: 'It is critical.', level: 'critical' } as const;
  const heldButton = (): HTMLElement => button('Hold to approve');
  const down = (element: HTMLElement): void => pointerDown(element);

  beforeEach(() => {
    render(<ApprovalsDock />);
    show([plainApproval(HELD)]);
    pass(700);
  });

  it('takes no click', () => {
    press(heldButton());
    fireEvent(heldButton(), new MouseEvent('pointerup', { bubbles: true }));
    pass(2000);
    expect(decisions()).toEqual([]);
  });

  it('takes a second of holding, once', () => {
    down(heldButton());
    pass(990);
    expect(decisions()).toEqual([]);
    pass(20);
    expect(decisions()).toMatchObject([{ verdict: 'approve', wasHeld: true }]);
    pass(3000);
    expect(decisions()).toHaveLength(1);
  });

  it('takes nothing when the pointer leaves or lets go before that', () => {
    for (const end of ['pointerup', 'pointerout', 'pointercancel']) {
      down(heldButton());
      pass(900);
      fireEvent(heldButton(), new MouseEvent(end, { bubbles: true, relatedTarget: document.body }));
      pass(2000);
    }
    expect(decisions()).toEqual([]);
  });

  it('takes the chord held for a second, and not a shorter one or its repeats', () => {
    const chord = { key: 'Enter', code: 'Enter', ctrlKey: true };
    fireEvent.keyDown(card(), chord);
    for (let index = 0; index < 30; index += 1) fireEvent.keyDown(card(), { ...chord, repeat: true });
    pass(500);
    fireEvent.keyUp(card(), { key: 'Enter', code: 'Enter' });
    pass(2000);
    expect(decisions()).toEqual([]);
    fireEvent.keyDown(card(), chord);
    pass(1010);
    expect(decisions()).toMatchObject([{ verdict: 'approve', wasHeld: true }]);
  });

  it('starts over when what is shown changes while it is held', () => {
    down(heldButton());
    pass(500);
    show([plainApproval({ ...HELD, id: 'approval-2' })]);
    pass(3000);
    expect(decisions()).toEqual([]);
  });
});

describe('a changed action', () => {
  const typing = (change: Partial<ActionApproval> = {}) =>
    plainApproval({ action: { member: 'type', input: { text: 'Dear Sirs' } }, point: null, ...change });

  beforeEach(() => {
    render(<ApprovalsDock />);
    show([typing()]);
    pass(700);
    fireEvent.keyDown(card(), { key: 'e', code: 'KeyE' });
  });

  it('is approved with the new text, and not before anything is changed', () => {
    pass(700);
    press(button('Approve changed'));
    expect(decisions()).toEqual([]);
    fireEvent.change(screen.getByLabelText('Text that is typed'), { target: { value: 'Dear all' } });
    press(button('Approve changed'));
    expect(decisions()).toMatchObject([{ verdict: 'approve', edit: { text: 'Dear all' } }]);
  });

  it('is not approved by the chord of the card while it is being typed', () => {
    pass(700);
    fireEvent.keyDown(screen.getByLabelText('Text that is typed'), {
      key: 'Enter',
      code: 'Enter',
      ctrlKey: true,
    });
    expect(decisions()).toEqual([]);
  });
});

describe('the turn of the agent', () => {
  it('is approved as far as the operator says, and a change of that starts the arming over', () => {
    render(<ApprovalsDock />);
    show([fakeBatchApproval()]);
    pass(700);
    const upTo = screen.getAllByRole('button', { name: /^Up to here: step/ });
    expect(upTo).toHaveLength(2);
    fireEvent.click(upTo[1] as HTMLElement);
    press(button('Approve 3 steps'));
    expect(decisions()).toEqual([]);
    pass(700);
    press(button('Approve 3 steps'));
    expect(decisions()).toMatchObject([{ verdict: 'approve', upTo: 'b3' }]);
  });

  it('says what changed, and what the agent says against what is there', () => {
    render(<ApprovalsDock />);
    show([fakeBatchApproval()]);
    expect(screen.getByLabelText('Changed since you saw it').textContent).toContain('before.');
    const alarm = screen.getByRole('alert', { name: 'The agent’s words name another target' });
    expect(alarm.textContent).toContain('Download all');
  });
});

describe('approving for the run', () => {
  it('shows the scope in words, and sends it narrowed', () => {
    render(<ApprovalsDock />);
    show([fakeBatchApproval()]);
    pass(700);
    fireEvent.keyDown(card(), { key: 'g', code: 'KeyG' });
    const form = screen.getByRole('group', { name: 'Approve for this run' });
    // Little, unless more is asked for.
    expect(form.textContent).toContain('only on http://billing.practice.test/exports, at most 2 times');
    fireEvent.change(screen.getByLabelText('At most'), { target: { value: '10' } });
    fireEvent.change(screen.getByLabelText('For'), { target: { value: '15' } });
    fireEvent.click(screen.getByLabelText('On this page only'));
    expect(form.textContent).toContain('anywhere on http://billing.practice.test, at most 10 times');
    fireEvent.click(screen.getByLabelText('On this page only'));
    pass(700);
    press(button('Approve for this run'));
    expect(decisions()).toMatchObject([
      { scope: 'run', grant: { path: '/exports', minutes: 15, maxUses: 10, name: 'Delete all' } },
    ]);
  });

  it('is not offered where it can only be approved once', () => {
    render(<ApprovalsDock />);
    show([plainApproval()]);
    expect(screen.queryByRole('button', { name: 'For this run' })).toBeNull();
  });
});

describe('the queue', () => {
  const many = Array.from({ length: 10 }, (_, index) =>
    fakeConnectionApproval({ id: `c${index}`, sessionId: 'one' }),
  );

  it('shows many of one run as one line that decides nothing', () => {
    render(<ApprovalsDock />);
    show([plainApproval({ sessionId: 'two' }), ...many]);
    const list = screen.getByRole('region', { name: 'Queue' });
    const group = screen.getByRole('button', { name: /^10 from/ });
    expect(list.querySelectorAll('.queue-row')).toHaveLength(2);
    fireEvent.click(group);
    expect(list.querySelectorAll('.queue-row')).toHaveLength(12);
    pass(700);
    fireEvent.click(list.querySelectorAll('.queue-row')[3] as HTMLElement);
    expect(decisions()).toEqual([]);
  });

  it('never puts a riskier newcomer in the place of the card', () => {
    render(<ApprovalsDock />);
    show([many[0] as Approval]);
    show([many[0] as Approval, plainApproval({ level: 'critical', hold: 'It is critical.' })]);
    expect(screen.getByRole('article', { name: 'Connection to decide' })).toBeDefined();
  });

  it('puts one aside without a decision, and offers the next', () => {
    render(<ApprovalsDock />);
    show([plainApproval({ id: 'a' }), plainApproval({ id: 'b', sentence: 'Click the other.' })]);
    pass(700);
    fireEvent.keyDown(card(), { key: 's', code: 'KeyS' });
    expect(decisions()).toEqual([]);
    expect(useApprovals.getState()).toMatchObject({ focusedId: 'b', aside: new Set(['a']) });
    expect(useApprovals.getState().pending).toHaveLength(2);
  });

  it('denies and stops in one answer', () => {
    render(<ApprovalsDock />);
    show([plainApproval()]);
    pass(700);
    press(button('Deny'));
    fireEvent.change(screen.getByLabelText('Reason for the denial'), { target: { value: 'Enough' } });
    fireEvent.click(button('Deny and stop'));
    expect(decisions()).toMatchObject([{ verdict: 'deny', reason: 'Enough', then: 'stop' }]);
  });
});

it('flags characters that pass for others, in what is typed and in what is clicked', () => {
  render(<ApprovalsDock />);
  show([
    plainApproval({
      action: { member: 'type', input: { text: 'p\u0430ypal' } },
      target: { ...DELETE_ALL, name: 'D\u0435lete' },
    }),
  ]);
  const notes = screen.getAllByRole('note').map(({ textContent }) => textContent);
  expect(notes.join(' ')).toContain('U+0430 looks like “a”');
  expect(notes.join(' ')).toContain('U+0435 looks like “e”');
});

it('says which rule of the policy asks, in its own words', () => {
  render(<ApprovalsDock />);
  show([
    plainApproval({ findings: [], level: 'low', rule: 'rules[2]', why: 'Drafts are read by two people.' }),
  ]);
  const why = screen.getByRole('list', { name: 'Why it was flagged' });
  expect(why.textContent).toContain('Rule 3 of the policyDrafts are read by two people.');
});

describe('what the page changes by itself', () => {
  beforeEach(() => void render(<ApprovalsDock />));

  const alive = (acceptable: readonly string[]) =>
    plainApproval({
      difference: ['The hidden field “token” of its form holds something else now.'],
      acceptable,
    });

  it('is named on the card, and may change again once it is approved', () => {
    show([alive(['the hidden field “token”'])]);
    pass(1000);
    const alarm = screen.getByRole('region', { name: 'Changed since you saw it' });
    expect(alarm.textContent).toContain('The hidden field “token” of its form holds something else now.');
    expect(alarm.textContent).toContain('these may change again');
    press(button('Approve once'));
    expect(decisions()).toMatchObject([{ verdict: 'approve', scope: 'once', accepts: 'once' }]);
  });

  it('may change for the rest of the run when the operator says so', () => {
    show([alive(['the hidden field “token”'])]);
    pass(1000);
    fireEvent.click(screen.getByRole('checkbox', { name: 'For the rest of this run, too' }));
    pass(1000);
    press(button('Approve once'));
    expect(decisions()).toMatchObject([{ verdict: 'approve', scope: 'once', accepts: 'run' }]);
  });

  it('offers nothing to accept where a person would read or send what changed', () => {
    show([alive([])]);
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});
