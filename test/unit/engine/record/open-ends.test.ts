import { expect, it } from 'vitest';
import { closeOpenEnds } from '../../../../electron/engine/record/open-ends';
import { fakeEntries } from '../../../../renderer/preview/fake-record';
import type { AuditDraft } from '../../../../shared/domain/audit-entry';
import { judgedDetail, requestedDetail, settledDetail } from '../../../helpers/record-details';

const CLICK = { member: 'left_click', input: { coordinate: [1, 2] } };
const judged = (verdict: 'allow' | 'ask' = 'allow'): AuditDraft => ({
  kind: 'action-judged',
  step: 1,
  detail: judgedDetail({ verdict }),
});
const requested = (changes: Parameters<typeof requestedDetail>[0]): AuditDraft => ({
  kind: 'approval-requested',
  step: 1,
  detail: requestedDetail(changes),
});
const refused = (changes: Parameters<typeof settledDetail>[0]): AuditDraft => ({
  kind: 'approval-settled',
  step: 1,
  permitted: false,
  detail: settledDetail({ outcome: 'denied', ...changes }),
});
const closed = (...drafts: AuditDraft[]): string[] =>
  closeOpenEnds(fakeEntries(drafts)).map(({ kind }) => kind);

it('says that an action has not run, although a connection was refused after it had been judged', () => {
  const connection = { about: 'connection', approvalId: 'c1' } as const;
  expect(closed(judged(), requested(connection), refused(connection))).toEqual(['action-skipped']);
});

it('says nothing more of an action that the operator refused', () => {
  expect(closed(judged('ask'), requested({ toolUseId: 't1' }), refused({ toolUseId: 't1' }))).toEqual([]);
});

it('does not answer a second time for the operator, also where a connection names the call that it was held in', () => {
  const connection = { about: 'connection', approvalId: 'c1', toolUseId: 't1' } as const;
  expect(closed(judged(), requested(connection), refused(connection))).toEqual(['action-skipped']);
});

it('lets what nobody answered expire, by the name it was asked for, and says that the action has not run', () => {
  const connection = requested({ about: 'connection', approvalId: 'c1' });
  const ends = closeOpenEnds(fakeEntries([judged('ask'), requested({ toolUseId: 't1' }), connection]));
  expect(ends.map(({ kind, detail }) => [kind, detail])).toMatchObject([
    ['approval-settled', { about: 'action', toolUseId: 't1', outcome: 'expired' }],
    ['approval-settled', { about: 'connection', toolUseId: null, outcome: 'expired' }],
    ['action-skipped', { toolUseId: 't1' }],
  ]);
});

it('closes what nobody answered in the words of the console, and permits nothing by it', () => {
  const asked = { ...requested({ toolUseId: 't1', digest: 'd7' }), step: 4, action: CLICK };
  const [settled] = closeOpenEnds(fakeEntries([judged('ask'), asked]));
  expect(settled).toEqual({
    kind: 'approval-settled',
    step: 4,
    action: CLICK,
    permitted: false,
    denial_reason: 'the console ended before it was answered',
    detail: {
      about: 'action',
      approvalId: 'a1',
      toolUseId: 't1',
      digest: 'd7',
      outcome: 'expired',
      scope: 'once',
      edit: null,
      upTo: null,
      accepts: 'once',
      wasHeld: false,
      answer: null,
      by: 'console',
      reason: 'the console ended before it was answered',
      decidedAfterMs: 0,
    },
  });
});

it('says that an action may have run whose outcome is not there, as it began', () => {
  const started: AuditDraft = {
    kind: 'action-started',
    step: 1,
    action: CLICK,
    permitted: true,
    detail: { toolUseId: 't1' },
  };
  expect(closeOpenEnds(fakeEntries([judged(), started]))).toEqual([
    {
      kind: 'action-finished',
      step: 1,
      action: CLICK,
      detail: {
        toolUseId: 't1',
        outcome: 'unknown',
        error: 'the console ended while it ran',
        durationMs: 0,
        settleMs: 0,
        settled: false,
        exposedMs: null,
      },
    },
  ]);
});

it('says that an action has not run which nobody had begun', () => {
  const one: AuditDraft = { ...judged(), step: 2, action: CLICK };
  expect(closeOpenEnds(fakeEntries([one]))).toEqual([
    {
      kind: 'action-skipped',
      step: 2,
      action: CLICK,
      permitted: false,
      denial_reason: 'Not executed: the console ended before the action began.',
      detail: { toolUseId: 't1' },
    },
  ]);
});

it('has nothing to say of a record in which nothing is open', () => {
  const denied: AuditDraft = { kind: 'action-judged', step: 1, detail: judgedDetail({ verdict: 'deny' }) };
  const skipped: AuditDraft = { kind: 'action-skipped', step: 1, detail: { toolUseId: 't1' } };
  expect([closed(), closed(denied), closed(skipped), closed(judged(), skipped)]).toEqual([[], [], [], []]);
});
