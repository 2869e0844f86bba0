import type { BodyPart } from './picture-slots';

/** The body of one request, whose pictures are read from the record as it goes out, one after the other. */
export class RequestBody {
  constructor(
    readonly parts: readonly BodyPart[],
    /** The bytes of a frame. Rejects with `audit-failed` when it is not there any more. */
    private readonly readFrame: (name: string) => Promise<Buffer>,
  ) {}

  /** Its bytes in pieces, the same each time, from one of its parts on. Rejects as `readFrame` does. */
  async *pieces(from = 0): AsyncGenerator<Buffer> {
    for (const part of this.parts.slice(from)) {
      if (part.kind === 'text') yield Buffer.from(part.text, 'utf8');
      else yield Buffer.from((await this.readFrame(part.frame)).toString('base64'), 'latin1');
    }
  }
}
