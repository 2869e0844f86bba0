import { expect, it } from 'vitest';
import { closeOpenEnds } from '../../../../electron/engine/record/open-ends';
import { fakeEntries } from '../../../../renderer/client/fake-record';
import type { AuditDraft } from '../../../../shared/domain/audit-entry';
import { judgedDetail, requestedDetail, settledDetail } from '../../../helpers/record-details';

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
