import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256(0x00 ‖ RFC 8785 canonical JSON of the entry without its `hash`); the prefix is RFC 6962's leaf marker. */
export function hashEntry(entry: Readonly<Record<string, unknown>>): string {
  const { hash: _hash, ...body } = entry;
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(canonicalJson(body))
    .digest('hex');
}

/** RFC 8785 canonical JSON: the same value always gives the same bytes. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('A record entry must be a JSON value');
  return text;
}
