import { createHash, type Hash } from 'node:crypto';
import type { BodyPart } from './picture-slots';
import type { RequestBody } from './request-body';

/** What a request's body comes to, before it is sent. */
export type BodySize = {
  readonly bytes: number;
  /** SHA-256 over exactly the bytes that are sent, in hexadecimal digits. */
  readonly sha256: string;
};

/** How far a body was measured: its first parts, and what they come to. */
type Mark = { readonly parts: readonly BodyPart[]; readonly bytes: number; readonly hash: Hash };

/** So many parts at the end are another in the next request: marks for the cache move with the newest results. */
const MOVING_PARTS = 12;

/**
 * Measures the bodies of one run. Each begins as the one before did, since a conversation only grows: what is the same is
 * neither read nor hashed again, so that a long one costs what a short one does.
 */
export class BodyMeter {
  #mark: Mark = NOTHING;

  /** Rejects as `RequestBody.pieces` does. */
  async measure(body: RequestBody): Promise<BodySize> {
    const { parts } = body;
    const known = startsWith(parts, this.#mark.parts) ? this.#mark : NOTHING;
    const hash = known.hash.copy();
    const stable = Math.max(known.parts.length, parts.length - MOVING_PARTS);
    let { bytes } = known;
    let done = known.parts.length;
    for await (const piece of body.pieces(done)) {
      if (done === stable) this.#mark = { parts: parts.slice(0, done), bytes, hash: hash.copy() };
      hash.update(piece);
      bytes += piece.length;
      done += 1;
    }
    return { bytes, sha256: hash.digest('hex') };
  }
}

const NOTHING: Mark = { parts: [], bytes: 0, hash: createHash('sha256') };

function startsWith(parts: readonly BodyPart[], start: readonly BodyPart[]): boolean {
  return start.length <= parts.length && start.every((part, index) => isSame(part, parts[index]));
}

function isSame(a: BodyPart, b: BodyPart | undefined): boolean {
  if (a.kind === 'text') return b?.kind === 'text' && a.text === b.text;
  return b?.kind === 'frame' && a.frame === b.frame;
}
