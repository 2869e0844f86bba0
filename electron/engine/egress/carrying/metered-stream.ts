import type { ServerHttp2Stream } from 'node:http2';
import { PumpedStream } from '../../base/pumped-stream';
import type { Flow } from './flow';
import { cutStream } from './splice';

/**
 * A stream of the relay as Node's HTTP server can take it, with every byte asked for and counted. `first` is read before
 * everything else.
 */
export class MeteredStream extends PumpedStream {
  #isHeld = false;
  #hasEnded = false;

  constructor(
    private readonly client: ServerHttp2Stream,
    private readonly flow: Flow,
    first: Buffer,
  ) {
    super(client, client, { allowHalfOpen: true });
    flow.signal.addEventListener('abort', () => this.destroy(), { once: true });
    client.on('end', () => this.#end());
    client.on('close', () => this.destroy());
    // A browser that goes away is no error; without a listener it would end the process.
    this.on('error', () => {});
    client.pause();
    this.receive(first);
    // Node tells the end of a paused stream that is empty: it may have been before anybody listened.
    if (client.readableEnded) this.#end();
  }

  override _read(): void {
    if (!this.#isHeld) super._read();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.flow.down(chunk.length)) done(new Error('No more may come in'));
    else if (this.client.destroyed) done(new Error('The stream is closed'));
    else if (this.client.write(chunk)) done();
    else this.client.once('drain', done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.client.writableEnded || !this.client.readableEnded) {
      // What was written already still has to arrive.
      if (this.client.writableEnded) this.client.close();
      else cutStream(this.client);
    }
    done(error);
  }

  protected override receive(chunk: Buffer): boolean {
    if (this.flow.stops(chunk)) return false;
    const may = this.flow.up(chunk.length);
    if (may === true) return this.push(chunk);
    if (may !== false) this.#hold(chunk, may);
    return false;
  }

  #hold(chunk: Buffer, admission: Promise<boolean>): void {
    this.#isHeld = true;
    void admission.then((isAllowed) => {
      this.#isHeld = false;
      if (isAllowed && !this.destroyed && this.push(chunk)) this.client.resume();
      if (this.#hasEnded) this.#end();
    });
  }

  /** What waits for the operator still goes before the end. */
  #end(): void {
    this.#hasEnded = true;
    if (!this.#isHeld && !this.destroyed) this.push(null);
  }
}
