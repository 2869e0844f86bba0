import type { AuditDraft, AuditEntry } from '../../../shared/domain/audit-entry';

const NOT_RUN = 'Not executed: the console ended before the action began.';
const NOT_ANSWERED = 'the console ended before it was answered';

type Judged = Extract<AuditEntry, { kind: 'action-judged' }>;

/**
 * What a record lacks that a crash broke off, so that nothing in it stays open: an approval that nobody answered has
 * expired, an action whose intent is not on disk has not run, and one whose outcome is not may have. Nothing is ever run
 * again. Pure.
 */
export function closeOpenEnds(entries: readonly AuditEntry[]): readonly AuditDraft[] {
  return [...unanswered(entries), ...unfinished(entries)];
}

function unanswered(entries: readonly AuditEntry[]): readonly AuditDraft[] {
  const settled = new Set(
    entries.flatMap((entry) => (entry.kind === 'approval-settled' ? [entry.detail.approvalId] : [])),
  );
  return entries.flatMap((entry): AuditDraft[] => {
    if (entry.kind !== 'approval-requested' || settled.has(entry.detail.approvalId)) return [];
    const { about, approvalId, toolUseId, digest } = entry.detail;
    return [
      {
        kind: 'approval-settled',
        ...{ step: entry.step, action: entry.action, permitted: false, denial_reason: NOT_ANSWERED },
        detail: {
          about,
          approvalId,
          toolUseId,
          digest,
          outcome: 'expired',
          scope: 'once',
          edit: null,
          upTo: null,
          wasHeld: false,
          by: 'console',
          reason: NOT_ANSWERED,
          decidedAfterMs: 0,
        },
      },
    ];
  });
}

/** Only the last action can be open: one ends before the next begins. */
function unfinished(entries: readonly AuditEntry[]): readonly AuditDraft[] {
  const judged = entries.filter((entry): entry is Judged => entry.kind === 'action-judged').at(-1);
  if (judged === undefined || judged.detail.verdict === 'deny') return [];
  const { toolUseId } = judged.detail;
  const later = entries.slice(entries.indexOf(judged) + 1);
  const started = later.find((entry) => entry.kind === 'action-started');
  const common = { step: judged.step, action: started?.action ?? judged.action };
  if (later.some(({ kind }) => kind === 'action-finished' || kind === 'action-skipped')) return [];
  if (started !== undefined) {
    const error = 'the console ended while it ran';
    const times = { durationMs: 0, settleMs: 0, settled: false };
    return [
      { kind: 'action-finished', ...common, detail: { toolUseId, outcome: 'unknown', error, ...times } },
    ];
  }
  const wasRefused = later.some(({ kind, permitted }) => kind === 'approval-settled' && permitted === false);
  if (wasRefused) return [];
  return [
    { kind: 'action-skipped', ...common, permitted: false, denial_reason: NOT_RUN, detail: { toolUseId } },
  ];
}
