import { fakeConnections } from '../../renderer/preview/fake-network';
import { fakeEntries, fakeFinishedRecord } from '../../renderer/preview/fake-record';
import type { AuditEntry } from '../../shared/domain/audit-entry';

const SAMPLE_STEP = 2;

const record = fakeFinishedRecord();
const first = record.findIndex(({ step }) => step === SAMPLE_STEP);
/** What the model said, what it did, and what came of it. */
const sample = [
  ...record.slice(first - 1, first),
  ...record.filter(({ step, kind }) => step === SAMPLE_STEP && kind.startsWith('action-')),
];
/** One connection of the page, opened and closed. */
const connection = (step: number) => fakeEntries(fakeConnections(step, 1, 1000 + step));

/** The lines of a record that one step adds, numbered as the next ones after `seq` lines. */
export function stepLines(step: number, seq: number): readonly AuditEntry[] {
  return [...sample, ...connection(step)].map((entry, index) => renumber(entry, step, seq + index));
}

function renumber(entry: AuditEntry, step: number, seq: number): AuditEntry {
  const hasStep = entry.step !== null;
  const isAction = 'toolUseId' in entry.detail;
  return {
    ...entry,
    seq,
    step: hasStep ? step : null,
    detail: isAction ? { ...entry.detail, toolUseId: `bench-${step}` } : entry.detail,
  } as AuditEntry;
}
