import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../../shared/airlock-error';

/** Of the core protocol (X Window System Protocol, X.Org, version 11): the requests that only look, and ask to be told. */
const OPCODE = {
  changeAttributes: 2,
  windowAttributes: 3,
  geometry: 14,
  queryTree: 15,
  internAtom: 16,
  property: 20,
  queryPointer: 38,
  inputFocus: 43,
  queryKeymap: 44,
} as const;

/** Predefined atoms (appendix A). */
export const WM_NAME = 39;
export const WM_CLASS = 67;

/** What to be told of a window: what becomes of its children, or which of its properties change. */
export const CHILDREN = 0x80000;
export const PROPERTIES = 0x400000;
const EVENT_MASK = 0x800;

const REPLY_HEAD_BYTES = 32;
/** No answer to what is asked here is near this; the server is in the container, and the container is not trusted. */
const MAX_REPLY_BYTES = 1024 * 1024;
/** What is read of a property, in units of four bytes. */
const PROPERTY_WORDS = 256;

type Waiting = (reply: Buffer | null) => void;

/**
 * A connection to the sandbox's display server that looks at windows and does nothing to them. Requests that are made in one
 * go leave as one write. An answer is null where the server answers with an error: the window is gone.
 */
export class X11Connection {
  readonly #waiting = new Map<number, Waiting>();
  #unsent: Buffer[] = [];
  #unread: Buffer = Buffer.alloc(0);
  #sequence = 0;
  #hello: ((setup: Buffer) => void) | null = null;
  #isClosed = false;
  root = 0;
  /** Grows with everything the server tells of watched windows: what it knew before an answer is counted by then. */
  changes = 0;

  private constructor(private readonly stream: Duplex) {
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('end', () => this.close());
    stream.on('close', () => this.close());
    stream.on('error', () => this.close());
  }

  /** Rejects with `sandbox-failed` when the server refuses the connection or ends it. */
  static async open(stream: Duplex): Promise<X11Connection> {
    const connection = new X11Connection(stream);
    await connection.#greet();
    return connection;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.stream.destroy();
    this.#hello?.(Buffer.alloc(0));
    for (const settle of this.#waiting.values()) settle(null);
    this.#waiting.clear();
  }

  windowAttributes(window: number): Promise<Buffer | null> {
    return this.#ask(OPCODE.windowAttributes, [window]);
  }

  geometry(window: number): Promise<Buffer | null> {
    return this.#ask(OPCODE.geometry, [window]);
  }

  inputFocus(): Promise<Buffer | null> {
    return this.#ask(OPCODE.inputFocus, []);
  }

  /** Where the pointer is, with the buttons, modifiers and locks that are on. */
  pointer(): Promise<Buffer | null> {
    return this.#ask(OPCODE.queryPointer, [this.root]);
  }

  /** Which keys are down: a bit for each keycode. */
  keymap(): Promise<Buffer | null> {
    return this.#ask(OPCODE.queryKeymap, []);
  }

  /** From here on `changes` counts `what` of a window. */
  watch(window: number, what: number): void {
    this.#send(OPCODE.changeAttributes, [window, EVENT_MASK, what]);
  }

  /** A window's children, the lowest first. */
  async children(window: number): Promise<readonly number[]> {
    const reply = await this.#ask(OPCODE.queryTree, [window]);
    return reply === null ? [] : wordsOf(reply.subarray(REPLY_HEAD_BYTES));
  }

  /** A property's bytes, at most 1 KiB; empty when the window has none. */
  async property(window: number, atom: number): Promise<Buffer> {
    const anyType = 0;
    const reply = await this.#ask(OPCODE.property, [window, atom, anyType, 0, PROPERTY_WORDS]);
    if (reply === null) return Buffer.alloc(0);
    const unitBytes = (reply[1] ?? 0) / 8;
    return reply.subarray(REPLY_HEAD_BYTES, REPLY_HEAD_BYTES + reply.readUInt32LE(16) * unitBytes);
  }

  /** The number that stands for a name. 0: the server can't be asked. */
  async atom(name: string): Promise<number> {
    const bytes = Buffer.from(name, 'latin1');
    const padded = Buffer.alloc(4 + Math.ceil(bytes.length / 4) * 4);
    padded.writeUInt16LE(bytes.length, 0);
    bytes.copy(padded, 4);
    return (await this.#ask(OPCODE.internAtom, wordsOf(padded)))?.readUInt32LE(8) ?? 0;
  }

  async #greet(): Promise<void> {
    const answer = new Promise<Buffer>((resolve) => {
      this.#hello = resolve;
    });
    const hello = Buffer.alloc(12);
    hello.write('l', 0, 'latin1');
    hello.writeUInt16LE(11, 2);
    this.stream.write(hello);
    const setup = await answer;
    this.#hello = null;
    const root = setup[0] === 1 ? rootOf(setup) : null;
    if (root === null) {
      this.close();
      throw new AirlockError('sandbox-failed', 'The display server did not accept a connection.');
    }
    this.root = root;
  }

  #ask(opcode: number, words: readonly number[]): Promise<Buffer | null> {
    if (this.#isClosed) return Promise.resolve(null);
    this.#send(opcode, words);
    return new Promise((resolve) => this.#waiting.set(this.#sequence, resolve));
  }

  #send(opcode: number, words: readonly number[]): void {
    const request = Buffer.alloc(4 + words.length * 4);
    request[0] = opcode;
    request.writeUInt16LE(1 + words.length, 2);
    for (const [index, word] of words.entries()) request.writeUInt32LE(word, 4 + index * 4);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    if (this.#unsent.length === 0) queueMicrotask(() => this.#flush());
    this.#unsent.push(request);
  }

  #flush(): void {
    const requests = this.#unsent;
    this.#unsent = [];
    if (!this.#isClosed) this.stream.write(Buffer.concat(requests));
  }

  #receive(chunk: Buffer): void {
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    for (let size = this.#nextSize(); size !== null && !this.#isClosed; size = this.#nextSize()) {
      if (size > MAX_REPLY_BYTES) this.close();
      if (this.#unread.length < size) return;
      const message = this.#unread.subarray(0, size);
      this.#unread = this.#unread.subarray(size);
      if (this.#hello !== null) this.#hello(message);
      else this.#handle(message);
    }
  }

  /** Bytes of the message that comes next; null as long as its head is not there. */
  #nextSize(): number | null {
    if (this.#hello !== null) return this.#unread.length < 8 ? null : 8 + this.#unread.readUInt16LE(6) * 4;
    if (this.#unread.length < REPLY_HEAD_BYTES) return null;
    return REPLY_HEAD_BYTES + (this.#unread[0] === 1 ? this.#unread.readUInt32LE(4) * 4 : 0);
  }

  #handle(message: Buffer): void {
    const kind = message[0] ?? 0;
    // Anything above is an event.
    if (kind > 1) {
      this.changes += 1;
      return;
    }
    const sequence = message.readUInt16LE(2);
    this.#waiting.get(sequence)?.(kind === 1 ? message : null);
    this.#waiting.delete(sequence);
  }
}

/** All whole 32-bit numbers in it. */
export function wordsOf(bytes: Buffer): readonly number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32LE(index * 4));
}

/** The first screen's root window, behind the vendor's name and the picture formats; null when it can't be there. */
function rootOf(setup: Buffer): number | null {
  if (setup.length < 40) return null;
  const at = 40 + Math.ceil(setup.readUInt16LE(24) / 4) * 4 + (setup[29] ?? 0) * 8;
  return at + 4 <= setup.length ? setup.readUInt32LE(at) : null;
}
