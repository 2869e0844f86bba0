import type { Sense, Vocabulary } from './sense';

/** A word found in a text. Places are counted in words; a part of a word is a fraction. */
export type Spot = { readonly sense: Sense; readonly from: number; readonly to: number };

type Entry = { readonly words: readonly string[]; readonly sense: Sense };

/** Scripts that are written without blanks, or glue endings to words: their words count wherever they stand. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const MAX_STEM = 24;
const ARABIC_ARTICLE = /^(?:[وفبك]?ال|لل)(?=\p{Script=Arabic}{2})/u;

export const wordsOf = (text: string): string[] =>
  (text.match(WORD) ?? []).map((word) => word.replace(ARABIC_ARTICLE, ''));

/** Finds words of a vocabulary, in time that grows with the text and not with the vocabulary. */
export class WordIndex {
  readonly #phrases = new Map<string, Entry[]>();
  readonly #stems = new Map<string, Sense[]>();
  readonly #endings = new Map<string, Sense[]>();
  readonly #runs = new Map<string, { readonly text: string; readonly sense: Sense }[]>();

  /** `fold` brings entries to the form in which texts are looked up. */
  constructor(
    languages: readonly Vocabulary[],
    senses: ReadonlySet<Sense>,
    private readonly fold: (text: string) => string,
  ) {
    for (const language of languages) {
      for (const [sense, list] of Object.entries(language) as [Sense, string][]) {
        if (senses.has(sense)) for (const entry of list.trim().split(/\s+/)) this.#add(entry, sense);
      }
    }
    for (const runs of this.#runs.values()) runs.sort((a, b) => b.text.length - a.text.length);
  }

  #add(entry: string, sense: Sense): void {
    const words = wordsOf(this.fold(entry.replaceAll('_', ' ').replaceAll('*', '')));
    const [first = ''] = words;
    if (first === '') return;
    if (entry.startsWith('*')) push(this.#endings, first, sense);
    else if (entry.endsWith('*')) push(this.#stems, first, sense);
    else if (UNSPACED.test(entry) && words.join('').length > 1) {
      push(this.#runs, first.charAt(0), { text: words.join(''), sense });
    } else push(this.#phrases, first, { words, sense });
  }

  /** Every word of the vocabulary in the words of a folded text. */
  find(words: readonly string[]): Spot[] {
    const spots: Spot[] = [];
    const add = (sense: Sense, from: number, to: number) => spots.push({ sense, from, to });
    for (const [at, word] of words.entries()) {
      for (const entry of this.#phrases.get(word) ?? []) {
        if (entry.words.every((part, index) => words[at + index] === part)) {
          add(entry.sense, at, at + entry.words.length);
        }
      }
      // A word that is in the vocabulary itself is not also one that begins like another.
      if (this.hasWord(word).length === 0) {
        for (const { sense, length } of this.#longestStem(word)) add(sense, at, at + length);
      }
      for (const sense of longest(this.#endings, word)) add(sense, at, at + 1);
    }
    return [...spots, ...this.#findRuns(words)];
  }

  /** In scripts without blanks a word may stand at the beginning of a whole sentence. */
  #longestStem(word: string): { sense: Sense; length: number }[] {
    for (let length = Math.min(word.length, MAX_STEM); length > 0; length -= 1) {
      const found = this.#stems.get(word.slice(0, length));
      const share = UNSPACED.test(word) ? length / word.length : 1;
      if (found !== undefined) return found.map((sense) => ({ sense, length: share }));
    }
    return [];
  }

  /** Words of scripts without blanks, in the text without its blanks. */
  #findRuns(words: readonly string[]): Spot[] {
    if (!words.some((word) => UNSPACED.test(word))) return [];
    const joined = words.join('');
    const places = words.flatMap((word, at) =>
      Array.from({ length: word.length }, (_, i) => at + i / word.length),
    );
    places.push(words.length);
    const spots: Spot[] = [];
    for (let at = 0; at < joined.length; at += 1) {
      for (const { text, sense } of this.#runs.get(joined.charAt(at)) ?? []) {
        if (!joined.startsWith(text, at)) continue;
        spots.push({ sense, from: places[at] ?? 0, to: places[at + text.length] ?? words.length });
      }
    }
    return spots;
  }

  /** Whether one of the vocabulary's single words is just this. */
  hasWord(word: string): readonly Sense[] {
    return (this.#phrases.get(word) ?? [])
      .filter(({ words }) => words.length === 1)
      .map(({ sense }) => sense);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function longest(endings: ReadonlyMap<string, Sense[]>, word: string): readonly Sense[] {
  for (let length = Math.min(word.length, MAX_STEM); length > 0; length -= 1) {
    const found = endings.get(word.slice(-length));
    if (found !== undefined) return found;
  }
  return [];
}
