import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import type { AuditDraft, AuditEntry } from '../../../shared/domain/audit-entry';
import type { Policy } from '../../../shared/domain/policy';
import type { RecordedMessage } from '../../../shared/domain/recorded-message';
import { canonicalJson } from '../base/canonical-json';
import type { Clock } from '../base/clock';
import { syncFolder, writeDurably } from '../base/durable-file';
import { AuditLog } from './audit-log';
import { ContentStore, FRAMES, HEADS } from './content-store';
import { readFrame } from './frame-store';
import { MessageLog } from './message-log';
import type { SessionRecord } from './session-record';

/** What stands beside the log. */
type Kept = {
  readonly frames: ContentStore;
  readonly heads: ContentStore;
  readonly messages: MessageLog;
};

/** The folder that is a session's record: audit.jsonl, frames/, heads/, messages.jsonl, policy.json. */
export class SessionFolder implements SessionRecord {
  private constructor(
    readonly path: string,
    readonly log: AuditLog,
    private readonly kept: Kept,
  ) {}

  /**
   * Makes the folder of a new session. `policy.json` holds the policy's canonical JSON, whose hash the record names.
   * When it rejects, nothing is left of it.
   */
  static async create(root: string, sessionId: string, policy: Policy, clock: Clock): Promise<SessionFolder> {
    const folder = path.join(root, sessionId);
    await mkdir(root, { recursive: true, mode: 0o700 });
    // Never one that is there: it would be another session's, and might be removed below.
    await mkdir(folder, { mode: 0o700 });
    let messages: MessageLog | null = null;
    try {
      await syncFolder(root);
      await writeDurably(path.join(folder, 'policy.json'), `${canonicalJson(policy)}\n`);
      const frames = await ContentStore.open(folder, FRAMES);
      const heads = await ContentStore.open(folder, HEADS);
      messages = await MessageLog.open(folder);
      const log = await AuditLog.open(folder, sessionId, clock);
      return new SessionFolder(folder, log, { frames, heads, messages });
    } catch (error) {
      await messages?.close();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  append(draft: AuditDraft): Promise<AuditEntry> {
    return this.log.append(draft);
  }

  saveFrame(picture: Buffer): Promise<string> {
    return this.kept.frames.save(picture);
  }

  async readFrame(name: string): Promise<Buffer> {
    const picture = await readFrame(this.path, name);
    if (picture !== null) return picture;
    throw new AirlockError(
      'audit-failed',
      `A screenshot of the conversation is missing from the record (${name.slice(0, 12)}…). The session was stopped.`,
    );
  }

  saveHead(json: string): Promise<string> {
    return this.kept.heads.save(json);
  }

  saveMessage(message: RecordedMessage): Promise<void> {
    return this.kept.messages.append(message);
  }

  /** Closes both logs, whatever becomes of the other. */
  async close(): Promise<void> {
    const [log, messages] = await Promise.allSettled([this.log.close(), this.kept.messages.close()]);
    if (log.status === 'rejected') throw log.reason;
    if (messages.status === 'rejected') throw messages.reason;
  }

  /** Takes back the folder of a session that never began. */
  async discard(): Promise<void> {
    await this.close();
    await rm(this.path, { recursive: true, force: true });
  }
}
