import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

export type DisplayWindow = {
  readonly id: number;
  readonly title: string;
  readonly isShown: boolean;
  readonly width: number;
  readonly height: number;
};

const OPCODE = { attributes: 3, geometry: 14, tree: 15, property: 20, image: 73 } as const;
const WM_NAME = 39;
const VIEWABLE = 2;
const Z_PIXMAP = 2;

/**
 * Looks at an X display from outside, as a person would: which windows there are, and what they show. Speaks the five
 * requests of the X protocol that this takes, so that no program has to be installed and none has to be driven.
 */
export class XDisplay {
  #received = Buffer.alloc(0);
  #root = 0;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      socket.emit('more');
    });
  }

  static async open(env: NodeJS.ProcessEnv = process.env): Promise<XDisplay> {
    const number = /:(\d+)/.exec(env.DISPLAY ?? '')?.[1];
    if (number === undefined) throw new Error('There is no X display.');
    const socket = connect(`/tmp/.X11-unix/X${number}`);
    await once(socket, 'connect');
    const display = new XDisplay(socket);
    await display.#greet(env.XAUTHORITY === undefined ? null : readCookie(env.XAUTHORITY));
    return display;
  }

  /** The windows on the display and those inside them that have a title. */
  async windows(): Promise<DisplayWindow[]> {
    const found: DisplayWindow[] = [];
    const queue = [this.#root];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const tree = await this.#ask(OPCODE.tree, 0, words(id));
      const count = tree?.readUInt16LE(16) ?? 0;
      for (let index = 0; index < count; index += 1) queue.push(tree?.readUInt32LE(32 + index * 4) ?? 0);
      const title = await this.#title(id);
      if (title === '' || id === this.#root) continue;
      const attributes = await this.#ask(OPCODE.attributes, 0, words(id));
      const geometry = await this.#ask(OPCODE.geometry, 0, words(id));
      if (!attributes || !geometry) continue;
      found.push({
        id,
        title,
        isShown: attributes[26] === VIEWABLE,
        width: geometry.readUInt16LE(16),
        height: geometry.readUInt16LE(18),
      });
    }
    return found;
  }

  /** The window's pixels, four bytes each; null when it is gone. */
  async picture({ id, width, height }: DisplayWindow): Promise<Buffer | null> {
    const area = Buffer.alloc(8);
    area.writeUInt16LE(width, 4);
    area.writeUInt16LE(height, 6);
    const body = Buffer.concat([words(id), area, words(0xffffffff)]);
    const reply = await this.#ask(OPCODE.image, Z_PIXMAP, body);
    return reply?.subarray(32, 32 + width * height * 4) ?? null;
  }

  close(): void {
    this.socket.destroy();
  }

  async #title(id: number): Promise<string> {
    const reply = await this.#ask(OPCODE.property, 0, words(id, WM_NAME, 0, 0, 256));
    return reply?.subarray(32, 32 + reply.readUInt32LE(16)).toString('utf8') ?? '';
  }

  async #greet(cookie: { name: Buffer; data: Buffer } | null): Promise<void> {
    const name = cookie?.name ?? Buffer.alloc(0);
    const data = cookie?.data ?? Buffer.alloc(0);
    const head = Buffer.alloc(12);
    head.write('l');
    head.writeUInt16LE(11, 2);
    head.writeUInt16LE(name.length, 6);
    head.writeUInt16LE(data.length, 8);
    this.socket.write(Buffer.concat([head, padded(name), padded(data)]));
    const start = await this.#read(8);
    const rest = await this.#read(start.readUInt16LE(6) * 4);
    if (start[0] !== 1) throw new Error('The X display lets nobody in.');
    const vendor = rest.readUInt16LE(16);
    const formats = rest[21] ?? 0;
    this.#root = rest.readUInt32LE(32 + padding(vendor) + formats * 8);
  }

  /** The reply, or null for an error: the window may have gone in between. */
  async #ask(opcode: number, detail: number, body: Buffer): Promise<Buffer | null> {
    const head = Buffer.from([opcode, detail, 0, 0]);
    head.writeUInt16LE(1 + body.length / 4, 2);
    this.socket.write(Buffer.concat([head, body]));
    for (;;) {
      const start = await this.#read(32);
      if (start[0] === 0) return null;
      if (start[0] === 1) return Buffer.concat([start, await this.#read(start.readUInt32LE(4) * 4)]);
      // Anything else is an event that nobody asked for.
    }
  }

  async #read(length: number): Promise<Buffer> {
    while (this.#received.length < length) await once(this.socket, 'more');
    const bytes = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return bytes;
  }
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}

function padding(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(padding(bytes.length) - bytes.length)]);
}

/** The last cookie of an X authority file: family, then address, number, name and data, each with its length. */
function readCookie(file: string): { name: Buffer; data: Buffer } {
  const bytes = readFileSync(file);
  let offset = 0;
  let fields: Buffer[] = [];
  while (offset < bytes.length) {
    offset += 2;
    fields = [];
    for (let index = 0; index < 4; index += 1) {
      const length = bytes.readUInt16BE(offset);
      fields.push(bytes.subarray(offset + 2, offset + 2 + length));
      offset += 2 + length;
    }
  }
  const [, , name = Buffer.alloc(0), data = Buffer.alloc(0)] = fields;
  return { name, data };
}
