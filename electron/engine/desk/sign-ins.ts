/** How many secrets of a credential go into one origin of a run before the operator is asked again. */
export const MAX_SIGN_INS = 3;

/** A credential on an origin; any other of the two is another matter. */
export type SignInPlace = { readonly entryId: string; readonly origin: string };

/** `left`: how many are left of what the operator has let go. */
type Book = { readonly uses: number; readonly left: number };

/** Which credentials of the vault one run has used where, and how far the operator's last leave reaches. */
export class SignIns {
  readonly #books = new Map<string, Book>();

  /** How many secrets of it went in there. */
  uses(place: SignInPlace): number {
    return this.#book(place).uses;
  }

  /** Whether the operator has let it be used there before, and some of that is left. */
  mayGoOn(place: SignInPlace): boolean {
    return this.#book(place).left > 0;
  }

  /** The operator lets it be used there: for the step that was asked about, and those that follow it. */
  allow(place: SignInPlace): void {
    this.#set(place, { ...this.#book(place), left: MAX_SIGN_INS });
  }

  /** Counts a secret that goes in. */
  noteUse(place: SignInPlace): void {
    const { uses, left } = this.#book(place);
    this.#set(place, { uses: uses + 1, left: Math.max(0, left - 1) });
  }

  #book(place: SignInPlace): Book {
    return this.#books.get(keyOf(place)) ?? { uses: 0, left: 0 };
  }

  #set(place: SignInPlace, book: Book): void {
    this.#books.set(keyOf(place), book);
  }
}

function keyOf({ entryId, origin }: SignInPlace): string {
  return JSON.stringify([entryId, origin]);
}
