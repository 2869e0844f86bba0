import { createHash } from 'node:crypto';
import type { BodyPart } from './picture-slots';

/** What a request's body comes to, before it is sent. */
export type BodySize = {
  readonly bytes: number;
  /** SHA-256 over exactly the bytes that are sent, in hexadecimal digits. */
  readonly sha256: string;
};

/** The body of one request, whose pictures are read from the record as it goes out, one after the other. */
export class RequestBody {
  constructor(
    private readonly parts: readonly BodyPart[],
    /** The bytes of a frame. Rejects with `audit-failed` when it is not there any more. */
    private readonly readFrame: (name: string) => Promise<Buffer>,
  ) {}

  /** Its bytes in pieces, the same each time. Rejects as `readFrame` does. */
  async *pieces(): AsyncGenerator<Buffer> {
    for (const part of this.parts) {
      if (part.kind === 'text') yield Buffer.from(part.text, 'utf8');
      else yield Buffer.from((await this.readFrame(part.frame)).toString('base64'), 'latin1');
    }
  }

  /** Rejects as `pieces` does. */
  async measure(): Promise<BodySize> {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of this.pieces()) {
      hash.update(piece);
      bytes += piece.length;
    }
    return { bytes, sha256: hash.digest('hex') };
  }
}
