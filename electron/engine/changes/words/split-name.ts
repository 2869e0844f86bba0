const MOST_WORDS = 12;
const MOST_NAME = 160;

/** Prefixes that say what kind of control or member a name is of, and nothing of what it does. */
const HUNGARIAN: ReadonlySet<string> = new Set([
  'btn',
  'lnk',
  'cmd',
  'img',
  'ctl',
  'ajax',
  'api',
  'rpc',
  'wp',
  'do',
  'action',
  'handle',
  'on',
]);

const MOST_KEPT = 2000;
const kept = new Map<string, readonly string[]>();

/**
 * The words of a name in small letters: `deleteInvoice`, `delete-invoice`, `DELETE_INVOICE` and `invoice.delete` have two. The
 * same names come again and again, so some are remembered.
 */
export function splitName(name: string): readonly string[] {
  const short = name.slice(0, MOST_NAME);
  const known = kept.get(short);
  if (known !== undefined) return known;
  const words = split(short);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(short, words);
  return words;
}

function split(short: string): readonly string[] {
  const spaced = /[a-z]/.test(short)
    ? short.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    : short;
  const words = (
    spaced
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+|\d+/gu) ?? []
  ).filter((word) => !/^\d+$/.test(word));
  const telling = words.length > 1 ? words.filter((word, at) => at > 0 || !HUNGARIAN.has(word)) : words;
  return telling.slice(0, MOST_WORDS);
}
