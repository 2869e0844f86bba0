import { encodeBase32 } from './codes/base32';
import type { SealedPart } from './vault-file';
import { wipedNow } from './wiped';

/** What is shorter turns up in ordinary texts. In characters. */
const MIN_CHARACTERS = 6;
const SEARCHED: readonly SealedPart[] = ['password', 'header', 'secret', 'seed', 'unlock'];
const BLANK = 0x20;

/** A text to look for secrets in, as it is and in NFC, in bytes that can be wiped. */
export class SearchedText {
  readonly #forms: readonly Buffer[];

  constructor(text: string) {
    const composed = text.normalize('NFC');
    this.#forms = [text, ...(composed === text ? [] : [composed])].map((form) => Buffer.from(form));
  }

  /** Whether one of the secrets stands in it, exactly or in NFC. `reveal` gives a secret, which is wiped here. */
  holds(reveal: (part: SealedPart) => Buffer | null): boolean {
    return SEARCHED.some((part) => {
      const secret = reveal(part);
      return secret !== null && wipedNow(secret, () => this.#holdsAny(formsOf(part, secret)));
    });
  }

  /** How many characters at its end begin one of the secrets and are not the whole of it: what comes next decides. */
  begun(reveal: (part: SealedPart) => Buffer | null): number {
    const begun = SEARCHED.map((part) => {
      const secret = reveal(part);
      return secret === null ? 0 : wipedNow(secret, () => this.#begunOf(formsOf(part, secret)));
    });
    return Math.max(0, ...begun);
  }

  wipe(): void {
    for (const form of this.#forms) form.fill(0);
  }

  #begunOf(needles: readonly Buffer[]): number {
    const [asWritten] = this.#forms;
    const long = needles.filter((needle) => characters(needle) >= MIN_CHARACTERS);
    const begun = long.map((needle) => (asWritten === undefined ? 0 : begunAt(asWritten, needle)));
    for (const needle of needles) needle.fill(0);
    return Math.max(0, ...begun);
  }

  #holdsAny(needles: readonly Buffer[]): boolean {
    const found = needles.some(
      (needle) => characters(needle) >= MIN_CHARACTERS && this.#forms.some((form) => form.includes(needle)),
    );
    for (const needle of needles) needle.fill(0);
    return found;
  }
}

/** UTF-16 units at the end of a text that are the beginning of a secret. */
function begunAt(form: Buffer, needle: Buffer): number {
  for (let length = Math.min(needle.length - 1, form.length); length > 0; length -= 1) {
    const end = form.subarray(form.length - length);
    if (end.equals(needle.subarray(0, length))) return end.toString().length;
  }
  return 0;
}

/** The ways in which a secret may be written. The secret itself is among them. */
function formsOf(part: SealedPart, secret: Buffer): readonly Buffer[] {
  // A seed is kept decoded, and written in base32.
  if (part === 'seed') return [encodeBase32(secret)];
  const forms = [secret, ...composedForm(secret)];
  // "Bearer …": the token without the scheme before it (RFC 9110, 11.6.2) gives as much away.
  const blank = part === 'header' ? secret.indexOf(BLANK) : -1;
  return blank < 0 ? forms : [...forms, Buffer.from(secret.subarray(blank + 1))];
}

function composedForm(secret: Buffer): readonly Buffer[] {
  if (isAscii(secret)) return [];
  return [Buffer.from(secret.toString().normalize('NFC'))];
}

function isAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80);
}

/** Code points of UTF-8: every byte but those that continue one. */
function characters(bytes: Buffer): number {
  return bytes.reduce((count, byte) => ((byte & 0xc0) === 0x80 ? count : count + 1), 0);
}
