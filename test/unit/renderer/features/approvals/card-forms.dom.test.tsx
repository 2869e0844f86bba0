import { act, cleanup, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import {
  fakeBeyondChange,
  fakeChangeApproval,
  fakeCriticalChange,
  fakePagesOwnChange,
  fakeRepeatedChange,
} from '../../../../../renderer/preview/fake-changes';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakePaymentApproval, fakeTypedIbanApproval } from '../../../../../renderer/preview/fake-payment';
import {
  fakeAliveApproval,
  fakeApproval,
  fakeBatchApproval,
  fakeConnectionApproval,
  fakeHaltApproval,
  fakePasskeyApproval,
  fakePhoneCodeApproval,
  fakeQuestion,
  fakeSession,
  fakeSessionUseApproval,
  fakeSignedOutApproval,
  fakeSignInApproval,
  fakeUploadApproval,
  hostileApproval,
} from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';
import { READY } from '../../../../../renderer/stores/load-state';
import { useSessions } from '../../../../../renderer/stores/sessions-store';
import type { Approval } from '../../../../../shared/domain/approval';
import { Keyboard } from '../../../../helpers/keyboard';

type Form = {
  readonly form: string;
  readonly approval: Approval;
  /** What it is to a screen reader. */
  readonly card: 'Action to decide' | 'Change to decide' | 'Connection to decide' | 'Halted run to decide';
  /** Typed before it can be approved. */
  readonly code?: string;
};

const drag = fakeApproval({
  action: { member: 'left_click_drag', input: { start_coordinate: [100, 200], coordinate: [300, 400] } },
  sentence: 'Drag from the item “Invoice 1” to the folder “Paid”.',
  level: 'medium',
  hold: null,
  point: { x: 300, y: 400 },
});
const press = fakeApproval({
  action: { member: 'key', input: { text: 'Return' } },
  sentence: 'Press Return in the textbox “Filter”.',
  point: null,
});
const action = { card: 'Action to decide' } as const;
const change = { card: 'Change to decide' } as const;
const network = { card: 'Connection to decide' } as const;
const halted = { card: 'Halted run to decide' } as const;

const FORMS: readonly Form[] = [
  { ...action, form: 'a click', approval: fakeApproval({ level: 'high', hold: null }) },
  { ...action, form: 'a critical click', approval: fakeApproval() },
  { ...action, form: 'a text that is typed', approval: fakeTypedIbanApproval() },
  { ...action, form: 'a key on an unknown target', approval: hostileApproval() },
  { ...action, form: 'a key', approval: press },
  { ...action, form: 'a drag', approval: drag },
  { ...action, form: 'a page that never rests', approval: fakeAliveApproval() },
  { ...action, form: 'a turn of several steps', approval: fakeBatchApproval() },
  { ...action, form: 'a payment', approval: fakePaymentApproval() },
  { ...action, form: 'a sign-in', approval: fakeSignInApproval() },
  { ...action, form: 'a passkey', approval: fakePasskeyApproval() },
  { ...action, form: 'a code by phone', approval: fakePhoneCodeApproval(), code: '849201' },
  { ...action, form: 'a sign-in without a form', approval: fakeSessionUseApproval() },
  { ...change, form: 'a request that a click led to', approval: fakeChangeApproval() },
  { ...change, form: 'a payment that is sent', approval: fakeCriticalChange() },
  { ...change, form: 'a request of the page itself', approval: fakePagesOwnChange() },
  { ...change, form: 'a request beyond what was approved', approval: fakeBeyondChange() },
  { ...change, form: 'a request that was sent before', approval: fakeRepeatedChange() },
  { ...network, form: 'a held connection', approval: fakeConnectionApproval() },
  { ...network, form: 'data on its way out', approval: fakeUploadApproval() },
  { ...halted, form: 'a planted secret that came out', approval: fakeHaltApproval() },
  { ...halted, form: 'a sign-in that is over', approval: fakeSignedOutApproval() },
];
const DECIDED_BY_REASON = FORMS.filter(({ approval }) => approval.kind !== 'halt');
const HALTS = FORMS.filter(({ approval }) => approval.kind === 'halt');

let client: FakeClient;
let keyboard: Keyboard;

const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));
const card = (): HTMLElement => screen.getByRole('article');
const decisions = (): unknown[] =>
  client.calls.filter(({ name }) => name === 'approvals:decide').map(({ input }) => input);
const isNamed =
  (name: RegExp) =>
  (element: Element): boolean =>
    name.test(element.getAttribute('aria-label') ?? element.textContent ?? '');

function show(...approvals: readonly Approval[]): void {
  client.data = { ...client.data, approvals };
  render(<ApprovalsDock />);
  act(() => receiveApprovals(approvals));
  pass(610);
}

/** What assistive technology could not use as it stands: no name, no label, no role of that kind. */
async function faults(): Promise<readonly string[]> {
  vi.useRealTimers();
  const { violations } = await axe.run(document.body, {
    // Colours are drawn nowhere here; a part of a page has no landmarks of its own.
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    resultTypes: ['violations'],
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
  });
  useApprovals.setState(useApprovals.getInitialState(), true);
  const sessions = [
    fakeSession({ id: 'supplier' }),
    fakeSession({ id: 'waiting', state: 'waiting-for-approval' }),
  ];
  useSessions.setState({ sessions, load: READY });
  client = new FakeClient({ sessions });
  client.on('approvals:changed', receiveApprovals);
  provideClient(client);
  keyboard = new Keyboard();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  useSessions.setState(useSessions.getInitialState(), true);
});

describe.each(FORMS)('the card of $form', (form) => {
  const { approval } = form;

  it('is named by what it is, and described by its run, its task, its risk and its sentence', () => {
    show(approval);
    const number = approval.sessionId === 'waiting' ? 1 : 2;
    const risk = `${approval.level.charAt(0).toUpperCase()}${approval.level.slice(1)} risk`;
    const described = screen.getByRole('article', {
      name: form.card,
      description: (words) =>
        [`Run ${number}`, approval.task, `step ${approval.step}`, risk, approval.sentence].every((part) =>
          words.includes(part),
        ),
    });
    expect(described).toBe(card());
    expect(within(card()).getByRole('heading', { level: 3, name: approval.sentence })).toBeDefined();
  });

  it('is approved by keys alone, by holding them where a press is not enough', () => {
    show(approval);
    keyboard.press('Ctrl+Shift+A');
    expect(document.activeElement).toBe(card());
    if (form.code !== undefined) {
      keyboard.tabTo((element) => element.id === 'typed-code');
      keyboard.type(form.code);
    }
    keyboard.hold('Ctrl+Enter', () => {
      expect(decisions()).toHaveLength(approval.hold === null ? 1 : 0);
      pass(1010);
    });
    expect(decisions()).toMatchObject([
      { approvalId: approval.id, verdict: 'approve', scope: 'once', wasHeld: approval.hold !== null },
    ]);
  });

  it('says to a screen reader what each of its controls does', async () => {
    show(approval);
    expect(await faults()).toEqual([]);
  });

  it('has nothing that acts out of the Tab key’s way', () => {
    show(approval);
    const acting = card().querySelectorAll<HTMLElement>('button, input, select, textarea, summary, a[href]');
    const beyond = [...acting].filter((element) => element.tabIndex < 0 || element.matches(':disabled'));
    expect(beyond).toEqual([]);
  });

  it('is put aside by a key, without a decision', () => {
    show(approval);
    keyboard.press('Ctrl+Shift+A');
    keyboard.press('s');
    expect(useApprovals.getState().aside).toEqual(new Set([approval.id]));
    expect(decisions()).toEqual([]);
  });
});

describe.each(DECIDED_BY_REASON)('the denial of $form', ({ approval }) => {
  it('is written and sent by keys alone, from anywhere', () => {
    show(approval);
    keyboard.press('Alt+D');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Reason for the denial' }));
    keyboard.press('Enter');
    expect(decisions()).toEqual([]);
    keyboard.type('Not asked for');
    keyboard.press('Enter');
    expect(decisions()).toMatchObject([
      { approvalId: approval.id, verdict: 'deny', reason: 'Not asked for', then: 'go-on' },
    ]);
  });

  it('is left by Escape, which leads back to the card', () => {
    show(approval);
    keyboard.press('Alt+D');
    expect(screen.getByRole('group', { name: 'Deny with a reason' })).toBeDefined();
    keyboard.press('Escape');
    expect(screen.queryByRole('group', { name: 'Deny with a reason' })).toBeNull();
    expect(document.activeElement).toBe(card());
    expect(decisions()).toEqual([]);
  });
});

it('a denial that is written says to a screen reader what each of its controls does', async () => {
  show(fakePaymentApproval());
  keyboard.press('Alt+D');
  expect(await faults()).toEqual([]);
});

it('a reason that is offered takes Tab, Enter and Enter; to stop the run as well, Tab and Enter', () => {
  show(fakePaymentApproval());
  keyboard.press('Alt+D');
  keyboard.tabTo(isNamed(/^Wrong target/));
  keyboard.press('Enter');
  keyboard.tabTo(isNamed(/^Deny and stop/));
  keyboard.press('Enter');
  expect(decisions()).toMatchObject([{ verdict: 'deny', reason: 'Wrong target', then: 'stop' }]);
});

describe.each(HALTS)('the card of $form', ({ approval }) => {
  it.each([
    ['d', { verdict: 'deny', reason: 'Kept paused.' }],
    [/^Take over/, { verdict: 'deny', then: 'take-over' }],
    [/^Stop the run/, { verdict: 'deny', then: 'stop' }],
  ] as const)('is answered by %s, with keys alone', (by, answer) => {
    show(approval);
    keyboard.press('Ctrl+Shift+A');
    if (typeof by === 'string') keyboard.press(by);
    else {
      keyboard.tabTo(isNamed(by));
      keyboard.press('Enter');
    }
    expect(decisions()).toMatchObject([answer]);
  });
});

describe('what is changed before it runs', () => {
  it.each([
    ['a text', fakeTypedIbanApproval(), 'Text that is typed', 'DE02', { text: 'DE02' }],
    ['a key', press, 'Key or combination that is pressed', 'Escape', { text: 'Escape' }],
    ['a place', fakeApproval(), 'x in screen pixels', '40', { coordinate: [40, 119] }],
    ['the end of a drag', drag, 'x in screen pixels', '40', { coordinate: [40, 400] }],
  ] as const)(
    'is %s, by keys alone, held where a hold is needed',
    async (_what, approval, field, to, edit) => {
      show(approval);
      keyboard.press('Ctrl+Shift+A');
      keyboard.press('e');
      expect(screen.getByRole('group', { name: 'Change it before it runs' })).toBeDefined();
      expect(document.activeElement).toBe(screen.getByLabelText(field));
      keyboard.type(to);
      pass(610);
      keyboard.hold('Ctrl+Enter', () => pass(1010));
      expect(decisions()).toMatchObject([{ verdict: 'approve', edit, wasHeld: approval.hold !== null }]);
      expect(await faults()).toEqual([]);
    },
  );

  it('is left by Escape, which leads back to the card', () => {
    show(fakeApproval());
    keyboard.press('Ctrl+Shift+A');
    keyboard.press('e');
    keyboard.press('Escape');
    expect(document.activeElement).toBe(card());
    expect(decisions()).toEqual([]);
  });
});

describe('what is approved for the run', () => {
  it.each([
    ['an action', fakeBatchApproval(), 'Approve for this run'],
    ['a connection', fakeConnectionApproval(), 'Let through for this run'],
    ['an upload', fakeUploadApproval(), 'Let through for this run'],
  ] as const)('is %s, by keys alone', async (_what, approval, form) => {
    show(approval);
    keyboard.press('Ctrl+Shift+A');
    keyboard.press('g');
    const group = screen.getByRole('group', { name: form });
    expect(group.contains(document.activeElement)).toBe(true);
    pass(610);
    keyboard.press('Ctrl+Enter');
    expect(decisions()).toMatchObject([{ verdict: 'approve', scope: 'run' }]);
    expect(await faults()).toEqual([]);
  });

  it('is no wider than was chosen with the keys', () => {
    show(fakeBatchApproval());
    keyboard.press('Ctrl+Shift+A');
    keyboard.press('g');
    keyboard.type('5');
    keyboard.press('Tab');
    keyboard.type('15');
    keyboard.press('Tab');
    keyboard.press(' ');
    pass(610);
    keyboard.press('Ctrl+Enter');
    expect(decisions()).toMatchObject([
      { scope: 'run', grant: { maxUses: 5, minutes: 15, path: null, name: 'Delete all' } },
    ]);
  });
});

it('a turn is approved up to a step by Tab, Enter and the chord', () => {
  show(fakeBatchApproval());
  keyboard.press('Ctrl+Shift+A');
  keyboard.tabTo(isNamed(/^Up to here: step 4/));
  keyboard.press('Enter');
  pass(610);
  keyboard.press('Ctrl+Enter');
  expect(decisions()).toMatchObject([{ verdict: 'approve', upTo: 'b3' }]);
});

it('what a page changes by itself is let go for the run by Tab, Space and the chord', () => {
  show(fakeAliveApproval());
  keyboard.press('Ctrl+Shift+A');
  keyboard.tabTo((element) => element.getAttribute('type') === 'checkbox');
  keyboard.press(' ');
  pass(610);
  keyboard.press('Ctrl+Enter');
  expect(decisions()).toMatchObject([{ verdict: 'approve', accepts: 'run' }]);
});

it('an action is taken over by Tab and Enter', () => {
  show(fakePaymentApproval());
  keyboard.press('Ctrl+Shift+A');
  keyboard.tabTo(isNamed(/^Take over/));
  keyboard.press('Enter');
  expect(decisions()).toMatchObject([{ verdict: 'deny', then: 'take-over' }]);
});

it('one of several is reached by N and P, and the queue by Tab', () => {
  show(fakeApproval({ id: 'a' }), hostileApproval());
  keyboard.press('Ctrl+Shift+A');
  const first = useApprovals.getState().focusedId;
  keyboard.press('n');
  expect(useApprovals.getState().focusedId).not.toBe(first);
  keyboard.press('Ctrl+Shift+A');
  keyboard.press('p');
  expect(useApprovals.getState().focusedId).toBe(first);
  keyboard.tabTo((element) => element.matches('.queue-row[aria-current="false"]'));
  keyboard.press('Enter');
  expect(useApprovals.getState().focusedId).not.toBe(first);
});

describe('the card of a question', () => {
  it('is named by what it is, and described by its run, its task and its sentence', () => {
    const question = fakeQuestion();
    show(question);
    const described = screen.getByRole('article', {
      name: 'Question to answer',
      description: (words) =>
        ['Run 1', question.task, question.sentence].every((part) => words.includes(part)),
    });
    expect(described).toBe(card());
  });

  it('is answered by keys alone', () => {
    show(fakeQuestion());
    keyboard.press('Ctrl+Shift+A');
    keyboard.press('a');
    keyboard.type('Ignore it.');
    keyboard.press('Enter');
    expect(decisions()).toMatchObject([{ verdict: 'approve', answer: 'Ignore it.' }]);
  });

  it('says to a screen reader what each of its controls does', async () => {
    show(fakeQuestion({ options: ['Ignore it', 'Stop'] }));
    expect(await faults()).toEqual([]);
  });
});
