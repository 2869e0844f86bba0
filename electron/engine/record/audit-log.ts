import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import type { AirlockError } from '../../../shared/airlock-error';
import { type AuditDraft, type AuditEntry, GENESIS_HASH } from '../../../shared/domain/audit-entry';
import type { Clock } from '../base/clock';
import { syncFolder, writeFully } from '../base/durable-file';
import { Emitter } from '../base/emitter';
import { SerialQueue } from '../base/serial-queue';
import { auditFailure } from './audit-failure';
import { completeEntry } from './complete-entry';

/** Tells apart the monotonic clocks of two starts of the console. */
const bootId = randomBytes(6).toString('hex');

type Waiting = {
  readonly draft: AuditDraft;
  readonly resolve: (entry: AuditEntry) => void;
  readonly reject: (error: unknown) => void;
};
type Line = { readonly entry: AuditEntry; readonly resolve: (entry: AuditEntry) => void };

export type AuditLogPosition = { readonly nextSeq: number; readonly lastHash: string };

/**
 * The append-only, hash-chained record of one session. `append` answers once the line is on disk (fsync). The first
 * failure is final: the log latches, every later append rejects with `audit-failed`, and fsync is never tried again on
 * the same file (a failed fsync may have dropped the data it was asked to keep).
 */
export class AuditLog {
  readonly appended = new Emitter<AuditEntry>();
  readonly #queue = new SerialQueue();
  readonly #waiting: Waiting[] = [];
  #failure: AirlockError | null = null;

  private constructor(
    private readonly taskId: string,
    private readonly handle: FileHandle,
    private readonly clock: Clock,
    private position: AuditLogPosition,
  ) {}

  /** Opens `audit.jsonl` in `folder`; `position` continues an existing chain, its default starts one. */
  static async open(
    folder: string,
    taskId: string,
    clock: Clock,
    position: AuditLogPosition = { nextSeq: 0, lastHash: GENESIS_HASH },
  ): Promise<AuditLog> {
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
    const handle = await open(path.join(folder, 'audit.jsonl'), flags, 0o600);
    try {
      await syncFolder(folder);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return new AuditLog(taskId, handle, clock, position);
  }

  get failure(): AirlockError | null {
    return this.#failure;
  }

  /** Numbers, stamps, chains, writes and syncs one line. Lines that come while others are being synced go together. */
  append(draft: AuditDraft): Promise<AuditEntry> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ draft, resolve, reject });
      if (this.#waiting.length === 1) void this.#queue.run(() => this.#writeWaiting());
    });
  }

  async close(): Promise<void> {
    await this.#queue.idle();
    await this.handle.close();
  }

  /** A page that opens a hundred connections costs a few syncs and not a hundred, which the next action would wait for. */
  async #writeWaiting(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    const lines = this.#failure ? [] : this.#chain(waiting);
    try {
      if (this.#failure) throw this.#failure;
      if (lines.length > 0) await this.#write(lines);
    } catch (error) {
      this.#failure ??= auditFailure(error);
      for (const { reject } of waiting) reject(this.#failure);
      return;
    }
    for (const { entry, resolve } of lines) {
      this.appended.emit(entry);
      resolve(entry);
    }
  }

  /** Gives each its place in the chain; one that is no entry is refused and takes none. */
  #chain(waiting: readonly Waiting[]): readonly Line[] {
    return waiting.flatMap(({ draft, resolve, reject }) => {
      try {
        const entry = this.#complete(draft);
        this.position = { nextSeq: entry.seq + 1, lastHash: entry.hash };
        return [{ entry, resolve }];
      } catch (error) {
        reject(error);
        return [];
      }
    });
  }

  async #write(lines: readonly Line[]): Promise<void> {
    const text = lines.map(({ entry }) => `${JSON.stringify(entry)}\n`).join('');
    await writeFully(this.handle, Buffer.from(text));
    await this.handle.datasync();
    // A file that was deleted takes lines without end, and nobody will read them.
    if ((await this.handle.stat()).nlink === 0) throw Object.assign(new Error(), { code: 'ENOENT' });
  }

  #complete(draft: AuditDraft): AuditEntry {
    return completeEntry(draft, {
      taskId: this.taskId,
      bootId,
      seq: this.position.nextSeq,
      prev: this.position.lastHash,
      wallMs: this.clock.wallMs(),
      monotonicMs: this.clock.monotonicMs(),
    });
  }
}
