/** ProtocolVersion of RFC 6143, 7.1. */
const VERSION_BYTES = 12;
/** SecurityResult. */
const RESULT_BYTES = 4;
/** ServerInit up to the length of the desktop's name. */
const INIT_BYTES = 24;
/** A greeting that is longer than this is none. */
const MAX_BYTES = 4096;

/**
 * Lets through what a display server says until its screen could be asked for, and nothing after it (RFC 6143, 7.1 to
 * 7.3): what follows may be pictures.
 */
export class ServerGreeting {
  #bytes: Buffer = Buffer.alloc(0);
  #passed = 0;

  /** What of these bytes belongs to the greeting. Throws when it is not one. */
  take(bytes: Buffer): Buffer {
    const end = greetingEnd(this.#bytes);
    if (end !== null && this.#passed >= end) return Buffer.alloc(0);
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    const known = greetingEnd(this.#bytes);
    if (known === null && this.#bytes.length > MAX_BYTES) throw new Error('the display said no greeting');
    const upTo = Math.min(known ?? this.#bytes.length, this.#bytes.length);
    const passing = this.#bytes.subarray(this.#passed, upTo);
    this.#passed = upTo;
    return passing;
  }

  /** How large the screen is; null until that has been said. */
  get size(): { readonly width: number; readonly height: number } | null {
    const init = initAt(this.#bytes);
    if (init === null || this.#bytes.length < init + INIT_BYTES) return null;
    return { width: this.#bytes.readUInt16BE(init), height: this.#bytes.readUInt16BE(init + 2) };
  }
}

/** Where ServerInit begins; null when too little has come to tell. */
function initAt(bytes: Buffer): number | null {
  if (bytes.length <= VERSION_BYTES) return null;
  return VERSION_BYTES + 1 + bytes.readUInt8(VERSION_BYTES) + RESULT_BYTES;
}

function greetingEnd(bytes: Buffer): number | null {
  const init = initAt(bytes);
  if (init === null || bytes.length < init + INIT_BYTES) return null;
  return init + INIT_BYTES + bytes.readUInt32BE(init + INIT_BYTES - 4);
}
