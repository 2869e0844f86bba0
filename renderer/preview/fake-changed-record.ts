import type { AuditDraft, AuditEntry } from '../../shared/domain/audit-entry';
import type { Change, ChangeCause } from '../../shared/domain/change';
import { fakeChange, fakeField, fakePayment } from './fake-changes';
import { FAKE_FRAMES } from './fake-frames';
import { fakeEntries } from './fake-record';

const HASH = 'b'.repeat(64);

type Judged = Extract<AuditDraft, { kind: 'change-judged' }>['detail'];
type Judging = Partial<Omit<Judged, 'change' | 'changeId'>> & { readonly change: Change };

/** The line that judges a change. */
export function judgedChange(changeId: string, judging: Judging): AuditDraft {
  const cause: ChangeCause = judging.cause ?? { kind: 'step', step: 9, afterMs: null };
  return {
    kind: 'change-judged',
    step: cause.kind === 'step' ? cause.step : null,
    screenshot_saved: FAKE_FRAMES.exports,
    detail: {
      changeId,
      cause,
      page: 'http://billing.practice.test/exports',
      digest: HASH,
      sentBefore: 0,
      verdict: 'allow',
      rule: 'changes_from',
      why: 'below the level from which changes are asked about',
      grantId: null,
      ...judging,
    },
  };
}

/** The question about one. */
export function askedChange(changeId: string, approvalId = `ask-${changeId}`): AuditDraft {
  return {
    kind: 'approval-requested',
    step: 9,
    detail: {
      about: 'change',
      approvalId,
      toolUseId: null,
      digest: HASH,
      sentence: 'This click is about to change something.',
      expiresAt: 0,
      level: 'high',
      difference: [],
      acceptable: [],
      bound: { changeId },
    },
  };
}

type Settled = Extract<AuditDraft, { kind: 'approval-settled' }>['detail'];

/** The operator's answer to it. */
export function answeredChange(
  changeId: string,
  outcome: Settled['outcome'],
  change: Partial<Settled> = {},
): AuditDraft {
  return {
    kind: 'approval-settled',
    step: 9,
    permitted: outcome === 'approved',
    detail: {
      about: 'change',
      approvalId: `ask-${changeId}`,
      toolUseId: null,
      digest: HASH,
      outcome,
      scope: 'once',
      edit: null,
      upTo: null,
      accepts: 'once',
      wasHeld: false,
      answer: null,
      by: 'root',
      reason: '',
      decidedAfterMs: 4200,
      ...change,
    },
  };
}

/** It left the browser, and was answered. */
export function sentChange(changeId: string, status: number | null = 200): readonly AuditDraft[] {
  return [
    { kind: 'change-sent', detail: { changeId } },
    { kind: 'change-ended', detail: { changeId, end: 'answered', status } },
  ];
}

const NOTE = fakeChange({
  does: 'save a note',
  category: 'sending',
  level: 'low',
  why: 'PUT to a path of notes.',
  method: 'PUT',
  url: 'http://billing.practice.test/notes/17',
  path: '/notes/:id',
  format: 'json',
  fields: [fakeField('text', 'October is reconciled.')],
});
const SEEN = fakeChange({
  does: 'send 14 fields to the server',
  category: 'unknown',
  level: 'medium',
  isKnown: false,
  host: 'collect.larkspur-metrics.example:443',
  url: 'https://collect.larkspur-metrics.example/v1/8841',
  path: '/v1/:id',
  why: 'POST changes something, and nothing says what.',
});
const asks = {
  verdict: 'ask',
  rule: 'changes',
  why: 'changes from medium on wait for the operator',
} as const;

/** One of each kind: approved, let go by a rule, refused, given up, broken off, repeated, sent twice. */
export function fakeChanges(): readonly AuditDraft[] {
  return [
    judgedChange('c1', { change: NOTE, cause: { kind: 'step', step: 6, afterMs: 1200 } }),
    ...sentChange('c1', 204),
    judgedChange('c2', { change: fakePayment(), ...asks, cause: { kind: 'step', step: 7, afterMs: null } }),
    askedChange('c2'),
    answeredChange('c2', 'approved', { wasHeld: true }),
    ...sentChange('c2', 201),
    judgedChange('c3', { change: fakeChange(), ...asks }),
    askedChange('c3'),
    answeredChange('c3', 'denied', { reason: 'Not part of the task' }),
    judgedChange('c4', { change: SEEN, cause: { kind: 'page' } }),
    ...sentChange('c4', 202),
    { kind: 'change-repeated', detail: { changeId: 'c4', verdict: 'allow', times: 12 } },
    judgedChange('c5', {
      change: fakeChange({ does: 'delete invoice INV-2210', method: 'DELETE' }),
      verdict: 'deny',
      rule: 'rules[1]',
      why: 'Nothing is deleted here.',
      cause: { kind: 'step', step: 7, afterMs: null },
    }),
    judgedChange('c6', {
      change: fakePayment({ does: 'pay 20.00 EUR to SE12 3456' }),
      ...asks,
      sentBefore: 1,
    }),
    askedChange('c6'),
    answeredChange('c6', 'approved'),
    { kind: 'change-sent', detail: { changeId: 'c6' } },
    { kind: 'change-ended', detail: { changeId: 'c6', end: 'broken', status: null } },
    judgedChange('c7', {
      change: NOTE,
      cause: { kind: 'operator' },
      rule: 'operator',
      why: 'you had control',
    }),
    ...sentChange('c7', 403),
    judgedChange('c8', { change: { ...NOTE, does: 'save a draft' }, ...asks }),
    askedChange('c8'),
    answeredChange('c8', 'cancelled', { by: 'session' }),
    { kind: 'change-ended', detail: { changeId: 'c8', end: 'gave-up', status: null } },
  ];
}

/** A record with these lines at its end, before that of the session. */
export function withChanges(entries: readonly AuditEntry[], drafts = fakeChanges()): AuditEntry[] {
  const isOver = entries.at(-1)?.kind === 'session-ended';
  const before = isOver ? entries.slice(0, -1) : entries;
  const added = fakeEntries(drafts);
  return [...before, ...added, ...entries.slice(before.length)].map((entry, seq) => ({ ...entry, seq }));
}
