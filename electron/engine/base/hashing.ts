import { createHash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) in lower-case hexadecimal; of a text, over its UTF-8. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
