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

/** Names of pictures as icon fonts give them: `fa-trash-alt`, `icon-paperplane`, `mdi mdi-delete-outline`, `TrashIcon`. */
const OF_A_FONT =
  /^(?:fa[srlbdt]?|fontawesome|mdi|md|icon|icons|ico|ic|bi|ti|ri|glyphicon|glyphicons|material|lucide|feather|heroicons?|ion|ionicon|tabler|octicon|svg)[-_: ]+\S/i;
const NAMED_ICON =
  /^(.{2,40}?)[-_ ]*(?:icons?|icoon|ikona|ikon|ikone|icône|icono|ícone|icona|иконка|значок|アイコン|图标|圖示|아이콘)$/iu;
/** How the picture is drawn, which says nothing of what it shows. */
const MANNER =
  /^(?:fa[srlbdt]?|fontawesome|mdi|md|icon|icons|ico|ic|bi|ti|ri|glyphicon|glyphicons|material|lucide|feather|heroicons?|ion|ionicon|tabler|octicon|svg|solid|regular|light|outline|outlined|filled|fill|rounded|round|sharp|alt|o|can|bin|sm|lg|xl|fw|[0-9]+(?:x|px)?)$/i;
/** English words that are a picture's name on an icon alone. */
const SHAPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['trash', 'delete'],
  ['bin', 'delete'],
  ['can', 'delete'],
  ['garbage', 'delete'],
  ['plane', 'send'],
  ['plane paper', 'send'],
  ['send', 'send'],
]);

/** What a label without a word shows, in words; any other text as it is. A glyph that nobody can read is no name. */
export function iconWords(text: string): string {
  if (WORDED.test(text)) return fontName(text.trim()) ?? text;
  const deed = DEEDS.find(([pattern]) => pattern.test(text));
  if (deed !== undefined) return deed[1];
  return PRIVATE.test(text) ? '' : text;
}

/** The words of an icon's name, of which that of a shape is the deed that everybody knows it for. */
function fontName(text: string): string | null {
  if (text.length > 60) return null;
  const named = OF_A_FONT.test(text) ? text : NAMED_ICON.exec(text)?.[1];
  if (named === undefined) return text.toLowerCase() === 'can' ? 'delete' : null;
  const words = named
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[-_:\s]+/)
    .filter((word) => word !== '');
  const shown = words.filter((word) => !MANNER.test(word));
  const said = (shown.length === 0 ? words.filter((word) => /^(?:can|bin)$/i.test(word)) : shown).join(' ');
  return said === '' ? null : (SHAPE_NAMES.get(said.toLowerCase()) ?? said);
}
