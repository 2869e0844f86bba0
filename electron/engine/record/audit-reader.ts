import { copyFile, mkdir, readFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import { AuditEntry, GENESIS_HASH } from '../../../shared/domain/audit-entry';
import { presentName } from '../../../shared/domain/risk';
import { hashEntry } from './hash-entry';
import { splitLines } from './split-lines';

/** What reading a record found. `damage` is null when the chain is whole; entries up to the damage are still there. */
export type AuditReading = {
  readonly entries: readonly AuditEntry[];
  readonly damage: AuditDamage | null;
  /** Bytes of whole, sound lines. */
  readonly soundBytes: number;
};

export type AuditDamage = {
  /** `torn-tail`: only the last line is incomplete, as after a crash. Anything else was not done by a crash. */
  readonly kind: 'torn-tail' | 'bad-line' | 'broken-chain';
  /** Sequence number the damaged line should have. */
  readonly seq: number;
  readonly what: string;
};

/** Reads `audit.jsonl` and checks every line's form, number, link and hash. Rejects only when there is no file. */
export async function readAudit(sessionFolder: string): Promise<AuditReading> {
  return parseAudit(await readFile(path.join(sessionFolder, 'audit.jsonl')));
}

export function parseAudit(bytes: Buffer): AuditReading {
  const entries: AuditEntry[] = [];
  let prev = GENESIS_HASH;
  let soundBytes = 0;
  const { lines, rest } = splitLines(bytes);
  const stop = (kind: AuditDamage['kind'], what: string): AuditReading => ({
    entries,
    damage: { kind, seq: entries.length, what },
    soundBytes,
  });
  for (const text of lines) {
    const line = parseLine(text);
    if (line === null) return stop('bad-line', 'the line is not an audit entry');
    const { entry, written } = line;
    if (entry.seq !== entries.length) return stop('broken-chain', `the line has number ${entry.seq}`);
    if (entry.prev !== prev) return stop('broken-chain', 'the line does not link to the one before');
    if (hashEntry(written) !== entry.hash)
      return stop('broken-chain', 'the line was changed after it was written');
    entries.push(entry);
    prev = entry.hash;
    soundBytes += text.length + 1;
  }
  if (rest.length > 0) return stop('torn-tail', `${rest.length} bytes of an unfinished line`);
  return { entries, damage: null, soundBytes };
}

type Line = { readonly entry: AuditEntry; readonly written: Readonly<Record<string, unknown>> };

/** The hash is over the line as it was written; a line of an earlier version gets its missing fields only in `entry`. */
function parseLine(bytes: Buffer): Line | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const parsed = AuditEntry.safeParse(value);
    // A field that the schema does not know would be shown to nobody, although the hash covers it.
    return parsed.success && isWithin(value, parsed.data)
      ? { entry: parsed.data, written: value as Line['written'] }
      : null;
  } catch {
    return null;
  }
}

/** Whether `parsed` has kept everything that `value` says, a risk by the name that it has now. */
function isWithin(value: unknown, parsed: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === parsed || presentName(value) === parsed;
  if (typeof parsed !== 'object' || parsed === null) return false;
  return Object.entries(value).every(
    ([key, field]) => Object.hasOwn(parsed, key) && isWithin(field, (parsed as Record<string, unknown>)[key]),
  );
}

/**
 * Mends what a crash leaves: copies the unfinished last line to `quarantine/`, cuts it off, and answers how many bytes
 * that were. Other damage is never repaired.
 */
export async function quarantineTornTail(sessionFolder: string, reading: AuditReading): Promise<number> {
  if (reading.damage?.kind !== 'torn-tail') return 0;
  const file = path.join(sessionFolder, 'audit.jsonl');
  const folder = path.join(sessionFolder, 'quarantine');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await copyFile(file, path.join(folder, `audit-from-${reading.soundBytes}.jsonl`));
  const { length } = await readFile(file);
  await truncate(file, reading.soundBytes);
  return length - reading.soundBytes;
}
