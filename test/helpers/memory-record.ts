import { createHash } from 'node:crypto';
import type { Clock } from '../../electron/engine/base/clock';
import { toPlainJson } from '../../electron/engine/base/plain-json';
import { completeEntry } from '../../electron/engine/record/complete-entry';
import type { SessionRecord } from '../../electron/engine/record/session-record';
import { AirlockError } from '../../shared/airlock-error';
import { type AuditDraft, type AuditEntry, GENESIS_HASH } from '../../shared/domain/audit-entry';
import { RecordedMessage } from '../../shared/domain/recorded-message';

const STOPPED = { wallMs: () => 0, monotonicMs: () => 0 };

/**
 * A record in memory, which refuses what the real one refuses. `failFrom` makes it fail like a full disk from the n-th
 * line on.
 */
export class MemoryRecord implements SessionRecord {
  readonly drafts: AuditDraft[] = [];
  readonly entries: AuditEntry[] = [];
  readonly messages: RecordedMessage[] = [];
  readonly frames = new Map<string, Buffer>();
  readonly heads = new Map<string, string>();
  failFrom = Number.POSITIVE_INFINITY;

  constructor(private readonly clock: Pick<Clock, 'wallMs' | 'monotonicMs'> = STOPPED) {}

  async append(draft: AuditDraft): Promise<AuditEntry> {
    if (this.drafts.length >= this.failFrom)
      throw new AirlockError('audit-failed', 'The record could not be written.');
    const entry = completeEntry(draft, {
      taskId: 's1',
      bootId: 'boot',
      seq: this.drafts.length,
      prev: GENESIS_HASH,
      wallMs: this.clock.wallMs(),
      monotonicMs: this.clock.monotonicMs(),
    });
    this.drafts.push(draft);
    this.entries.push(entry);
    return entry;
  }

  async saveFrame(png: Buffer): Promise<string> {
    const name = createHash('sha256').update(png).digest('hex');
    this.frames.set(name, png);
    return name;
  }

  async readFrame(name: string): Promise<Buffer> {
    const png = this.frames.get(name);
    if (png === undefined) throw new AirlockError('audit-failed', 'The frame is not there.');
    return png;
  }

  async saveHead(json: string): Promise<string> {
    const name = createHash('sha256').update(json).digest('hex');
    this.heads.set(name, json);
    return name;
  }

  async saveMessage(message: RecordedMessage): Promise<void> {
    RecordedMessage.parse(toPlainJson(message));
    this.messages.push(message);
  }

  get kinds(): string[] {
    return this.drafts.map(({ kind }) => kind);
  }

  find<K extends AuditDraft['kind']>(kind: K): Extract<AuditDraft, { kind: K }>[] {
    return this.drafts.filter((draft): draft is Extract<AuditDraft, { kind: K }> => draft.kind === kind);
  }
}
