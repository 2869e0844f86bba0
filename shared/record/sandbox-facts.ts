import type { AuditEntry, EntryOf } from '../domain/audit-entry';
import type { LeakReport } from '../domain/leak-report';

export type SandboxReady = EntryOf<'sandbox-ready'>['detail'];

/** What the record says of a session's sandbox: how it was made, and the newest leak test with its time. */
export type SandboxFacts = {
  readonly ready: SandboxReady | null;
  readonly leakTest: { readonly report: LeakReport; readonly timestamp: string } | null;
};

export const NO_SANDBOX: SandboxFacts = { ready: null, leakTest: null };

/** What is known of the sandbox after one more line; the same object when the line says nothing of it. */
export function noteSandbox(known: SandboxFacts, entry: AuditEntry): SandboxFacts {
  if (entry.kind === 'sandbox-ready') return { ...known, ready: known.ready ?? entry.detail };
  if (entry.kind !== 'leak-test') return known;
  return { ...known, leakTest: { report: entry.detail, timestamp: entry.timestamp } };
}
