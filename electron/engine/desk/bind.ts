import { canonicalJson } from '../base/canonical-json';
import { sha256Hex } from '../base/hashing';
import { toPlainJson } from '../base/plain-json';

/** What an answer is bound to, as the record keeps it, and the digest that stands for it. */
export type Bound = { readonly bound: Readonly<Record<string, unknown>>; readonly digest: string };

/** Binds a question to everything that it was asked with: SHA-256 over its canonical JSON (RFC 8785). */
export function bind(parts: Readonly<Record<string, unknown>>): Bound {
  const bound = toPlainJson(parts) as Readonly<Record<string, unknown>>;
  return { bound, digest: sha256Hex(canonicalJson(bound)) };
}
