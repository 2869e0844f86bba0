import type { Duplex } from 'node:stream';
import type { Box } from '../../shared/domain/geometry';
import { createStreamPair } from './stream-pair';

export type FakeWindow = {
  readonly id: number;
  readonly box?: Box;
  readonly isViewable?: boolean;
  readonly isOverride?: boolean;
  /** By name: text or atoms. */
  readonly properties?: Readonly<Record<string, string | readonly string[]>>;
  readonly children?: readonly FakeWindow[];
};

const ROOT = 0x100;
const PREDEFINED: Readonly<Record<string, number>> = { WM_NAME: 39, WM_CLASS: 67 };

/** A display server in memory as far as windows go (X11): answers what it is asked, and counts it. */
export class FakeWindowServer {
  readonly client: Duplex;
  readonly requests: number[] = [];
  focused = 0;
  windows: readonly FakeWindow[] = [];
  readonly #stream: Duplex;
  readonly #atoms = new Map<string, number>(Object.entries(PREDEFINED));
  #unread: Buffer = Buffer.alloc(0);
  #isGreeted = false;
  #sequence = 0;

  constructor(private readonly greeting: Buffer = FakeWindowServer.setup()) {
    const [client, server] = createStreamPair();
    this.client = client;
    this.#stream = server;
    server.on('data', (chunk: Buffer) => this.#receive(chunk));
    server.on('error', () => undefined);
  }

  /** An answer to the greeting, with a vendor's name and picture formats before the screen. */
  static setup(): Buffer {
    const vendor = 'Airlock tests';
    const rest = Buffer.alloc(32 + 16 + 3 * 8 + 40);
    rest.writeUInt16LE(vendor.length, 16);
    rest[20] = 1;
    rest[21] = 3;
    rest.write(vendor, 32);
    rest.writeUInt32LE(ROOT, 32 + 16 + 24);
    const head = Buffer.alloc(8);
    head[0] = 1;
    head.writeUInt16LE(11, 2);
    head.writeUInt16LE(rest.length / 4, 6);
    return Buffer.concat([head, rest]);
  }

  /** As the server does when a window comes, goes or moves. */
  tellOfChange(): void {
    const event = Buffer.alloc(32);
    event[0] = 22;
    this.#stream.write(event);
  }

  sendBytes(bytes: Buffer): void {
    this.#stream.write(bytes);
  }

  end(): void {
    this.#stream.end();
  }

  #receive(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    if (!this.#isGreeted && this.#unread.length >= 12) {
      this.#isGreeted = true;
      this.#unread = this.#unread.subarray(12);
      this.#stream.write(this.greeting);
    }
    while (this.#isGreeted && this.#unread.length >= 4) {
      const size = this.#unread.readUInt16LE(2) * 4;
      if (this.#unread.length < size) return;
      this.#sequence += 1;
      this.#answer(this.#unread.subarray(0, size));
      this.#unread = this.#unread.subarray(size);
    }
  }

  #answer(request: Buffer): void {
    const opcode = request[0] ?? 0;
    this.requests.push(opcode);
    if (opcode === 2) return;
    if (opcode === 43) this.#reply(0, [[8, this.focused]]);
    else if (opcode === 16) {
      const name = request.toString('latin1', 8, 8 + request.readUInt16LE(4));
      this.#reply(0, [[8, this.#atom(name)]]);
    } else this.#tellOf(opcode, request);
  }

  #tellOf(opcode: number, request: Buffer): void {
    const id = request.readUInt32LE(4);
    const window = id === ROOT ? { id, children: this.windows } : find(this.windows, id);
    if (window === undefined) this.#fail();
    else if (opcode === 3)
      this.#reply(0, [], Buffer.alloc(12), (head) => {
        head[26] = window.isViewable === false ? 0 : 2;
        head[27] = window.isOverride ? 1 : 0;
      });
    else if (opcode === 14) {
      const { x, y, width, height } = window.box ?? { x: 0, y: 0, width: 1280, height: 800 };
      this.#reply(24, [], Buffer.alloc(0), (head) => {
        head.writeInt16LE(x, 12);
        head.writeInt16LE(y, 14);
        head.writeUInt16LE(width, 16);
        head.writeUInt16LE(height, 18);
      });
    } else if (opcode === 15) this.#reply(0, [], words((window.children ?? []).map((child) => child.id)));
    else this.#property(window, request.readUInt32LE(8));
  }

  #property({ properties = {} }: FakeWindow, atom: number): void {
    const [, value = ''] = Object.entries(properties).find(([name]) => this.#atom(name) === atom) ?? [];
    const isText = typeof value === 'string';
    const bytes = isText ? Buffer.from(value, 'utf8') : words(value.map((name) => this.#atom(name)));
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    this.#reply(isText ? 8 : 32, [[16, isText ? bytes.length : bytes.length / 4]], padded);
  }

  #atom(name: string): number {
    const known = this.#atoms.get(name) ?? 500 + this.#atoms.size;
    this.#atoms.set(name, known);
    return known;
  }

  #fail(): void {
    const error = Buffer.alloc(32);
    error[1] = 3;
    error.writeUInt16LE(this.#sequence & 0xffff, 2);
    this.#stream.write(error);
  }

  #reply(
    detail: number,
    fields: readonly (readonly [number, number])[],
    body: Buffer = Buffer.alloc(0),
    fill: (head: Buffer) => void = () => undefined,
  ): void {
    const head = Buffer.alloc(32);
    head[0] = 1;
    head[1] = detail;
    head.writeUInt16LE(this.#sequence & 0xffff, 2);
    head.writeUInt32LE(body.length / 4, 4);
    for (const [at, value] of fields) head.writeUInt32LE(value, at);
    fill(head);
    this.#stream.write(Buffer.concat([head, body]));
  }
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}

function find(windows: readonly FakeWindow[], id: number): FakeWindow | undefined {
  for (const window of windows) {
    const found = window.id === id ? window : find(window.children ?? [], id);
    if (found !== undefined) return found;
  }
  return undefined;
}
