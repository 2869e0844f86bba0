import { LOOK_ALIKES } from './look-alike-table';

const prototypes = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([prototype, chars]) =>
    Array.from(chars, (char): [string, string] => [char, prototype]),
  ),
);

/** Drawn as nothing: format and control characters, private use, unassigned, lone surrogates, fillers. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Variation_Selector}\u115F\u1160\u3164\uFFA0]|\u034F|\u17B4|\u17B5/gu;
/** Drawn as an empty place; the Braille blank is one too. */
const SPACING = /[\t\n\v\f\r\u0085\u2800\p{Z}]+/gu;
/** Accents and vowel points. The kana sound marks make other letters, so they stay. */
const ACCENTS = /(?![\u3099\u309A])(?=\p{M})\p{Script=Inherited}/gu;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const PLAIN_ASCII = /^[\x20-\x7e]*$/;

/**
 * What a reader takes a text for: NFKC, hidden characters off, look-alikes to their ASCII prototype (UTS 39), case and
 * accents off, spacing to one blank. For refusing, never for permitting: different texts can have one skeleton.
 */
export function skeleton(text: string): string {
  const folded = PLAIN_ASCII.test(text) ? text.toLowerCase() : unmask(text);
  // What small print does not tell apart, after case is gone: l I 1 |, o 0, rn m, vv w.
  return folded
    .replace(/[i1|]/g, 'l')
    .replace(/0/g, 'o')
    .replace(/m/g, 'rn')
    .replace(/w/g, 'vv')
    .replace(/ +/g, ' ')
    .trim();
}

function unmask(text: string): string {
  const bare = text
    .normalize('NFKC')
    .replace(SPACING, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC');
  return foldCase(bare.replace(WORD, unmaskWord)).normalize('NFD').replace(ACCENTS, '').normalize('NFC');
}

/**
 * In a word with Latin letters each look-alike stands for what it is drawn like. In a word wholly of another script the
 * choice must not depend on case, so that one word has one skeleton however it is written.
 */
function unmaskWord(word: string): string {
  const isMixed = /\p{Script=Latin}/u.test(word);
  return Array.from(word, (char) => {
    // Capitals that are not in the table look like their small letters: Ɗ is a d as ɗ is.
    return prototypes.get(isMixed ? char : char.toUpperCase()) ?? prototypes.get(foldCase(char)) ?? char;
  }).join('');
}

/** Small first: the capital ẞ is its own upper case, and only ß becomes SS. */
function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase().replace(/ς/g, 'σ');
}

/** Scripts whose letters may stand in a permitted word. Text in any other has no plain form. */
const SCRIPTS = (
  'Latin Cyrillic Greek Armenian Georgian Hebrew Arabic Devanagari Bengali Gujarati Gurmukhi Tamil Telugu Kannada ' +
  'Malayalam Sinhala Thai Lao Khmer Myanmar Ethiopic Han Hiragana Katakana Bopomofo Hangul'
)
  .split(' ')
  .map((name) => ({ name, test: new RegExp(`\\p{Script=${name}}`, 'u') }));
const NEUTRAL = /\p{Script=Common}|\p{Script=Inherited}/u;
/** The writing systems that mix scripts (UTS 39, "highly restrictive"). */
const MIXTURES = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];

/** The scripts of a word; null when one of its letters is of a script that is not known here. */
function scriptsOf(word: string): ReadonlySet<string> | null {
  const found = new Set<string>();
  for (const char of word) {
    if (NEUTRAL.test(char)) continue;
    const script = SCRIPTS.find(({ test }) => test.test(char));
    if (script === undefined) return null;
    found.add(script.name);
  }
  return found;
}

function isOneWriting(word: string): boolean {
  const scripts = scriptsOf(word);
  if (scripts === null) return false;
  return scripts.size < 2 || MIXTURES.some((mixture) => [...scripts].every((name) => mixture.includes(name)));
}

/**
 * NFC, trimmed, runs of white space to one blank, lower case: for permitting. Text with hidden characters or with mixed
 * scripts in a word gives null, and so does text in a script that is not known here.
 */
export function plainForm(text: string): string | null {
  const spaced = text
    .normalize('NFC')
    .replace(/[\t\n\r\p{Zs}]+/gu, ' ')
    .trim();
  if (PLAIN_ASCII.test(spaced)) return spaced.toLowerCase();
  if (spaced.search(INVISIBLE) >= 0 || /[\u2800\p{Zl}\p{Zp}]/u.test(spaced)) return null;
  if (!(spaced.match(WORD) ?? []).every(isOneWriting)) return null;
  return spaced.toLowerCase();
}

/** One character that looks like another. `index` counts UTF-16 units. */
export type LookAlike = { readonly index: number; readonly char: string; readonly looksLike: string };

/**
 * The characters of a text that look like others of another script, for showing. An ordinary word of another script is
 * not one: it takes mixed scripts in a word, a word of nothing but look-alikes where the text has no other letter of
 * that script, or a character that is ASCII in another dress (full-width, mathematical).
 */
export function lookAlikes(text: string): readonly LookAlike[] {
  if (PLAIN_ASCII.test(text)) return [];
  const honest = honestScripts(text);
  return [...text.matchAll(WORD)].flatMap(({ 0: word, index = 0 }) => {
    const isSuspect = !isOneWriting(word) || [...(scriptsOf(word) ?? [])].some((name) => !honest.has(name));
    return charsOf(word, index).flatMap(({ char, index }) => {
      const looksLike = dressedAscii(char) ?? (isSuspect ? prototypes.get(char) : undefined);
      return looksLike === undefined ? [] : [{ index, char, looksLike }];
    });
  });
}

/** Scripts of which the text has a letter that looks like no ASCII letter: somebody writes in them. */
function honestScripts(text: string): ReadonlySet<string> {
  const plain = Array.from(text).filter(
    (char) => !prototypes.has(char) && !prototypes.has(char.toLowerCase()),
  );
  return new Set(['Latin', ...plain.flatMap((char) => [...(scriptsOf(char) ?? [])])]);
}

function charsOf(word: string, start: number): { char: string; index: number }[] {
  let index = start;
  return Array.from(word, (char) => {
    const place = { char, index };
    index += char.length;
    return place;
  });
}

function dressedAscii(char: string): string | undefined {
  if (char.charCodeAt(0) < 0x80) return undefined;
  const plain = char.normalize('NFKC');
  return /^[A-Za-z0-9]$/.test(plain) ? plain : undefined;
}
