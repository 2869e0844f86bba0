import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { readAudit } from '../../electron/engine/record/audit-reader';
import { verifySession } from '../../electron/engine/record/verify-session';
import type { AuditEntry, AuditKind } from '../../shared/domain/audit-entry';

/** What a session of a console left on disk: the only one, unless it is named. */
export async function recordOf(sessionsFolder: string, id?: string) {
  const [only] = await readdir(sessionsFolder);
  const folder = path.join(sessionsFolder, id ?? only ?? '');
  const { entries } = await readAudit(folder);
  const find = <K extends AuditKind>(kind: K) =>
    entries.filter((entry): entry is Extract<AuditEntry, { kind: K }> => entry.kind === kind);
  return { folder, entries, find, verification: await verifySession(folder) };
}

/** The same of a session that is at its end, with its last line. */
export async function endedRecordOf(sessionsFolder: string, id?: string) {
  await expect
    .poll(async () => (await recordOf(sessionsFolder, id)).entries.at(-1)?.kind)
    .toBe('session-ended');
  return recordOf(sessionsFolder, id);
}
