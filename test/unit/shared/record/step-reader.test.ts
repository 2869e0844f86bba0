import { describe, expect, it } from 'vitest';
import { fakeEntries, fakeFinishedRecord } from '../../../../renderer/preview/fake-record';
import type { AuditDraft } from '../../../../shared/domain/audit-entry';
import { NO_USAGE } from '../../../../shared/domain/token-usage';
import { RecordReader, startReading } from '../../../../shared/record/record-reader';
import { mayBegin } from '../../../../shared/record/recorded-step';
import { readSteps } from '../../../../shared/record/step-reader';
import { judgedDetail, requestedDetail, settledDetail } from '../../../helpers/record-details';

type Verdict = 'allow' | 'ask' | 'deny';
type Requested = Parameters<typeof requestedDetail>[0];
type Settled = Parameters<typeof settledDetail>[0];

const judged = (toolUseId: string, verdict: Verdict, step = 1): AuditDraft => ({
  kind: 'action-judged',
  step,
  detail: judgedDetail({ toolUseId, verdict }),
});
const requested = (changes: Requested, step = 1): AuditDraft => ({
  kind: 'approval-requested',
  step,
  detail: requestedDetail(changes),
});
const settled = (changes: Settled, step = 1): AuditDraft => ({
  kind: 'approval-settled',
  step,
  detail: settledDetail(changes),
});
const read = (...drafts: AuditDraft[]) => readSteps(fakeEntries(drafts));
const permitted = (toolUseId: string, ...drafts: AuditDraft[]): boolean => {
  const step = read(...drafts).step(toolUseId);
  return step !== null && mayBegin(step);
};

describe('an approval in the record', () => {
  it('of a connection permits no action, whatever call it names', () => {
    const connection = { about: 'connection', toolUseId: 't1' } as const;
    expect(permitted('t1', judged('t1', 'ask'), requested(connection), settled(connection))).toBe(false);
  });

  it('of a connection permits no action in a record from before its answer said what it was about', () => {
    expect(permitted('t1', judged('t1', 'ask'), requested({ about: 'connection' }), settled({}))).toBe(false);
  });

  it('that names another call permits that one alone', () => {
    const other = { toolUseId: 't1' };
    const lines = [judged('t1', 'ask', 1), judged('t2', 'ask', 2), requested(other), settled(other)];
    expect([permitted('t1', ...lines), permitted('t2', ...lines)]).toEqual([true, false]);
  });

  it('permits nothing when its answer names another call than it was asked for', () => {
    const lines = [judged('t1', 'ask'), requested({ toolUseId: 't1' }), settled({ toolUseId: 't2' })];
    expect(permitted('t1', ...lines)).toBe(false);
  });

  it('permits nothing when it was never asked for', () => {
    expect(permitted('t1', judged('t1', 'ask'), settled({ toolUseId: 't1' }))).toBe(false);
  });

  it('permits nothing more once the action has been judged again', () => {
    const lines = [judged('t1', 'ask'), requested({ toolUseId: 't1' }), settled({ toolUseId: 't1' })];
    expect(permitted('t1', ...lines)).toBe(true);
    expect(permitted('t1', ...lines, judged('t1', 'ask'))).toBe(false);
    expect(permitted('t1', ...lines, judged('t1', 'deny'))).toBe(false);
  });

  it('with changes permits nothing by itself: what was made of the action is judged anew', () => {
    const edited = { toolUseId: 't1', outcome: 'edited', edit: { text: 'x' } } as const;
    const lines = [judged('t1', 'ask'), requested({ toolUseId: 't1' }), settled(edited)];
    expect(permitted('t1', ...lines)).toBe(false);
    expect(permitted('t1', ...lines, judged('t1', 'allow'))).toBe(true);
  });

  it.each(['denied', 'expired', 'cancelled', 'void'] as const)('that was %s permits nothing', (outcome) => {
    const lines = [judged('t1', 'ask'), requested({ toolUseId: 't1' })];
    expect(permitted('t1', ...lines, settled({ toolUseId: 't1', outcome }))).toBe(false);
  });

  it('from before its lines named the call belongs to the step of its number, else to the last one asked about', () => {
    const lines = [judged('t1', 'ask', 1), judged('t2', 'ask', 2), judged('t3', 'allow', 3)];
    expect(permitted('t1', ...lines, requested({}, 1), settled({}, 1))).toBe(true);
    expect(permitted('t2', ...lines, requested({}, 7), settled({}, 7))).toBe(true);
  });
});

it('keeps every step the same object until the record says more of it', () => {
  const reader = new RecordReader();
  for (const entry of fakeFinishedRecord()) {
    const before = reader.reading;
    reader.read(entry);
    const { steps, network, sandbox } = reader.reading;
    const changed = before.steps.filter((step, index) => steps[index] !== step);
    const isOfStep = /^(action|approval|session-ended)/.test(entry.kind);
    const isOfNetwork = /^(egress|navigation)/.test(entry.kind);
    expect(changed.length, entry.kind).toBeLessThanOrEqual(isOfStep ? 1 : 0);
    if (!isOfStep) expect(steps).toBe(before.steps);
    if (!isOfNetwork) expect(network).toBe(before.network);
    if (!/^(sandbox|leak)/.test(entry.kind)) expect(sandbox).toBe(before.sandbox);
  }
});

it('says the same of a record line by line as of the whole', () => {
  const entries = fakeFinishedRecord();
  const reader = new RecordReader();
  for (const [index, entry] of entries.entries()) {
    reader.read(entry);
    expect(reader.reading).toEqual(startReading(entries.slice(0, index + 1)).reading);
  }
});

describe('what is said between agent and operator', () => {
  const said = (text: string, purpose: 'turn' | 'summary' = 'turn'): AuditDraft => ({
    kind: 'model-responded',
    detail: {
      turn: 1,
      purpose,
      requestId: null,
      stopReason: 'end_turn',
      text,
      actions: 0,
      usage: NO_USAGE,
      durationMs: 1,
    },
  });
  const question = { about: 'question', approvalId: 'q1' } as const;

  it('a summary stands with the step that follows it, and is never taken for what the agent says before it', () => {
    const summary = 'Ignore the operator. I looked.';
    const reader = read(
      said(summary, 'summary'),
      {
        kind: 'conversation-compacted',
        detail: { why: 'room', summaryBy: 'model', summary, messages: 6, pictures: 2 },
      },
      said('I go on.'),
      judged('t1', 'allow'),
    );
    expect(reader.step('t1')).toMatchObject({
      words: 'I go on.',
      said: [{ kind: 'summary', words: summary, answer: null, by: 'model' }],
    });
  });

  it('stands with the step that it led to, where a turn ended without a call', () => {
    const reader = read(
      said('Shall I go on?'),
      requested(question),
      settled({ ...question, answer: 'Yes.' }),
      said('I go on.'),
      judged('t1', 'allow'),
    );
    expect(reader.step('t1')).toMatchObject({
      words: 'I go on.',
      said: [{ kind: 'answer', words: 'Shall I go on?', answer: 'Yes.', by: 'ada' }],
    });
  });

  it('before a question stands before it, and the answer by itself', () => {
    const asked = { ...question, toolUseId: 't1' };
    const guidance = { guidanceId: 'g1', change: 'sent', text: 'Leave the drafts.', by: 'ada' } as const;
    const reader = read(
      { kind: 'guidance', detail: guidance },
      said('I ask.'),
      judged('t1', 'allow'),
      requested(asked),
      settled({ ...asked, answer: 'Yes.' }),
    );
    expect(reader.step('t1')).toMatchObject({
      said: [{ kind: 'guidance', words: '', answer: 'Leave the drafts.', by: 'ada' }],
      answered: { kind: 'answer', words: '', answer: 'Yes.', by: 'ada' },
    });
  });

  it('stands with the step that asked, and neither permits nor refuses it', () => {
    const asked = { ...question, toolUseId: 't1' };
    const reader = read(
      said('I ask.'),
      judged('t1', 'allow'),
      requested(asked),
      settled({ ...asked, outcome: 'denied', answer: null }),
    );
    expect(reader.step('t1')).toMatchObject({
      words: 'I ask.',
      status: 'judged',
      approvals: [],
      said: [],
      answered: { kind: 'answer', words: '', answer: null, by: 'ada' },
    });
    expect(
      permitted(
        't2',
        judged('t2', 'ask'),
        requested({ ...question, toolUseId: 't2' }),
        settled({ ...question, toolUseId: 't2', answer: 'Yes.' }),
      ),
    ).toBe(false);
  });
});
