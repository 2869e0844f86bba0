import type { AuditDraft, AuditEntry } from '../../../shared/domain/audit-entry';
import type { RecordedMessage } from '../../../shared/domain/recorded-message';

/** What the engine's other rooms write to. The real one is the session folder: audit log, frames and messages. */
export interface SessionRecord {
  /** Rejects with `audit-failed`, after which nothing may run any more. */
  append(draft: AuditDraft): Promise<AuditEntry>;
  /** Stores a picture and answers its SHA-256. */
  saveFrame(picture: Buffer): Promise<string>;
  /** The bytes of a stored frame. Rejects with `audit-failed` when it is not there any more. */
  readFrame(name: string): Promise<Buffer>;
  /** Stores one message of the conversation, before it is used. Its pictures must have been saved as frames. */
  saveMessage(message: RecordedMessage): Promise<void>;
  /** Stores all of a request to the model but its messages, as JSON, and answers its SHA-256. */
  saveHead(json: string): Promise<string>;
}
