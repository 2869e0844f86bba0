import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import type { AuditDraft, AuditEntry } from '../../../shared/domain/audit-entry';
import type { Policy } from '../../../shared/domain/policy';
import { canonicalJson } from '../base/canonical-json';
import type { Clock } from '../base/clock';
import { syncFolder, writeDurably, writeFully } from '../base/durable-file';
import { AuditLog } from './audit-log';
import { FrameStore, readFrame } from './frame-store';
import type { SessionRecord } from './session-record';

/** The folder that is a session's record: audit.jsonl, frames/, messages.jsonl, policy.json. */
export class SessionFolder implements SessionRecord {
  private constructor(
    readonly path: string,
    readonly log: AuditLog,
    private readonly frames: FrameStore,
    private readonly messages: FileHandle,
  ) {}

  /** Makes the folder of a new session. `policy.json` holds the policy's canonical JSON, whose hash the record names. */
  static async create(root: string, sessionId: string, policy: Policy, clock: Clock): Promise<SessionFolder> {
    const folder = path.join(root, sessionId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncFolder(root);
    await writeDurably(path.join(folder, 'policy.json'), `${canonicalJson(policy)}\n`);
    const frames = await FrameStore.open(folder);
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
    const messages = await open(path.join(folder, 'messages.jsonl'), flags, 0o600);
    return new SessionFolder(folder, await AuditLog.open(folder, sessionId, clock), frames, messages);
  }

  append(draft: AuditDraft): Promise<AuditEntry> {
    return this.log.append(draft);
  }

  saveFrame(png: Buffer): Promise<string> {
    return this.frames.save(png);
  }

  async readFrame(name: string): Promise<Buffer> {
    const png = await readFrame(this.path, name);
    if (png !== null) return png;
    throw new AirlockError(
      'audit-failed',
      `A screenshot of the conversation is missing from the record (${name.slice(0, 12)}…). The session was stopped.`,
    );
  }

  async saveMessage(message: unknown): Promise<void> {
    await writeFully(this.messages, Buffer.from(`${JSON.stringify(message)}\n`));
    await this.messages.datasync();
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.messages.close();
  }
}
