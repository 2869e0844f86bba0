import { createHmac } from 'node:crypto';
import type { CodeShape } from './code-shape';

/** The code of a counter: HMAC and dynamic truncation of RFC 4226 (5.3), as ASCII digits. The caller wipes it. */
export function codeOf(seed: Uint8Array, counter: number, { hash, digits }: CodeShape): Buffer {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(hash, seed).update(moving).digest();
  const offset = (mac[mac.length - 1] ?? 0) & 0xf;
  let number = mac.readUInt32BE(offset) & 0x7fffffff;
  mac.fill(0);
  const code = Buffer.alloc(digits);
  for (let index = digits - 1; index >= 0; index -= 1) {
    code[index] = 0x30 + (number % 10);
    number = Math.floor(number / 10);
  }
  return code;
}
