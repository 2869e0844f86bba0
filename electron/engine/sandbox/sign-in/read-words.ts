import { MEANINGS, type Meaning } from './lexicon';

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const MAX_TEXT = 600;

type Words = {
  readonly phrases: ReadonlySet<string>;
  readonly runs: readonly string[];
  readonly longest: number;
};

const WORDS: ReadonlyMap<Meaning, Words> = new Map(
  (Object.entries(MEANINGS) as [Meaning, string][]).map(([meaning, list]) => [meaning, readList(list)]),
);

/** What a text that a person reads says. */
export function meaningsOf(text: string): ReadonlySet<Meaning> {
  const words = wordsIn(text);
  const joined = words.join('');
  const found = [...WORDS].filter(([, { phrases, runs, longest }]) => {
    return hasPhrase(words, phrases, longest) || runs.some((run) => joined.includes(run));
  });
  return new Set(found.map(([meaning]) => meaning));
}

/** The same of a name that a program gave: `loginForm`, `user_email`, `j_password`. */
export function meaningsOfName(name: string): ReadonlySet<Meaning> {
  const parted = name.slice(0, MAX_TEXT).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  const bare = parted.replace(/\d+/g, ' ');
  return new Set([...meaningsOf(parted), ...meaningsOf(bare)]);
}

function readList(list: string): Words {
  const entries = list.trim().split(/\s+/);
  const runs = entries.filter((entry) => UNSPACED.test(entry)).map((entry) => wordsIn(entry).join(''));
  const phrases = entries.filter((entry) => !UNSPACED.test(entry)).map((entry) => wordsIn(entry).join(' '));
  return {
    phrases: new Set(phrases),
    runs,
    longest: Math.max(...phrases.map((phrase) => phrase.split(' ').length)),
  };
}

function hasPhrase(words: readonly string[], phrases: ReadonlySet<string>, longest: number): boolean {
  return words.some((_word, at) =>
    Array.from({ length: longest }, (_, more) => words.slice(at, at + more + 1).join(' ')).some((phrase) =>
      phrases.has(phrase),
    ),
  );
}

/** Case and accents off; what is no letter or digit parts words. The kana sound marks make other letters, so they stay. */
function wordsIn(text: string): readonly string[] {
  const folded = text
    .slice(0, MAX_TEXT)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/(?![\u3099\u309A])(?=\p{M})\p{Script=Inherited}/gu, '')
    .normalize('NFC');
  return folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
