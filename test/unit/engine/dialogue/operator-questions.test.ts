import { beforeEach, expect, it } from 'vitest';
import { RunControl } from '../../../../electron/engine/control/run-control';
import { TypedCodes } from '../../../../electron/engine/control/typed-codes';
import { ApprovalQueue } from '../../../../electron/engine/desk/approval-queue';
import { Desk } from '../../../../electron/engine/desk/desk';
import { OperatorQuestions } from '../../../../electron/engine/dialogue/operator-questions';
import { OperatorWords } from '../../../../electron/engine/dialogue/operator-words';
import type { ApprovalDecision, ApprovalKind } from '../../../../shared/domain/approval';
import { answer } from '../../../helpers/answer';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryRecord } from '../../../helpers/memory-record';

const MINUTE_MS = 60_000;
const ASKED = {
  asked: 'turn',
  words: 'Which invoice?',
  options: [],
  call: null,
  frame: 'f'.repeat(64),
} as const;

let record: MemoryRecord;
let control: RunControl;
let approvals: ApprovalQueue;
let clock: ManualClock;
let waits: [ApprovalKind, boolean][];
let questions: OperatorQuestions;

beforeEach(() => {
  record = new MemoryRecord();
  control = new RunControl();
  clock = new ManualClock();
  approvals = new ApprovalQueue(clock, 'ada');
  waits = [];
  const onWaiting = (kind: ApprovalKind, isWaiting: boolean) => waits.push([kind, isWaiting]);
  const desk = new Desk({ typedCodes: new TypedCodes(), queue: approvals, record, control, onWaiting });
  questions = new OperatorQuestions({
    sessionId: 's1',
    task: 'Export invoices',
    timeoutMs: MINUTE_MS,
    desk,
    control,
    clock,
    words: new OperatorWords(),
    keepMs: 0,
    step: () => 3,
    display: () => ({ width: 1280, height: 800 }),
  });
});

const shown = () => expect.poll(() => approvals.list()).toHaveLength(1);
const decide = (change: Partial<ApprovalDecision>) =>
  answer(approvals, {
    approvalId: approvals.list()[0]?.id ?? '',
    verdict: 'approve',
    reason: '',
    ...change,
  });

it('ends unanswered when the time is over, and says that it waits for a word and not for a decision', async () => {
  const reply = questions.ask(ASKED);
  await shown();
  clock.advance(MINUTE_MS);
  expect(await reply).toEqual({ kind: 'unanswered' });
  expect(waits).toEqual([
    ['question', true],
    ['question', false],
  ]);
  expect(record.find('approval-settled')[0]).toMatchObject({
    permitted: false,
    detail: { about: 'question', outcome: 'expired', by: 'clock', answer: null },
  });
});

it.each([
  ['no answer', {}],
  ['a blank one', { answer: ' \n ' }],
  ['a changed input', { answer: 'The first.', edit: {} }],
  ['a permission for the run', { answer: 'The first.', scope: 'run' }],
  ['a code', { answer: 'The first.', code: '123456' }],
  ['words with its end', { verdict: 'deny', answer: 'Done.' }],
] as const)('refuses %s, and goes on waiting', async (_what, change) => {
  const reply = questions.ask(ASKED);
  await shown();
  expect(() => decide(change)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  expect(approvals.list()).toHaveLength(1);
  decide({ answer: ' The first. ' });
  expect(await reply).toEqual({ kind: 'answer', text: 'The first.' });
});

it('asks nobody when the run has been stopped by then', async () => {
  control.stop();
  await expect(questions.ask(ASKED)).rejects.toMatchObject({ code: 'cancelled' });
  expect(record.drafts).toEqual([]);
});

it('takes no answer meant for what was shown before', async () => {
  const reply = questions.ask(ASKED);
  await shown();
  const [{ id } = { id: '' }] = approvals.list();
  const stale = { approvalId: id, digest: 'other', verdict: 'approve', reason: '', answer: 'Yes.' } as const;
  expect(() => approvals.decide(stale)).toThrow(expect.objectContaining({ code: 'conflict' }));
  control.stop();
  await expect(reply).rejects.toMatchObject({ code: 'cancelled' });
});
