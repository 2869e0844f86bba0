import { MOST_FIELDS, type SentField } from './body-reading';

export type JsonScan = {
  readonly fields: readonly SentField[];
  /** Lists by where they stand, with how many entries they have; the root is the empty name. */
  readonly lists: ReadonlyMap<string, number>;
  /** Nothing stood in the way up to the end: no fault, no more depth or fields than are read. */
  readonly isWhole: boolean;
};

type Frame = { readonly isList: boolean; readonly name: string; key: string | null; at: number };

const MOST_DEPTH = 40;
const MOST_KEY = 120;
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Reads JSON in one pass without building it, so that the beginning of a cut body, two values of one key and keys like
 * `__proto__` are all seen. It is more forgiving than the grammar: a server may be too.
 */
export function scanJson(text: string): JsonScan {
  const scanner = new Scanner(text);
  const isWhole = scanner.run();
  return { fields: scanner.fields, lists: scanner.lists, isWhole };
}

class Scanner {
  readonly fields: SentField[] = [];
  readonly lists = new Map<string, number>();
  readonly #stack: Frame[] = [];
  #at = 0;
  #rootCount = 0;

  constructor(private readonly text: string) {}

  run(): boolean {
    const { text } = this;
    while (this.#at < text.length) {
      if (this.fields.length >= MOST_FIELDS) return false;
      const code = text.charCodeAt(this.#at);
      if (code <= 32 || code === 44 || code === 58 || code === 0xfeff) this.#at += 1;
      else if (!this.#step(code)) return false;
    }
    return this.#stack.length === 0;
  }

  #step(code: number): boolean {
    if (code === 123 || code === 91) return this.#open(code === 91);
    if (code === 125 || code === 93) return this.#close(code === 93);
    if (code === QUOTE) return this.#string();
    return this.#literal();
  }

  #open(isList: boolean): boolean {
    if (this.#stack.length >= MOST_DEPTH) return false;
    const name = this.#place();
    this.#stack.push({ isList, name, key: null, at: 0 });
    this.#at += 1;
    return true;
  }

  #close(isList: boolean): boolean {
    const frame = this.#stack.pop();
    if (frame === undefined || frame.isList !== isList) return false;
    if (isList) this.lists.set(frame.name, Math.max(frame.at, this.lists.get(frame.name) ?? 0));
    this.#at += 1;
    return true;
  }

  #string(): boolean {
    const { text } = this;
    let end = text.indexOf('"', this.#at + 1);
    while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    const raw = text.slice(this.#at + 1, end < 0 ? undefined : end);
    const value = raw.includes('\\') ? unescaped(raw) : raw;
    this.#at = end < 0 ? text.length : end + 1;
    const frame = this.#stack.at(-1);
    if (frame !== undefined && !frame.isList && frame.key === null) {
      frame.key = value.slice(0, MOST_KEY);
      return end >= 0;
    }
    this.#leaf(value);
    return end >= 0;
  }

  #literal(): boolean {
    const start = this.#at;
    while (this.#at < this.text.length && !isEnd(this.text.charCodeAt(this.#at))) this.#at += 1;
    const word = this.text.slice(start, this.#at);
    this.#leaf(word);
    return /^(?:-?\d[\d.eE+-]*|true|false|null)$/.test(word.slice(0, 40));
  }

  #leaf(value: string): void {
    const key = this.#stack.at(-1)?.key ?? '';
    this.fields.push({ name: this.#place(), key, value });
  }

  /** Where the value stands that comes now; the next one stands elsewhere. */
  #place(): string {
    const frame = this.#stack.at(-1);
    if (frame === undefined) {
      this.#rootCount += 1;
      if (this.#rootCount > 1) this.lists.set('', this.#rootCount);
      return '';
    }
    if (frame.isList) {
      frame.at += 1;
      return `${frame.name}[${frame.at - 1}]`.slice(0, 200);
    }
    const key = frame.key ?? '';
    frame.key = null;
    return (frame.name === '' ? key : `${frame.name}.${key}`).slice(0, 200);
  }
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

const isEnd = (code: number): boolean =>
  code <= 32 ||
  code === 44 ||
  code === 58 ||
  code === 93 ||
  code === 125 ||
  code === 91 ||
  code === 123 ||
  code === QUOTE;

function unescaped(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}
