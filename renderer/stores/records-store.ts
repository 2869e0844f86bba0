import { create } from 'zustand';
import type { AuditEntry } from '../../shared/domain/audit-entry';
import { type RecordReader, type RecordReading, startReading } from '../../shared/record/record-reader';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { LOADING, type LoadState, READY } from './load-state';

/** A record that a view has opened: its lines so far, and what they say. */
export type OpenedRecord = {
  readonly load: LoadState;
  /** Grows in place, so that a line costs the same in a long run; the record around it is a new one then. */
  readonly entries: AuditEntry[];
  readonly reading: RecordReading;
  /** Goes on with the reading; for this store alone. */
  readonly reader: RecordReader;
};
export type RecordsState = { readonly records: Readonly<Record<string, OpenedRecord>> };

/** How many records are kept beside those on the screen, so that going back to one shows it at once. */
export const KEPT_RECORDS = 4;

export const useRecords = create<RecordsState>(() => ({ records: {} }));

/** How many views show a record. */
const followers = new Map<string, number>();
/** Records that no view shows any more, the one that was left last first. */
let left: readonly string[] = [];

/** Loads a record and keeps it up to date until the returned function is called. */
export function followRecord(sessionId: string): () => void {
  followers.set(sessionId, (followers.get(sessionId) ?? 0) + 1);
  left = left.filter((other) => other !== sessionId);
  void loadRecord(sessionId);
  let isFollowing = true;
  return () => {
    if (isFollowing) leave(sessionId);
    isFollowing = false;
  };
}

/** Loads a record; entries pushed meanwhile are merged in by their number. */
export async function loadRecord(sessionId: string): Promise<void> {
  if (find(sessionId) === undefined) setRecord(sessionId, LOADING, []);
  try {
    const loaded = await airlock().call('sessions:record', { sessionId });
    const pushed = find(sessionId);
    // Nobody has looked at it for so long that it was let go.
    if (pushed === undefined) return;
    setRecord(sessionId, READY, mergeEntries(loaded, pushed.entries));
  } catch (error) {
    const record = find(sessionId);
    if (record === undefined) return;
    putRecord(sessionId, { ...record, load: { kind: 'failed', message: errorMessage(error) } });
  }
}

/** Adds a pushed entry to a record that a view has opened; after a gap the record is read again. */
export function receiveEntry(sessionId: string, entry: AuditEntry): void {
  const record = find(sessionId);
  if (record === undefined) return;
  const { reader, load, entries } = record;
  const last = entries.at(-1)?.seq ?? -1;
  if (entry.seq <= last) return;
  reader.read(entry);
  entries.push(entry);
  putRecord(sessionId, { ...record, reading: reader.reading });
  if (load.kind === 'ready' && entry.seq !== last + 1) void loadRecord(sessionId);
}

/** Both lists as one, each entry once, in the order of the record. */
function mergeEntries(some: readonly AuditEntry[], more: readonly AuditEntry[]): AuditEntry[] {
  const bySeq = new Map([...some, ...more].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

function leave(sessionId: string): void {
  const remaining = (followers.get(sessionId) ?? 1) - 1;
  if (remaining > 0) {
    followers.set(sessionId, remaining);
    return;
  }
  followers.delete(sessionId);
  const recent = [sessionId, ...left];
  const dropped = recent.slice(KEPT_RECORDS);
  left = recent.slice(0, KEPT_RECORDS);
  if (dropped.length === 0) return;
  useRecords.setState(({ records }) => ({
    records: Object.fromEntries(Object.entries(records).filter(([id]) => !dropped.includes(id))),
  }));
}

function find(sessionId: string): OpenedRecord | undefined {
  return useRecords.getState().records[sessionId];
}

function setRecord(sessionId: string, load: LoadState, entries: AuditEntry[]): void {
  const reader = startReading(entries);
  putRecord(sessionId, { load, entries, reader, reading: reader.reading });
}

function putRecord(sessionId: string, record: OpenedRecord): void {
  useRecords.setState((state) => ({ records: { ...state.records, [sessionId]: record } }));
}
