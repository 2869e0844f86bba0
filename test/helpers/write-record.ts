import { canonicalJson } from '../../electron/engine/base/canonical-json';
import { systemClock } from '../../electron/engine/base/clock';
import { sha256Hex } from '../../electron/engine/base/hashing';
import { SessionFolder } from '../../electron/engine/record/session-folder';
import type { AuditDraft } from '../../shared/domain/audit-entry';
import { sampleSettings } from './sample-settings';
import { tempFolder } from './temp-folder';

const SETTINGS = sampleSettings();

/** The first line of a session's record. */
export const STARTED: AuditDraft = {
  kind: 'session-started',
  detail: {
    settings: SETTINGS,
    modelAddress: null,
    policyHash: sha256Hex(canonicalJson(SETTINGS.policy)),
    appVersion: '0.1.0',
  },
};

/** Writes a session's record as the console does, its first line included, and leaves it there. Answers its folder. */
export async function writeRecord(drafts: readonly AuditDraft[], root?: string): Promise<string> {
  const folder = await SessionFolder.create(root ?? (await tempFolder()), 'a', SETTINGS.policy, systemClock);
  for (const draft of [STARTED, ...drafts]) await folder.append(draft);
  await folder.close();
  return folder.path;
}
