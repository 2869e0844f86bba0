import type { Readable } from 'node:stream';

/**
 * Reads a stream in exact amounts. Keeps the chunks as they came, so a large rectangle is copied once. Pauses the
 * stream while nobody reads and more than `highWaterBytes` wait, so a flood can't fill the memory.
 */
export class ByteReader {
  readonly #chunks: Buffer[] = [];
  #available = 0;
  #ended: Error | null = null;
  #wake: (() => void) | null = null;

  constructor(
    private readonly source: Readable,
    private readonly highWaterBytes = 16 * 1024 * 1024,
  ) {
    source.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#available += chunk.length;
      if (this.#available > this.highWaterBytes) source.pause();
      this.#wake?.();
    });
    const end = (error?: Error) => {
      this.#ended ??= error ?? new Error('the stream ended');
      this.#wake?.();
    };
    source.on('end', () => end());
    source.on('close', () => end());
    source.on('error', end);
  }

  /** Exactly `length` bytes. Rejects when the stream ends first. */
  async read(length: number): Promise<Buffer> {
    while (this.#available < length) {
      if (this.#ended) throw this.#ended;
      if (this.source.isPaused()) this.source.resume();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    return this.#take(length);
  }

  /** Reads and drops `length` bytes without holding them. */
  async skip(length: number): Promise<void> {
    for (let left = length; left > 0; ) {
      const piece = Math.min(left, 65_536);
      await this.read(piece);
      left -= piece;
    }
  }

  #take(length: number): Buffer {
    const first = this.#chunks[0];
    this.#available -= length;
    if (first !== undefined && first.length > length) {
      this.#chunks[0] = first.subarray(length);
      return first.subarray(0, length);
    }
    const parts: Buffer[] = [];
    for (let left = length; left > 0; ) {
      const chunk = this.#chunks.shift();
      if (chunk === undefined) break;
      const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
      if (chunk.length > left) this.#chunks.unshift(chunk.subarray(left));
      parts.push(part);
      left -= part.length;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }
}
