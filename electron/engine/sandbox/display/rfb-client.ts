import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../../shared/airlock-error';
import type { Box } from '../../../../shared/domain/geometry';
import { Emitter } from '../../base/emitter';
import { ByteReader } from './byte-reader';
import { Framebuffer } from './framebuffer';

const ENCODING_RAW = 0;
const ENCODING_COPY_RECT = 1;
const ENCODING_LAST_RECT = -224;
/** The container is the attacker here: nothing in a message may make the engine hold more than this. */
const MAX_TEXT_BYTES = 1024 * 1024;

type Size = { readonly width: number; readonly height: number };

/**
 * An RFB 3.8 client (RFC 6143) that keeps a framebuffer current: it asks for the next incremental update as soon as it
 * has one. Encodings are Raw and CopyRect, since the stream is local. Anything unexpected ends the connection.
 */
export class RfbClient {
  /** A change has been put into the framebuffer. */
  readonly updated = new Emitter<void>();
  /** The connection is over; the text says why. */
  readonly closed = new Emitter<string>();
  readonly framebuffer: Framebuffer;
  readonly #reader: ByteReader;
  #isClosed = false;
  #hasChanged = false;
  /** The question that is out; there is one at most, so that a silent server has nothing to pile up. */
  #ping: { readonly answered: Promise<void>; readonly answer: () => void } | null = null;

  private constructor(
    private readonly stream: Duplex,
    reader: ByteReader,
    size: Size,
  ) {
    this.#reader = reader;
    this.framebuffer = new Framebuffer(size.width, size.height);
  }

  /** Connects, checks that the screen has the size that was asked for, and answers once the first frame is there. */
  static async connect(stream: Duplex, expected: Size): Promise<RfbClient> {
    const reader = new ByteReader(stream);
    await shakeHands(stream, reader, expected);
    const client = new RfbClient(stream, reader, expected);
    client.#configure();
    client.#requestUpdate(false);
    const firstFrame = new Promise<void>((resolve, reject) => {
      const done = client.updated.on(() => {
        done();
        resolve();
      });
      client.closed.on((why) =>
        reject(new AirlockError('sandbox-failed', `The display connection ended: ${why}.`)),
      );
    });
    void client.#readMessages();
    await firstFrame;
    return client;
  }

  /** Moves the pointer, in screen pixels. Bit 0 of `buttons` is the left one (RFC 6143, 7.5.5). */
  sendPointer(x: number, y: number, buttons: number): void {
    const message = Buffer.alloc(6);
    message.writeUInt8(5, 0);
    message.writeUInt8(buttons, 1);
    message.writeUInt16BE(x, 2);
    message.writeUInt16BE(y, 4);
    this.#send(message);
  }

  sendKey(keysym: number, isDown: boolean): void {
    const message = Buffer.alloc(8);
    message.writeUInt8(4, 0);
    message.writeUInt8(isDown ? 1 : 0, 1);
    message.writeUInt32BE(keysym, 4);
    this.#send(message);
  }

  /**
   * Asks for one pixel whether or not it has changed; answers when the server has. Never answers after the end. Asked
   * again before the answer, it waits for the same one.
   */
  async ping(): Promise<void> {
    this.#ping ??= this.#askForPixel();
    await this.#ping.answered;
  }

  close(): void {
    this.#end('closed by the console');
  }

  #askForPixel(): { readonly answered: Promise<void>; readonly answer: () => void } {
    this.#requestUpdate(false, { width: 1, height: 1 });
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    return { answered, answer };
  }

  #send(message: Buffer): void {
    if (this.#isClosed) throw new AirlockError('sandbox-failed', 'The display connection is gone.');
    this.stream.write(message);
  }

  #configure(): void {
    // 32 bits a pixel, depth 24, little endian, true colour; red in the lowest byte, so memory reads R G B x.
    const format = Buffer.from([0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0]);
    this.#send(format);
    const encodings = [ENCODING_COPY_RECT, ENCODING_RAW, ENCODING_LAST_RECT];
    const message = Buffer.alloc(4 + encodings.length * 4);
    message.writeUInt8(2, 0);
    message.writeUInt16BE(encodings.length, 2);
    encodings.forEach((encoding, index) => {
      message.writeInt32BE(encoding, 4 + index * 4);
    });
    this.#send(message);
  }

  #requestUpdate(isIncremental: boolean, { width, height }: Size = this.framebuffer): void {
    const message = Buffer.alloc(10);
    message.writeUInt8(3, 0);
    message.writeUInt8(isIncremental ? 1 : 0, 1);
    message.writeUInt16BE(width, 6);
    message.writeUInt16BE(height, 8);
    this.#send(message);
  }

  async #readMessages(): Promise<void> {
    try {
      while (!this.#isClosed) await this.#readMessage();
    } catch (error) {
      this.#end(error instanceof Error ? error.message : 'unknown error');
    }
  }

  async #readMessage(): Promise<void> {
    const type = (await this.#reader.read(1)).readUInt8(0);
    if (type === 0) return this.#readUpdate();
    if (type === 2) return;
    if (type === 3) {
      const length = (await this.#reader.read(7)).readUInt32BE(3);
      if (length > MAX_TEXT_BYTES) throw new Error('the clipboard message is too large');
      // The sandbox's clipboard is none of our business and never leaves it.
      return this.#reader.skip(length);
    }
    throw new Error(`unexpected message ${type}`);
  }

  async #readUpdate(): Promise<void> {
    this.#hasChanged = false;
    const count = (await this.#reader.read(3)).readUInt16BE(1);
    for (let index = 0; index < count; index += 1) {
      if (!(await this.#readRectangle())) break;
    }
    this.#requestUpdate(true);
    this.#ping?.answer();
    this.#ping = null;
    if (!this.#hasChanged) return;
    this.framebuffer.generation += 1;
    this.updated.emit();
  }

  async #readRectangle(): Promise<boolean> {
    const head = await this.#reader.read(12);
    const encoding = head.readInt32BE(8);
    if (encoding === ENCODING_LAST_RECT) return false;
    const box: Box = {
      x: head.readUInt16BE(0),
      y: head.readUInt16BE(2),
      width: head.readUInt16BE(4),
      height: head.readUInt16BE(6),
    };
    if (!this.framebuffer.contains(box)) throw new Error('a rectangle lies outside the screen');
    if (encoding === ENCODING_RAW) await this.#readRaw(box);
    else if (encoding === ENCODING_COPY_RECT) await this.#readCopy(box);
    else throw new Error(`unexpected encoding ${encoding}`);
    return true;
  }

  async #readRaw(box: Box): Promise<void> {
    const rowBytes = box.width * 4;
    if (rowBytes === 0) return;
    if (box.width === 1 && box.height === 1) {
      const pixel = await this.#reader.read(rowBytes);
      // The answer to a ping mostly shows what was there before, and must not look like a change of the screen.
      if (this.framebuffer.shows(box, pixel)) return;
      this.framebuffer.putRows(box, 0, pixel);
      this.#hasChanged = true;
      return;
    }
    this.#hasChanged = true;
    const rowsAtOnce = Math.max(1, Math.floor(262_144 / rowBytes));
    for (let row = 0; row < box.height; row += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, box.height - row);
      this.framebuffer.putRows(box, row, await this.#reader.read(rows * rowBytes));
    }
  }

  async #readCopy(box: Box): Promise<void> {
    const source = await this.#reader.read(4);
    const x = source.readUInt16BE(0);
    const y = source.readUInt16BE(2);
    if (!this.framebuffer.contains({ ...box, x, y })) throw new Error('a copy starts outside the screen');
    this.framebuffer.copyBox(box, x, y);
    this.#hasChanged = true;
  }

  #end(why: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.stream.destroy();
    this.closed.emit(why);
  }
}

/** Version, security type None, and the server's description (RFC 6143, 7.1 to 7.3). */
async function shakeHands(stream: Duplex, reader: ByteReader, expected: Size): Promise<void> {
  const version = (await reader.read(12)).toString('latin1');
  if (!version.startsWith('RFB 003.')) throw protocolError('the display server is not an RFB server');
  stream.write('RFB 003.008\n');
  const types = await reader.read((await reader.read(1)).readUInt8(0));
  if (!types.includes(1)) throw protocolError('the display server wants a password');
  stream.write(Buffer.from([1]));
  if ((await reader.read(4)).readUInt32BE(0) !== 0)
    throw protocolError('the display server refused the connection');
  stream.write(Buffer.from([1]));
  const init = await reader.read(24);
  const size = { width: init.readUInt16BE(0), height: init.readUInt16BE(2) };
  const nameLength = init.readUInt32BE(20);
  if (nameLength > 4096) throw protocolError("the display's name is too long");
  await reader.skip(nameLength);
  if (size.width !== expected.width || size.height !== expected.height) {
    throw protocolError(
      `the screen is ${size.width}×${size.height} instead of ${expected.width}×${expected.height}`,
    );
  }
}

function protocolError(what: string): AirlockError {
  return new AirlockError('sandbox-failed', `The sandbox's display could not be used: ${what}.`);
}
