/** What a line has room for, in characters. */
const MOST = 200;
const SENTENCE_END = /[.!?…]["”’)]*\s+|\n+/g;

/**
 * The end of what is being thought, short enough for a line: as many of the last sentences as fit, or the last words of one
 * that is longer.
 */
export function lastWords(thinking: string): string {
  const text = thinking.trim();
  if (text.length <= MOST) return text;
  const tail = text.slice(-MOST);
  const firstEnd = [...tail.matchAll(SENTENCE_END)][0];
  if (firstEnd !== undefined) return tail.slice(firstEnd.index + firstEnd[0].length);
  const firstBlank = tail.search(/\s/);
  // Half of a character would stand at its beginning otherwise.
  return `…${firstBlank < 0 ? tail.replace(/^[\uDC00-\uDFFF]/, '') : tail.slice(firstBlank).trimStart()}`;
}
