import type { AuditEntry } from '../domain/audit-entry';
import type { LeakReport } from '../domain/leak-report';

export type SandboxReady = Extract<AuditEntry, { kind: 'sandbox-ready' }>['detail'];

/** What the record says of a session's sandbox: how it was made, and the newest leak test with its time. */
export type SandboxFacts = {
  readonly ready: SandboxReady | null;
  readonly leakTest: { readonly report: LeakReport; readonly timestamp: string } | null;
};

export function sandboxFacts(entries: readonly AuditEntry[]): SandboxFacts {
  const ready = entries.find((entry) => entry.kind === 'sandbox-ready');
  const leakTest = entries.filter((entry) => entry.kind === 'leak-test').at(-1);
  return {
    ready: ready?.detail ?? null,
    leakTest: leakTest ? { report: leakTest.detail, timestamp: leakTest.timestamp } : null,
  };
}
