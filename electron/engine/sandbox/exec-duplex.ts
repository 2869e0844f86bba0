import type { Duplex } from 'node:stream';
import { PumpedStream, WIDE } from '../base/pumped-stream';

const HEADER_BYTES = 8;
const STDOUT = 1;
/** The engine frames what a process writes; no honest frame is larger. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/**
 * The engine's raw stream format for execs without a terminal: frames of an 8-byte header (stream number, three zero
 * bytes, length big endian) and a payload. Only stdout is passed on.
 */
export class ExecDuplex extends PumpedStream {
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerFilled = 0;
  #payloadLeft = 0;
  #isStdout = false;

  constructor(socket: Duplex) {
    super(socket, socket, { ...WIDE, allowHalfOpen: false });
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
    socket.on('error', (error: Error) => this.destroy(error));
  }

  protected override receive(chunk: Buffer): boolean {
    let wantsMore = true;
    for (let at = 0; at < chunk.length; ) {
      if (this.#payloadLeft === 0) {
        const taken = chunk.copy(
          this.#header,
          this.#headerFilled,
          at,
          at + HEADER_BYTES - this.#headerFilled,
        );
        this.#headerFilled += taken;
        at += taken;
        if (this.#headerFilled < HEADER_BYTES) break;
        if (!this.#beginFrame()) return false;
      } else {
        const payload = chunk.subarray(at, at + this.#payloadLeft);
        if (this.#isStdout) wantsMore = this.push(payload);
        this.#payloadLeft -= payload.length;
        at += payload.length;
      }
    }
    return wantsMore;
  }

  #beginFrame(): boolean {
    this.#headerFilled = 0;
    this.#isStdout = this.#header[0] === STDOUT;
    this.#payloadLeft = this.#header.readUInt32BE(4);
    if (this.#payloadLeft <= MAX_FRAME_BYTES) return true;
    this.destroy(new Error('the engine sent too large a frame'));
    return false;
  }
}
