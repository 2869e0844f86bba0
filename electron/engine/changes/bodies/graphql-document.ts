export type GraphqlOperation = {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly name: string | null;
  /** What it asks the server's root for: the real names, not their aliases. */
  readonly fields: readonly string[];
};

const TOKEN =
  /[\s,\uFEFF]+|#[^\n\r]*|"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|"(?:[^"\\\n\r]|\\.)*"|\.\.\.|[A-Za-z_]\w*|-?\d[\w.+-]*|[\s\S]/gy;
const MOST_TOKENS = 20_000;

/** The operations of a document (GraphQL, October 2021); null where it is none or is not closed. */
export function readGraphql(text: string): readonly GraphqlOperation[] | null {
  if (!/^[\s,\uFEFF]*(?:#|\{|query\b|mutation\b|subscription\b|fragment\b)/.test(text.slice(0, 400)))
    return null;
  return new Document(text).read();
}

class Document {
  readonly #tokens: readonly string[];
  readonly #operations: GraphqlOperation[] = [];
  readonly #inFragments: string[] = [];
  #at = 0;
  #hasSpread = false;
  /** The brace that comes next belongs to a fragment on the root. */
  #isOfRoot = false;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  read(): readonly GraphqlOperation[] | null {
    while (this.#at < this.#tokens.length) {
      if (!this.#definition()) return null;
    }
    if (this.#operations.length === 0) return null;
    // What a mutation takes from fragments is asked of the root as well.
    return this.#operations.map((one) =>
      one.kind === 'query' || !this.#hasSpread
        ? one
        : { ...one, fields: [...one.fields, ...this.#inFragments] },
    );
  }

  #definition(): boolean {
    const first = this.#tokens[this.#at];
    if (first === '{') return this.#operation('query', null);
    this.#at += 1;
    if (first === 'fragment') {
      if (!this.#skipToBrace()) return false;
      this.#inFragments.push(...(this.#selection() ?? []));
      return true;
    }
    if (first !== 'query' && first !== 'mutation' && first !== 'subscription') return false;
    const next = this.#tokens[this.#at] ?? '';
    const name = /^[A-Za-z_]/.test(next) ? next : null;
    return this.#skipToBrace() && this.#operation(first, name);
  }

  #operation(kind: GraphqlOperation['kind'], name: string | null): boolean {
    const fields = this.#selection();
    if (fields === null) return false;
    this.#operations.push({ kind, name, fields });
    return true;
  }

  /** Variables may have defaults in braces, which stand in parentheses. */
  #skipToBrace(): boolean {
    let depth = 0;
    for (; this.#at < this.#tokens.length; this.#at += 1) {
      const token = this.#tokens[this.#at];
      if (token === '(') depth += 1;
      else if (token === ')') depth -= 1;
      else if (token === '{' && depth === 0) return true;
    }
    return false;
  }

  /** The names right below the brace; what stands in a fragment without a name is on the same level. */
  #selection(): readonly string[] | null {
    const fields: string[] = [];
    // For each open brace whether it belongs to a fragment on the root.
    const open: boolean[] = [];
    let depth = 0;
    this.#isOfRoot = true;
    for (; this.#at < this.#tokens.length; this.#at += 1) {
      const token = this.#tokens[this.#at] ?? '';
      if (token === '(') depth += 1;
      else if (token === ')') depth -= 1;
      if (depth > 0) continue;
      if (token === '{') {
        open.push(this.#isOfRoot);
        this.#isOfRoot = false;
      } else if (token === '}') {
        open.pop();
        if (open.length === 0) {
          this.#at += 1;
          return fields;
        }
      } else if (open.every((isOfRoot) => isOfRoot)) this.#rootToken(token, fields);
    }
    return null;
  }

  #rootToken(token: string, fields: string[]): void {
    const next = this.#tokens[this.#at + 1] ?? '';
    if (token === '...') {
      this.#hasSpread = true;
      this.#isOfRoot = true;
      if (next === 'on') this.#at += 2;
      else if (/^[A-Za-z_]/.test(next)) this.#at += 1;
    } else if (token === '@') this.#at += 1;
    else if (/^[A-Za-z_]/.test(token) && next !== ':') {
      this.#isOfRoot = false;
      if (fields.length < 50) fields.push(token);
    }
  }
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (tokens.length >= MOST_TOKENS) break;
    if (!/^[\s,#"\uFEFF]/.test(token)) tokens.push(token);
  }
  return tokens;
}
