import type { AuditDraft } from '../../shared/domain/audit-entry';

type Detail<K extends AuditDraft['kind']> = Extract<AuditDraft, { kind: K }>['detail'];

/** Details of record lines, where a test cares about a few fields only. */
export function judgedDetail(changes: Partial<Detail<'action-judged'>> = {}): Detail<'action-judged'> {
  return {
    toolUseId: 't1',
    verdict: 'allow',
    rule: 'policy',
    value: '',
    why: '',
    grantId: null,
    target: null,
    targets: [],
    points: [],
    findings: [],
    level: 'low',
    signIn: null,
    ...changes,
  };
}

export function requestedDetail(
  changes: Partial<Detail<'approval-requested'>> = {},
): Detail<'approval-requested'> {
  return {
    about: 'action',
    approvalId: 'a1',
    toolUseId: null,
    digest: 'd',
    sentence: 'Click.',
    expiresAt: 0,
    level: 'low',
    difference: [],
    acceptable: [],
    bound: {},
    ...changes,
  };
}

export function settledDetail(changes: Partial<Detail<'approval-settled'>> = {}): Detail<'approval-settled'> {
  return {
    about: 'action',
    approvalId: 'a1',
    toolUseId: null,
    digest: 'd',
    outcome: 'approved',
    scope: 'once',
    edit: null,
    upTo: null,
    accepts: 'once',
    wasHeld: false,
    answer: null,
    by: 'ada',
    reason: '',
    decidedAfterMs: 5,
    ...changes,
  };
}
