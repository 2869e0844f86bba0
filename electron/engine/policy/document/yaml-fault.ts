import { type Document, isMap, isScalar, type Pair, visit, type YAMLError } from 'yaml';

/** Why a text is no YAML, and in which line, in words of ours. */
export type YamlFault = { readonly line: number | null; readonly message: string };

/** By the reader's own codes (`yaml`, ErrorCode); what is in none of them is said in general. */
const WORDS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'this line is indented otherwise than those around it',
  TAB_AS_INDENT: 'lines are indented by spaces, not by tabs',
  MULTILINE_IMPLICIT_KEY: 'a field begins here, and its name does not end with a colon on the same line',
  KEY_OVER_1024_CHARS: 'the name of a field is too long',
  MISSING_CHAR: 'a bracket or a quotation mark is not closed',
  UNEXPECTED_TOKEN: 'something stands here that does not belong there',
  BAD_SCALAR_START: 'a text that begins with this character has to stand in quotation marks',
  BAD_DQ_ESCAPE: 'after a backslash in quotation marks comes something that has no meaning',
  MULTIPLE_DOCS: 'a file holds one policy: leave out the line ---',
  BAD_ALIAS: 'aliases (&name, *name) are not used in a policy',
};

/** `lineAt`: the line of a place in the text. */
export function yamlFault(
  document: Document,
  error: Pick<YAMLError, 'code' | 'pos'>,
  lineAt: (offset: number) => number,
): YamlFault {
  const doubled = error.code === 'DUPLICATE_KEY' ? doubledKey(document) : null;
  if (doubled !== null) {
    const [first, second] = [lineAt(doubled.first), lineAt(doubled.second)];
    return {
      line: second,
      message: `“${doubled.key}” stands here and in line ${first}: a field has one value`,
    };
  }
  return { line: lineAt(error.pos[0]), message: WORDS[error.code] ?? 'this can’t be read as YAML' };
}

type Doubled = { readonly key: string; readonly first: number; readonly second: number };

/** The first key that a part of the document has twice, and where. */
function doubledKey(document: Document): Doubled | null {
  let found: Doubled | null = null;
  visit(document, {
    Map(_, map) {
      if (!isMap(map)) return undefined;
      const seen = new Map<string, number>();
      for (const pair of map.items) {
        const at = placeOf(pair);
        if (at === null) continue;
        const first = seen.get(at.key);
        if (first !== undefined) {
          found = { key: at.key, first, second: at.offset };
          return visit.BREAK;
        }
        seen.set(at.key, at.offset);
      }
      return undefined;
    },
  });
  return found;
}

function placeOf({ key }: Pair): { readonly key: string; readonly offset: number } | null {
  if (!isScalar(key) || !key.range) return null;
  return { key: String(key.value), offset: key.range[0] };
}
