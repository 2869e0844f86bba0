import { Duplex } from 'node:stream';

type Written = { readonly chunk: Buffer };

/**
 * A byte stream that ends in both directions at once. Over a stream that is half closed Node's HTTP/2 fails an assertion
 * of its own when it writes (js_stream_socket.js, `doWrite`), where nobody can catch it: a relay must not be able to end
 * the console by ending its half.
 */
export class LinkBytes extends Duplex {
  constructor(private readonly source: Duplex) {
    super({ readableHighWaterMark: 1024 * 1024, writableHighWaterMark: 1024 * 1024 });
    source.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) source.pause();
    });
    source.on('end', () => this.destroy());
    source.on('close', () => this.destroy());
    source.on('error', () => this.destroy());
    // Said by the link in its own words.
    this.on('error', () => {});
  }

  override _read(): void {
    this.source.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.source.write(chunk, done);
  }

  /** Frames come in pieces of nine bytes and of sixteen kilobytes: a copy costs less than a write for each. */
  override _writev(chunks: Written[], done: (error?: Error | null) => void): void {
    this.source.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.source.destroy();
    done(error);
  }
}
