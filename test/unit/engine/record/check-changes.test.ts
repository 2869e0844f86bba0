import { describe, expect, it } from 'vitest';
import { checkChanges, openChanges } from '../../../../electron/engine/record/check-changes';
import { closeOpenEnds } from '../../../../electron/engine/record/open-ends';
import type { AuditDraft, AuditEntry } from '../../../../shared/domain/audit-entry';
import { MemoryRecord } from '../../../helpers/memory-record';
import { requestedDetail, settledDetail } from '../../../helpers/record-details';
import { sampleChange } from '../../../helpers/sample-change';

const judged = (verdict: 'allow' | 'ask' | 'deny', changeId = 'c1'): AuditDraft => ({
  kind: 'change-judged',
  step: 2,
  detail: {
    changeId,
    change: sampleChange(),
    cause: { kind: 'step', step: 2, afterMs: null },
    page: null,
    digest: 'a'.repeat(64),
    sentBefore: 0,
    verdict,
    rule: 'changes',
    why: 'why',
    grantId: null,
  },
});
const asked = (changeId = 'c1'): AuditDraft => ({
  kind: 'approval-requested',
  detail: requestedDetail({ about: 'change', approvalId: 'a1', bound: { changeId } }),
});
const settled = (permitted: boolean): AuditDraft => ({
  kind: 'approval-settled',
  permitted,
  detail: settledDetail({ about: 'change', approvalId: 'a1', outcome: permitted ? 'approved' : 'denied' }),
});
const sent = (changeId = 'c1'): AuditDraft => ({ kind: 'change-sent', step: 2, detail: { changeId } });
const ended = (end: 'answered' | 'broken' | 'gave-up', changeId = 'c1'): AuditDraft => ({
  kind: 'change-ended',
  step: 2,
  detail: { changeId, end, status: end === 'answered' ? 200 : null },
});

async function entriesOf(drafts: readonly AuditDraft[]): Promise<readonly AuditEntry[]> {
  const record = new MemoryRecord();
  const entries: AuditEntry[] = [];
  for (const draft of drafts) entries.push({ ...(await record.append(draft)), seq: entries.length });
  return entries;
}

const problemsOf = async (...drafts: readonly AuditDraft[]) => checkChanges(await entriesOf(drafts));

describe('a record of changes', () => {
  it.each([
    ['of which nothing was said', [sent()]],
    ['that was denied', [judged('deny'), sent()]],
    ['that was asked about and not answered', [judged('ask'), asked(), sent()]],
    ['that the operator denied', [judged('ask'), asked(), settled(false), sent()]],
    [
      'whose approval is for another',
      [judged('ask'), judged('ask', 'c2'), asked('c2'), settled(true), sent()],
    ],
    ['that was approved after it went', [judged('ask'), asked(), sent(), settled(true)]],
  ])('is not sound with one that was sent %s', async (_what, drafts) => {
    expect(await problemsOf(...drafts)).toEqual([
      expect.stringMatching(/^entry \d: a change was sent that nothing had allowed$/),
    ]);
  });

  it('is not sound with one that was sent twice, or answered unsent', async () => {
    expect(await problemsOf(judged('allow'), sent(), sent())).toEqual([
      'entry 2: a change was sent a second time',
    ]);
    expect(await problemsOf(judged('allow'), ended('answered'))).toEqual([
      'entry 1: a change was answered that had not been sent',
    ]);
  });

  it('is sound with those that were let go, denied or given up', async () => {
    expect(await problemsOf(judged('allow'), sent(), ended('answered'))).toEqual([]);
    expect(await problemsOf(judged('ask'), asked(), settled(true), sent(), ended('broken'))).toEqual([]);
    expect(await problemsOf(judged('ask'), asked(), settled(false))).toEqual([]);
    expect(await problemsOf(judged('allow'), sent(), ended('gave-up'))).toEqual([]);
  });
});

describe('a change of which nobody wrote what came', () => {
  it('is known as that, and never sent again when the record is closed', async () => {
    const entries = await entriesOf([judged('allow'), sent(), judged('deny', 'c2'), judged('ask', 'c3')]);
    expect(openChanges(entries)).toEqual([{ changeId: 'c1', step: 2 }]);
    expect(closeOpenEnds(entries)).toEqual([
      { kind: 'change-ended', step: 2, detail: { changeId: 'c1', end: 'broken', status: null } },
    ]);
  });
});
