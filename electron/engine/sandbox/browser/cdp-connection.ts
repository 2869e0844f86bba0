import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../../shared/airlock-error';
import { Emitter } from '../../base/emitter';

/** One message may not be larger than this: the browser is in the container, and the container is not trusted. */
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
const COMMAND_LIMIT_MS = 10_000;

export type CdpEvent = {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sessionId: string | undefined;
};

type Waiting = { resolve(value: unknown): void; reject(error: Error): void; timer: NodeJS.Timeout };

/** The Chrome DevTools Protocol over a pipe: JSON messages, each ended by a NUL. Every command has a time limit. */
export class CdpConnection {
  readonly event = new Emitter<CdpEvent>();
  readonly closed = new Emitter<string>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #parts: Buffer[] = [];
  #partsBytes = 0;
  #nextId = 1;
  #isClosed = false;

  constructor(private readonly stream: Duplex) {
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('end', () => this.#end('the browser ended'));
    stream.on('close', () => this.#end('the browser ended'));
    stream.on('error', () => this.#end("the browser's pipe broke"));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Sends a command and answers its result. Rejects with `sandbox-failed` on an error, a time-out or a lost browser. */
  send<T>(method: string, params: object = {}, sessionId?: string, limitMs = COMMAND_LIMIT_MS): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#isClosed) return reject(failure(method, 'the browser is gone'));
      const id = this.#nextId++;
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(failure(method, `no answer within ${limitMs} ms`));
      }, limitMs);
      this.#waiting.set(id, {
        resolve: (value) => resolve(value as T),
        reject: (error) => reject(failure(method, error.message)),
        timer,
      });
      this.stream.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  }

  close(): void {
    this.#end('closed by the console');
  }

  #receive(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      this.#parts.push(chunk.subarray(start, end));
      this.#handle(Buffer.concat(this.#parts).toString('utf8'));
      this.#parts.length = 0;
      this.#partsBytes = 0;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    if (rest.length === 0) return;
    this.#parts.push(rest);
    this.#partsBytes += rest.length;
    if (this.#partsBytes > MAX_MESSAGE_BYTES) this.#end('the browser sent too large a message');
  }

  #handle(text: string): void {
    const message = parseMessage(text);
    if (message === null) this.#end('the browser sent something that is not a message');
    else if (typeof message.id === 'number') this.#answer(message.id, message);
    else if (typeof message.method === 'string') {
      this.event.emit({
        method: message.method,
        params: (message.params ?? {}) as Record<string, unknown>,
        sessionId: typeof message.sessionId === 'string' ? message.sessionId : undefined,
      });
    }
  }

  #answer(id: number, message: Message): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (message.error) waiting.reject(new Error('the browser refused it'));
    else waiting.resolve(message.result ?? {});
  }

  #end(why: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.stream.destroy();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new Error(why));
    }
    this.#waiting.clear();
    this.closed.emit(why);
  }
}

type Message = {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly sessionId?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
};

function parseMessage(text: string): Message | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

function failure(method: string, why: string): AirlockError {
  return new AirlockError('sandbox-failed', `The browser did not do ${method}: ${why}.`);
}
