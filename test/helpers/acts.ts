import { DIALOGUE_MEMBERS } from '../../shared/domain/action';
import type { AuditDraft, AuditEntry } from '../../shared/domain/audit-entry';

/** Whether a line of a record is the beginning of an action on the sandbox, and of none that is only said. */
export function isActBegun({ kind, action }: AuditDraft | AuditEntry): boolean {
  return kind === 'action-started' && !isSaid(action?.member ?? '');
}

/** Whether an action is only said, to the operator. */
export function isSaid(member: string): boolean {
  return (DIALOGUE_MEMBERS as readonly string[]).includes(member);
}
