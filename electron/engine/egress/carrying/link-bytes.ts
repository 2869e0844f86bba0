import type { Duplex } from 'node:stream';
import { PumpedStream, WIDE } from '../../base/pumped-stream';

type Written = { readonly chunk: Buffer };

/**
 * A byte stream that ends in both directions at once. Over a stream that is half closed Node's HTTP/2 fails an assertion
 * of its own when it writes (js_stream_socket.js, `doWrite`), where nobody can catch it: a relay must not be able to end
 * the console by ending its half.
 */
export class LinkBytes extends PumpedStream {
  constructor(source: Duplex) {
    super(source, source, WIDE);
    source.on('end', () => this.destroy());
    source.on('close', () => this.destroy());
    source.on('error', () => this.destroy());
    // Said by the link in its own words.
    this.on('error', () => {});
  }

  /** Frames come in pieces of nine bytes and of sixteen kilobytes: a copy costs less than a write for each. */
  override _writev(chunks: Written[], done: (error?: Error | null) => void): void {
    this.to.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }
}
