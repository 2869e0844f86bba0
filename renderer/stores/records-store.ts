import { create } from 'zustand';
import type { AuditEntry } from '../../shared/domain/audit-entry';
import { airlock, errorMessage } from '../client/airlock-client';
import { LOADING, type LoadState, READY } from './load-state';

export type SessionRecord = { readonly load: LoadState; readonly entries: readonly AuditEntry[] };
export type RecordsState = { readonly records: Readonly<Record<string, SessionRecord>> };

export const useRecords = create<RecordsState>(() => ({ records: {} }));

const NO_ENTRIES: readonly AuditEntry[] = [];

/** Loads a record; entries pushed meanwhile are merged in by their number. */
export async function loadRecord(sessionId: string): Promise<void> {
  const known = useRecords.getState().records[sessionId];
  if (known === undefined) setRecord(sessionId, { load: LOADING, entries: NO_ENTRIES });
  try {
    const loaded = await airlock().call('sessions:record', { sessionId });
    const pushed = useRecords.getState().records[sessionId]?.entries ?? NO_ENTRIES;
    setRecord(sessionId, { load: READY, entries: mergeEntries(loaded, pushed) });
  } catch (error) {
    const entries = useRecords.getState().records[sessionId]?.entries ?? NO_ENTRIES;
    setRecord(sessionId, { load: { kind: 'failed', message: errorMessage(error) }, entries });
  }
}

/** Adds a pushed entry to a record that a view has opened; after a gap the record is read again. */
export function receiveEntry(sessionId: string, entry: AuditEntry): void {
  const record = useRecords.getState().records[sessionId];
  if (record === undefined) return;
  const last = record.entries.at(-1)?.seq ?? -1;
  if (entry.seq <= last) return;
  setRecord(sessionId, { ...record, entries: [...record.entries, entry] });
  if (record.load.kind === 'ready' && entry.seq !== last + 1) void loadRecord(sessionId);
}

/** Both lists as one, each entry once, in the order of the record. */
export function mergeEntries(
  left: readonly AuditEntry[],
  right: readonly AuditEntry[],
): readonly AuditEntry[] {
  const bySeq = new Map([...left, ...right].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

function setRecord(sessionId: string, record: SessionRecord): void {
  useRecords.setState((state) => ({ records: { ...state.records, [sessionId]: record } }));
}
