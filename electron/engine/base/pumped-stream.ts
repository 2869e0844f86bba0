import { Duplex, type DuplexOptions, type Readable, type Writable } from 'node:stream';

/** What may wait in each direction, in bytes, of a stream that carries much. */
export const WIDE = { readableHighWaterMark: 1024 * 1024, writableHighWaterMark: 1024 * 1024 } as const;

/**
 * One stream over another, or over the two pipes of a program: read no faster than it is read itself, written no faster
 * than what is below takes it, and gone together with it. What becomes of the bytes, and what their end means, is for
 * whoever extends it. guest/relay has its own: what runs in the sandbox shares no code with the engine.
 */
export class PumpedStream extends Duplex {
  constructor(
    protected readonly from: Readable,
    protected readonly to: Writable,
    options: DuplexOptions = {},
  ) {
    super(options);
    from.on('data', (chunk: Buffer) => {
      if (!this.receive(chunk)) from.pause();
    });
  }

  /** Takes what came; false when no more is wanted before the next `_read`. */
  protected receive(chunk: Buffer): boolean {
    return this.push(chunk);
  }

  override _read(): void {
    this.from.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.to.write(chunk, encoding, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.to.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.from.destroy();
    this.to.destroy();
    done(error);
  }
}
