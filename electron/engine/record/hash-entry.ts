import { createHash } from 'node:crypto';
import { canonicalJson } from '../base/canonical-json';

/** SHA-256(0x00 ‖ RFC 8785 canonical JSON of the entry without its `hash`); the prefix is RFC 6962's leaf marker. */
export function hashEntry(entry: Readonly<Record<string, unknown>>): string {
  const { hash: _hash, ...body } = entry;
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(canonicalJson(body))
    .digest('hex');
}
