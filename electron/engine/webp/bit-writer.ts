/** Bits in the order of a VP8L stream: the lowest bit of each byte first. */
export class BitWriter {
  #bytes: Uint8Array;
  #length = 0;
  #held = 0;
  #heldBits = 0;

  /** `expected`: bytes to begin with; it grows when more are written. */
  constructor(expected = 1024) {
    this.#bytes = new Uint8Array(Math.max(8, expected));
  }

  /** Appends the lowest `count` bits of `value`; at most 24. */
  put(value: number, count: number): void {
    this.#held |= value << this.#heldBits;
    this.#heldBits += count;
    if (this.#heldBits < 8) return;
    if (this.#length + 4 > this.#bytes.length) this.#grow();
    while (this.#heldBits >= 8) {
      this.#bytes[this.#length++] = this.#held & 0xff;
      this.#held >>>= 8;
      this.#heldBits -= 8;
    }
  }

  /** All that was written, the last byte filled with zeros. Nothing is written afterwards. */
  end(): Uint8Array {
    if (this.#heldBits > 0) this.put(0, 8 - this.#heldBits);
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
