import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AirlockError } from '../../../shared/airlock-error';
import { RecordedMessage } from '../../../shared/domain/recorded-message';
import { writeFully } from '../base/durable-file';
import { toPlainJson } from '../base/plain-json';
import { SerialQueue } from '../base/serial-queue';
import { auditFailure } from './audit-failure';
import { splitLines } from './split-lines';

const FILE = 'messages.jsonl';

/**
 * The conversation of one session, a message a line, on disk before it is used. As in the audit log the first failure is
 * final: a line that was written by half would run into the next.
 */
export class MessageLog {
  readonly #queue = new SerialQueue();
  #failure: AirlockError | null = null;

  private constructor(private readonly handle: FileHandle) {}

  static async open(sessionFolder: string): Promise<MessageLog> {
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
    return new MessageLog(await open(path.join(sessionFolder, FILE), flags, 0o600));
  }

  /** Answers once the line is on disk. Rejects with `audit-failed`, or with what is wrong with the message. */
  async append(message: RecordedMessage): Promise<void> {
    const line = `${JSON.stringify(RecordedMessage.parse(toPlainJson(message)))}\n`;
    await this.#queue.run(() => this.#write(Buffer.from(line)));
  }

  async close(): Promise<void> {
    await this.#queue.idle();
    await this.handle.close();
  }

  async #write(line: Buffer): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    try {
      await writeFully(this.handle, line);
      await this.handle.datasync();
    } catch (error) {
      this.#failure = auditFailure(error);
      throw this.#failure;
    }
  }
}

/** What reading a conversation found: its messages up to the damage, and what that is. */
export type MessageReading = {
  readonly messages: readonly RecordedMessage[];
  /** `torn-tail`: only the last line is incomplete, as after a crash. Null when all is whole. */
  readonly damage: 'torn-tail' | 'bad-line' | null;
};

/** Reads `messages.jsonl`. Rejects only when there is no file. */
export async function readMessages(sessionFolder: string): Promise<MessageReading> {
  const { lines, rest } = splitLines(await readFile(path.join(sessionFolder, FILE)));
  const messages: RecordedMessage[] = [];
  for (const line of lines) {
    const message = parseMessage(line);
    if (message === null) return { messages, damage: 'bad-line' };
    messages.push(message);
  }
  return { messages, damage: rest.length > 0 ? 'torn-tail' : null };
}

function parseMessage(line: Buffer): RecordedMessage | null {
  try {
    const parsed = RecordedMessage.safeParse(JSON.parse(line.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
