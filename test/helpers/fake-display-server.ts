import type { Duplex } from 'node:stream';
import { ByteReader } from '../../electron/engine/sandbox/display/byte-reader';
import { createStreamPair } from './stream-pair';

export type InputEvent =
  | { readonly kind: 'pointer'; readonly x: number; readonly y: number; readonly buttons: number }
  | { readonly kind: 'key'; readonly keysym: number; readonly isDown: boolean };

/** An RFB server in memory: paints what a test tells it and remembers the input it gets (RFC 6143). */
export class FakeDisplayServer {
  readonly client: Duplex;
  readonly events: InputEvent[] = [];
  readonly #stream: Duplex;
  #pendingRequests = 0;
  #queued: Buffer[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
    private readonly answers: { version?: string; securityTypes?: number[] } = {},
  ) {
    const [client, server] = createStreamPair();
    this.client = client;
    this.#stream = server;
    void this.#serve().catch(() => undefined);
  }

  /** Fills a rectangle with one colour, as one raw update. */
  paint(
    x: number,
    y: number,
    width: number,
    height: number,
    [red, green, blue]: readonly [number, number, number],
  ): void {
    const pixels = Buffer.alloc(width * height * 4);
    for (let at = 0; at < pixels.length; at += 4) pixels.set([red, green, blue, 0], at);
    this.sendRectangle({ x, y, width, height, encoding: 0 }, pixels);
  }

  sendRectangle(
    box: { x: number; y: number; width: number; height: number; encoding: number },
    body: Buffer,
  ): void {
    const head = Buffer.alloc(16);
    head.writeUInt16BE(1, 2);
    head.writeUInt16BE(box.x, 4);
    head.writeUInt16BE(box.y, 6);
    head.writeUInt16BE(box.width, 8);
    head.writeUInt16BE(box.height, 10);
    head.writeInt32BE(box.encoding, 12);
    this.#queued.push(Buffer.concat([head, body]));
    this.#flush();
  }

  sendBytes(bytes: Buffer): void {
    this.#stream.write(bytes);
  }

  end(): void {
    this.#stream.end();
  }

  async #serve(): Promise<void> {
    const reader = new ByteReader(this.#stream);
    const { version = 'RFB 003.008\n', securityTypes = [1] } = this.answers;
    this.#stream.write(version);
    await reader.read(12);
    this.#stream.write(Buffer.from([securityTypes.length, ...securityTypes]));
    await reader.read(1);
    this.#stream.write(Buffer.alloc(4));
    await reader.read(1);
    const init = Buffer.alloc(24);
    init.writeUInt16BE(this.width, 0);
    init.writeUInt16BE(this.height, 2);
    this.#stream.write(init);
    this.paint(0, 0, this.width, this.height, [255, 255, 255]);
    for (;;) await this.#readMessage(reader);
  }

  async #readMessage(reader: ByteReader): Promise<void> {
    const type = (await reader.read(1)).readUInt8(0);
    if (type === 0) await reader.read(19);
    else if (type === 2) {
      const count = (await reader.read(3)).readUInt16BE(1);
      await reader.read(count * 4);
    } else if (type === 3) {
      await reader.read(9);
      this.#pendingRequests += 1;
      this.#flush();
    } else if (type === 4) {
      const body = await reader.read(7);
      this.events.push({ kind: 'key', isDown: body.readUInt8(0) === 1, keysym: body.readUInt32BE(3) });
    } else if (type === 5) {
      const body = await reader.read(5);
      const [buttons, x, y] = [body.readUInt8(0), body.readUInt16BE(1), body.readUInt16BE(3)];
      this.events.push({ kind: 'pointer', buttons, x, y });
    }
  }

  #flush(): void {
    while (this.#pendingRequests > 0 && this.#queued.length > 0) {
      this.#pendingRequests -= 1;
      this.#stream.write(this.#queued.shift() ?? Buffer.alloc(0));
    }
  }
}
