import { AUDIT_VERSION, type AuditDraft, AuditEntry, GENESIS_HASH } from '../../../shared/domain/audit-entry';
import { toPlainJson } from '../base/plain-json';
import { hashEntry } from './hash-entry';

/** Where and when a line is written. */
export type EntryPlace = {
  readonly taskId: string;
  readonly bootId: string;
  readonly seq: number;
  /** Hash of the line before. */
  readonly prev: string;
  /** Wall clock, milliseconds since the epoch. */
  readonly wallMs: number;
  readonly monotonicMs: number;
};

/** The line as it is written: numbered, stamped and chained. Throws when it is none. */
export function completeEntry(draft: AuditDraft, place: EntryPlace): AuditEntry {
  const body = {
    version: AUDIT_VERSION,
    seq: place.seq,
    timestamp: new Date(place.wallMs).toISOString(),
    monotonic_ms: Math.round(place.monotonicMs),
    boot_id: place.bootId,
    task_id: place.taskId,
    step: null,
    action: null,
    screenshot_saved: null,
    redaction: null,
    model_response_id: null,
    tokens_used: null,
    permitted: null,
    denial_reason: null,
    ...draft,
    prev: place.prev,
    hash: GENESIS_HASH,
  };
  // What is hashed must be what a reader will parse.
  const entry = AuditEntry.parse(toPlainJson(body));
  return { ...entry, hash: hashEntry(entry) };
}
