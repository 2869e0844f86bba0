/** Reads bits as `BitWriter` writes them. Beyond the end there are zeros. */
export class BitReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** The next `count` bits, the first of them lowest; at most 24. */
  take(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1) {
      value |= (((this.bytes[this.#at >> 3] ?? 0) >> (this.#at & 7)) & 1) << bit;
      this.#at += 1;
    }
    return value;
  }

  get isPastEnd(): boolean {
    return this.#at > this.bytes.length * 8;
  }
}
