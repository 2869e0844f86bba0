const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BITS = 5;
/** Lengths, modulo 8, that no whole number of bytes has (RFC 4648, 6). */
const IMPOSSIBLE: ReadonlySet<number> = new Set([1, 3, 6]);

/** Bytes of base32 (RFC 4648, 6), as people copy it: in either case, in groups, with or without padding. Null for none. */
export function decodeBase32(text: string): Buffer | null {
  const digits = text.replace(/[\s-]+/g, '').replace(/=+$/, '');
  if (!/^[A-Za-z2-7]+$/.test(digits) || IMPOSSIBLE.has(digits.length % 8)) return null;
  const bytes = Buffer.alloc(Math.floor((digits.length * BITS) / 8));
  let held = 0;
  let heldBits = 0;
  let length = 0;
  for (const digit of digits) {
    held = ((held << BITS) | ALPHABET.indexOf(digit.toUpperCase())) & 0xfff;
    heldBits += BITS;
    if (heldBits < 8) continue;
    heldBits -= 8;
    bytes[length] = (held >> heldBits) & 0xff;
    length += 1;
  }
  return bytes;
}

/** Base32 in capitals, without padding, as ASCII bytes that can be wiped. */
export function encodeBase32(bytes: Uint8Array): Buffer {
  const digits = Buffer.alloc(Math.ceil((bytes.length * 8) / BITS));
  for (let index = 0; index < digits.length; index += 1) {
    const bit = index * BITS;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    digits[index] = ALPHABET.charCodeAt((pair >> (16 - BITS - (bit & 7))) & 31);
  }
  return digits;
}
