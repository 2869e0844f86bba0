import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Characters of a hash that tell one thing from another: 128 bits of SHA-256 in base64url. */
const HASH_LENGTH = 22;

/** SHA-256 (FIPS 180-4) of a text, shortened to 128 bits, in base64url. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH);
}

/**
 * What the server gives away and wants to know again, without keeping it: parts of text with a MAC over them and over what
 * they belong to. It proves where something came from to the server itself, and hides nothing.
 */
export class Seals {
  constructor(private readonly key: string) {}

  /** `what` it is a seal of, the parts to be read back, and what they are bound to. */
  seal(what: string, parts: readonly string[], boundTo = ''): string {
    const text = JSON.stringify([...parts, this.#mac(what, parts, boundTo)]);
    return Buffer.from(text).toString('base64url');
  }

  /** The parts; null for what this server never sealed so, or not for this. */
  open(what: string, sealed: string, boundTo = ''): readonly string[] | null {
    const parts = partsOf(sealed);
    const mac = parts?.at(-1);
    if (parts === null || mac === undefined) return null;
    const body = parts.slice(0, -1);
    const expected = Buffer.from(this.#mac(what, body, boundTo));
    const given = Buffer.from(mac);
    return given.length === expected.length && timingSafeEqual(given, expected) ? body : null;
  }

  #mac(what: string, parts: readonly string[], boundTo: string): string {
    const text = JSON.stringify([what, parts, boundTo]);
    return createHmac('sha256', this.key).update(text).digest('base64url').slice(0, HASH_LENGTH);
  }
}

/**
 * What a seal says of itself, and at its end the MAC that proves it; null for what is none. Only the one way in which a
 * seal is written: one more character, or one that decodes to the same, is another.
 */
export function partsOf(sealed: string): readonly string[] | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.toString('base64url') !== sealed) return null;
  try {
    const parts: unknown = JSON.parse(bytes.toString('utf8'));
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}
