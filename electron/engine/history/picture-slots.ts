import { randomBytes } from 'node:crypto';

/** A piece of a request's body: text as it is, or the frame whose bytes stand there in base64. */
export type BodyPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'frame'; readonly frame: string };

/**
 * Marks where in a request the pictures stand until it is sent, so that no request is ever in memory whole. The mark is
 * different for each request and nobody can guess it: no text in the conversation can look like one.
 */
export class PictureSlots {
  readonly #mark = `frame:${randomBytes(16).toString('hex')}:`;

  slotFor(frame: string): string {
    return `${this.#mark}${frame}`;
  }

  /** A body with slots, in its pieces. */
  partsOf(body: string): readonly BodyPart[] {
    const [first = '', ...rest] = body.split(this.#mark);
    const frames = rest.flatMap((piece): BodyPart[] => [
      { kind: 'frame', frame: piece.slice(0, NAME_LENGTH) },
      { kind: 'text', text: piece.slice(NAME_LENGTH) },
    ]);
    return [{ kind: 'text', text: first }, ...frames];
  }
}

/** Of a frame's name, which is a SHA-256 in hexadecimal digits. */
const NAME_LENGTH = 64;
