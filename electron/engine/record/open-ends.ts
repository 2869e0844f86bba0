import type { AuditDraft, AuditEntry } from '../../../shared/domain/audit-entry';
import type { RecordedApproval, RecordedStep } from '../../../shared/record/recorded-step';
import { readSteps } from '../../../shared/record/step-reader';
import { openChanges } from './check-changes';

const NOT_RUN = 'Not executed: the console ended before the action began.';
const NOT_ANSWERED = 'the console ended before it was answered';

/**
 * What a record lacks that a crash broke off, so that nothing in it stays open: an approval that nobody answered has
 * expired, an action whose intent is not on disk has not run, and one whose outcome is not may have, as may a change that was
 * let go. Nothing is ever run or sent again. Pure.
 */
export function closeOpenEnds(entries: readonly AuditEntry[]): readonly AuditDraft[] {
  const { approvals, last } = readSteps(entries);
  return [
    ...approvals.flatMap(unanswered),
    ...openChanges(entries).map(unknownChange),
    ...(last === null ? [] : unfinished(last)),
  ];
}

function unknownChange({ changeId, step }: ReturnType<typeof openChanges>[number]): AuditDraft {
  return { kind: 'change-ended', step, detail: { changeId, end: 'broken', status: null } };
}

function unanswered({ requested, settled }: RecordedApproval): readonly AuditDraft[] {
  if (settled !== null) return [];
  const { about, approvalId, toolUseId, digest } = requested.detail;
  return [
    {
      kind: 'approval-settled',
      step: requested.step,
      action: requested.action,
      permitted: false,
      denial_reason: NOT_ANSWERED,
      detail: {
        about,
        approvalId,
        toolUseId,
        digest,
        outcome: 'expired',
        scope: 'once',
        edit: null,
        upTo: null,
        accepts: 'once',
        wasHeld: false,
        answer: null,
        by: 'console',
        reason: NOT_ANSWERED,
        decidedAfterMs: 0,
      },
    },
  ];
}

function unfinished({ toolUseId, judgements, started, status }: RecordedStep): readonly AuditDraft[] {
  const judged = judgements.at(-1);
  if (judged === undefined) return [];
  const { step } = judged;
  if (status === 'running') {
    const error = 'the console ended while it ran';
    return [
      {
        kind: 'action-finished',
        step,
        action: started?.action ?? judged.action,
        detail: {
          toolUseId,
          outcome: 'unknown',
          error,
          durationMs: 0,
          settleMs: 0,
          settled: false,
          exposedMs: null,
        },
      },
    ];
  }
  if (status !== 'judged' && status !== 'waiting') return [];
  return [
    {
      kind: 'action-skipped',
      step,
      action: judged.action,
      permitted: false,
      denial_reason: NOT_RUN,
      detail: { toolUseId },
    },
  ];
}
