/**
 * The value as a reader of the record will parse it: undefined fields gone, numbers as JSON has them, and every lone
 * surrogate (which RFC 8785 refuses, and which a page or a model can send) replaced by U+FFFD, in keys too.
 */
export function toPlainJson(value: unknown): unknown {
  return replaceSurrogates(JSON.parse(JSON.stringify(value)));
}

function replaceSurrogates(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(replaceSurrogates);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [wellFormed(key), replaceSurrogates(inner)]),
  );
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
