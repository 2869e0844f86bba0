import { describe, expect, it } from 'vitest';
import {
  answeredChange,
  askedChange,
  fakeChanges,
  judgedChange,
  sentChange,
} from '../../../../renderer/preview/fake-changed-record';
import { fakeChange } from '../../../../renderer/preview/fake-changes';
import { fakeEntries } from '../../../../renderer/preview/fake-record';
import type { AuditDraft } from '../../../../shared/domain/audit-entry';
import { NO_USAGE } from '../../../../shared/domain/token-usage';
import { RecordReader, startReading } from '../../../../shared/record/record-reader';
import type { RecordedChange } from '../../../../shared/record/recorded-change';

const change = fakeChange();
const asked = judgedChange('c', { change, verdict: 'ask', rule: 'changes' });
const allowed = judgedChange('c', { change });
const ended = (end: 'answered' | 'gave-up' | 'broken', status: number | null = null): AuditDraft => ({
  kind: 'change-ended',
  detail: { changeId: 'c', end, status },
});
const sent: AuditDraft = { kind: 'change-sent', detail: { changeId: 'c' } };
const repeated = (times: number, verdict: 'allow' | 'deny' = 'allow'): AuditDraft => ({
  kind: 'change-repeated',
  detail: { changeId: 'c', verdict, times },
});
const over: AuditDraft = {
  kind: 'session-ended',
  detail: { state: 'finished', reason: '', usage: NO_USAGE, steps: 1, claim: null },
};

function read(...drafts: readonly AuditDraft[]) {
  return startReading(fakeEntries(drafts)).reading.changes;
}
function only(...drafts: readonly AuditDraft[]): RecordedChange {
  const [one, ...others] = read(...drafts).all;
  if (one === undefined || others.length > 0) throw new Error('not one change');
  return one;
}

describe('what came of a change', () => {
  it.each([
    ['waiting', [asked]],
    ['waiting', [asked, askedChange('c')]],
    ['let-go', [allowed]],
    ['let-go', [asked, askedChange('c'), answeredChange('c', 'approved')]],
    ['denied', [judgedChange('c', { change, verdict: 'deny' })]],
    ['denied', [asked, askedChange('c'), answeredChange('c', 'denied')]],
    ['denied', [asked, askedChange('c'), answeredChange('c', 'expired')]],
    ['dropped', [asked, askedChange('c'), answeredChange('c', 'cancelled')]],
    ['gave-up', [asked, askedChange('c'), answeredChange('c', 'cancelled'), ended('gave-up')]],
    ['gave-up', [allowed, ended('gave-up')]],
    ['sent', [allowed, sent]],
    ['answered', [allowed, sent, ended('answered', 204)]],
    ['answered', [allowed, sent, ended('answered')]],
    ['unknown', [allowed, sent, ended('broken')]],
    ['unknown', [allowed, ended('broken')]],
  ] as const)('is %s, case %#', (outcome, drafts) => {
    expect(only(...drafts).outcome).toBe(outcome);
  });

  it('is not known where a page gave up what had left already: it may have arrived', () => {
    expect(only(allowed, sent, ended('gave-up')).outcome).toBe('unknown');
  });

  it('is not known where the run ended before its answer, and nothing where it was never sent', () => {
    expect(only(allowed, sent, over).outcome).toBe('unknown');
    expect(only(allowed, over).outcome).toBe('dropped');
    expect(only(asked, askedChange('c'), over).outcome).toBe('dropped');
    expect(only(judgedChange('c', { change, verdict: 'deny' }), over).outcome).toBe('denied');
  });

  it('is that it was sent, whatever was said before: nothing that was altered is missed', () => {
    const denied = [asked, askedChange('c'), answeredChange('c', 'denied')];
    expect(only(...denied, sent).outcome).toBe('sent');
    expect(read(...denied, sent)).toMatchObject({ sent: 1, denied: 0 });
  });

  it('stays denied when the page gives up afterwards', () => {
    expect(only(asked, askedChange('c'), answeredChange('c', 'denied'), ended('gave-up')).outcome).toBe(
      'denied',
    );
  });
});

describe('the changes of a record', () => {
  it('are read in whatever order their lines come', () => {
    const lines = [asked, askedChange('c'), sent, ended('answered', 200), repeated(2)];
    const forward = only(...lines);
    const backward = only(...[...lines].reverse());
    expect({ ...backward, seq: 0, timestamp: '' }).toEqual({ ...forward, seq: 0, timestamp: '' });
  });

  it('are none where only lines of unknown ones came, or questions of another kind', () => {
    const bound = askedChange('c');
    if (bound.kind !== 'approval-requested') throw new Error('no question');
    const odd = [null, 7, {}, ['c']].map(
      (changeId): AuditDraft => ({ ...bound, detail: { ...bound.detail, bound: { changeId } } }),
    );
    expect(read(sent, ended('answered'), repeated(5), answeredChange('c', 'approved'), ...odd)).toEqual({
      all: [],
      bySteps: new Map(),
      sent: 0,
      denied: 0,
    });
    const aboutAction: AuditDraft = { ...bound, detail: { ...bound.detail, about: 'action' } };
    expect(only(asked, aboutAction, answeredChange('c', 'approved')).approvals).toEqual([]);
  });

  it('are not rewritten by a second line of the same name', () => {
    const other = judgedChange('c', { change: { ...change, does: 'do nothing' }, verdict: 'deny' });
    expect(only(asked, other).change.does).toBe('delete 24 invoices');
  });

  it('say who answered, the newest last', () => {
    const { approvals } = only(
      asked,
      askedChange('c', 'first'),
      answeredChange('c', 'void', { approvalId: 'first' }),
      askedChange('c'),
      answeredChange('c', 'approved', { by: 'ada', reason: 'as agreed' }),
    );
    expect(approvals.map(({ outcome, by }) => [outcome, by])).toEqual([
      ['void', 'root'],
      ['approved', 'ada'],
    ]);
  });

  it('count every repetition of what was sent, and none that takes something away', () => {
    expect(read(allowed, ...sentChange('c'), repeated(12), repeated(3), repeated(-40))).toMatchObject({
      sent: 16,
      denied: 0,
    });
  });

  it('count what was refused again and again among what was denied', () => {
    const denied = judgedChange('c', { change, verdict: 'deny' });
    expect(read(denied, repeated(5, 'deny'))).toMatchObject({ sent: 0, denied: 6 });
    expect(only(denied, repeated(5, 'deny')).repeats).toBe(5);
  });

  it('stand with their step; those of the page and of the operator with none', () => {
    const { bySteps, all } = read(...fakeChanges());
    expect([...bySteps].map(([step, some]) => [step, some.map(({ id }) => id)])).toEqual([
      [6, ['c1']],
      [7, ['c2', 'c5']],
      [9, ['c3', 'c6', 'c8']],
    ]);
    expect(all.filter(({ step }) => step === null).map(({ id }) => id)).toEqual(['c4', 'c7']);
  });

  it('stay the same objects until a line says something of them', () => {
    const reader = new RecordReader();
    const [first, second, third, last] = fakeEntries([
      judgedChange('a', { change }),
      judgedChange('b', { change, cause: { kind: 'step', step: 10, afterMs: null } }),
      { kind: 'change-sent', detail: { changeId: 'b' } },
      { kind: 'fault', detail: { where: 'x', what: 'y' } },
    ]);
    for (const entry of [first, second]) if (entry !== undefined) reader.read(entry);
    const before = reader.reading.changes;
    if (third !== undefined) reader.read(third);
    const after = reader.reading.changes;
    expect(after.all[0]).toBe(before.all[0]);
    expect(after.bySteps.get(9)).toBe(before.bySteps.get(9));
    expect(after.all[1]).not.toBe(before.all[1]);
    if (last !== undefined) reader.read(last);
    expect(reader.reading.changes).toBe(after);
  });

  it('are all there of a thousand, in their order', () => {
    const drafts = Array.from({ length: 1000 }, (_, index) => [
      judgedChange(`c${index}`, { change }),
      ...sentChange(`c${index}`),
    ]).flat();
    const { all, sent: count } = read(...drafts, over);
    expect(count).toBe(1000);
    expect(all.map(({ id }) => id)).toEqual(Array.from({ length: 1000 }, (_, index) => `c${index}`));
    expect(new Set(all.map(({ outcome }) => outcome))).toEqual(new Set(['answered']));
  });
});
