/** Pictures that stand for a deed by themselves, as words of the lexicon. */
const DEEDS: readonly (readonly [RegExp, string])[] = [
  [/[\u{1F5D1}\u{1F6AE}\u232B]/u, 'delete'],
  [/[➤➢⮞✈\u{1F4E4}\u{1F4E8}\u{1F4E9}\u{1F6E9}]/u, 'send'],
  [/[\u{1F4B3}\u{1F4B8}\u{1F6D2}]/u, 'pay'],
  [/[\u{1F4CE}\u{1F587}]/u, 'attach'],
  [/[⏻⏼\u23FB\u23FC]/u, 'shut down'],
];
/** Glyphs of icon fonts: their picture is known to the font alone. */
const PRIVATE = /\p{Co}/u;
const WORDED = /[\p{L}\p{N}]/u;

/** What a label without a word shows, in words; any other text as it is. A glyph that nobody can read is no name. */
export function iconWords(text: string): string {
  if (WORDED.test(text)) return text;
  const deed = DEEDS.find(([pattern]) => pattern.test(text));
  if (deed !== undefined) return deed[1];
  return PRIVATE.test(text) ? '' : text;
}
