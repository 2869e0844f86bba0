import type { Duplex } from 'node:stream';

export type HeldOutcome = 'ended' | 'late';

/** The front of a stream, held back while somebody finds out what it is. Nothing of it has gone anywhere. */
export class HeldBytes {
  #buffer = Buffer.allocUnsafe(4096);
  #length = 0;

  constructor(private readonly stream: Duplex) {}

  /** What came so far and was not dropped. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Forgets the first `count` bytes. */
  drop(count: number): void {
    this.#buffer.copyWithin(0, count, this.#length);
    this.#length -= count;
  }

  /**
   * Gives all bytes so far to `read`, now and whenever more came, until it answers something other than null. The
   * stream is paused afterwards. `read` has to put an end to a front that grows too long.
   */
  until<T>(read: (bytes: Buffer) => T | null, timeoutMs: number): Promise<T | HeldOutcome> {
    return new Promise((resolve) => {
      const settle = (outcome: T | HeldOutcome) => {
        clearTimeout(timer);
        this.stream.off('data', onData).off('end', onEnd).off('close', onEnd);
        this.stream.pause();
        resolve(outcome);
      };
      const attempt = () => {
        const outcome = read(this.bytes);
        if (outcome !== null) settle(outcome);
        return outcome !== null;
      };
      const onData = (chunk: Buffer) => {
        this.#append(chunk);
        attempt();
      };
      const onEnd = () => settle('ended');
      const timer = setTimeout(() => settle('late'), timeoutMs);
      if (this.#length > 0 && attempt()) return;
      if (this.stream.destroyed || this.stream.readableEnded) onEnd();
      else this.stream.on('data', onData).on('end', onEnd).on('close', onEnd);
      this.stream.resume();
    });
  }

  /**
   * Goes on reading while somebody waits for something else, to hear of a client that leaves: one that has half closed
   * its connection before it was answered has. At most `maxBytes` are held; from then on nothing is heard. The result
   * ends it.
   */
  watchEnd(maxBytes: number, onEnd: () => void): () => void {
    const onData = (chunk: Buffer) => {
      this.#append(chunk);
      if (this.#length > maxBytes) this.stream.pause();
    };
    this.stream.on('data', onData).on('end', onEnd);
    this.stream.resume();
    return () => {
      this.stream.off('data', onData).off('end', onEnd);
      this.stream.pause();
    };
  }

  #append(chunk: Buffer): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    chunk.copy(this.#buffer, this.#length);
    this.#length = needed;
  }
}
