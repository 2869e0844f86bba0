import { plainForm, skeleton } from '../../../../shared/text/skeleton';

/** Whether a condition holds; `unclear` when what it asks about is not known. */
export type Truth = 'yes' | 'no' | 'unclear';

/**
 * A text with `*` for any characters. It matches in two ways. To refuse: whatever a reader could take for it, case,
 * accents, look-alikes, hidden characters and all spacing aside. To permit: only the text itself, case and runs of
 * blanks aside. So no disguise gets a text past a refusal, and none gets it a permission.
 */
export class TextPattern {
  readonly #permits: readonly string[] | null;
  readonly #refuses: readonly (readonly string[])[];

  /** Nothing is left of it once what can't be seen is taken off. */
  readonly isEmpty: boolean;

  constructor(readonly source: string) {
    this.#permits = plainForm(source)?.split('*') ?? null;
    this.#refuses = disguises(source).map((form) => form.split('*'));
    this.isEmpty = this.#refuses.every((pieces) => pieces.length === 1 && pieces[0] === '');
  }

  /** Whether there is any text that it could permit. */
  get canPermit(): boolean {
    return this.#permits !== null;
  }

  /** Whether it matches whatever the other one matches, to permit or to refuse. */
  covers(other: TextPattern, isPermitting: boolean): boolean {
    // The other's own `*` is a character like any: only a `*` of this one can stand for it.
    if (isPermitting) {
      return (
        this.#permits !== null && other.#permits !== null && matches(this.#permits, other.#permits.join('*'))
      );
    }
    const count = Math.max(this.#refuses.length, other.#refuses.length);
    return Array.from({ length: count }, (_, index) => index).every((index) =>
      matches(
        this.#refuses[index] ?? this.#refuses[0] ?? [],
        (other.#refuses[index] ?? other.#refuses[0] ?? []).join('*'),
      ),
    );
  }

  permits(text: SeenText): boolean {
    return this.#permits !== null && text.plain !== null && matches(this.#permits, text.plain);
  }

  /** A pattern of which nothing is left could have meant any text. */
  refuses(text: SeenText): Truth {
    if (this.isEmpty) return 'unclear';
    const { disguises } = text;
    const count = Math.max(this.#refuses.length, disguises.length);
    for (let index = 0; index < count; index += 1) {
      const pieces = this.#refuses[index] ?? this.#refuses[0] ?? [];
      if (matches(pieces, disguises[index] ?? disguises[0] ?? '')) return 'yes';
    }
    return 'no';
  }
}

/** An untrusted text in the forms in which patterns see it, each made when it is first asked for. */
export class SeenText {
  #plain: string | null | undefined;
  #disguises: readonly string[] | undefined;

  constructor(readonly text: string) {}

  get plain(): string | null {
    if (this.#plain === undefined) this.#plain = plainForm(this.text);
    return this.#plain;
  }

  get disguises(): readonly string[] {
    this.#disguises ??= disguises(this.text);
    return this.#disguises;
  }

  /** Whether there is nothing to see. */
  get isBlank(): boolean {
    return this.disguises.every((form) => form === '');
  }
}

/**
 * As written and, where that can differ, in capitals: which letter another one looks like can depend on its case, and a
 * word that mixes scripts to deceive is read letter by letter.
 */
function disguises(text: string): readonly string[] {
  const asWritten = skeleton(text).replaceAll(' ', '');
  if (/^[\x20-\x7e]*$/.test(text)) return [asWritten];
  const inCapitals = skeleton(text.toUpperCase()).replaceAll(' ', '');
  return inCapitals === asWritten ? [asWritten] : [asWritten, inCapitals];
}

/** Whether the pieces stand in the text in order, the first at its start and the last at its end. Linear. */
function matches(pieces: readonly string[], text: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces[pieces.length - 1] ?? '';
  if (pieces.length === 1) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let from = first.length;
  for (let index = 1; index < pieces.length - 1; index += 1) {
    const piece = pieces[index] ?? '';
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= text.length - last.length;
}
