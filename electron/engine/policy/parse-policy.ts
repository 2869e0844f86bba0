import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AirlockError } from '../../../shared/airlock-error';
import { parseKeyCombo } from '../../../shared/domain/key-combo';
import { Policy } from '../../../shared/domain/policy';

/**
 * Reads a policy document, YAML or JSON (YAML 1.2 contains JSON). Rejects with `bad-input` and, for every problem, the
 * line and the field. Anything it does not understand is an error: a policy never loads in part.
 */
export function parsePolicy(text: string): Policy {
  const { document, lineOf } = parseYaml(text);
  return readPolicy(toPlain(document), lineOf);
}

/** Reads a document that may leave fields out; those are taken from `base` and named. Otherwise as `parsePolicy`. */
export function parsePolicyOver(
  text: string,
  base: Policy,
): { readonly policy: Policy; readonly missing: readonly string[] } {
  const { document, lineOf } = parseYaml(text);
  const plain = toPlain(document);
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw badPolicy(['document: must be a list of fields with values']);
  }
  const missing = Object.keys(base).filter((field) => !Object.hasOwn(plain, field));
  return { policy: readPolicy({ ...base, ...plain }, lineOf), missing };
}

type LineOf = (path: readonly PropertyKey[]) => string;

function parseYaml(text: string): { readonly document: Document; readonly lineOf: LineOf } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const syntax = document.errors[0];
  if (syntax) {
    throw badPolicy([`line ${lines.linePos(syntax.pos[0]).line}: ${syntax.message}`]);
  }
  const lineOf: LineOf = (path) => {
    const offset = offsetOf(document.contents, path);
    return offset === null ? '' : `line ${lines.linePos(offset).line}, `;
  };
  return { document, lineOf };
}

function readPolicy(plain: unknown, lineOf: LineOf): Policy {
  const parsed = Policy.safeParse(plain);
  if (!parsed.success) {
    // What stands in the file and is wrong comes before what is missing from it.
    const issues = [...parsed.error.issues].sort(
      (a, b) => Number(isMissing(plain, a)) - Number(isMissing(plain, b)),
    );
    throw badPolicy(issues.map((issue) => describeIssue(issue, lineOf)));
  }
  const badKeys = parsed.data.allowed_key_combos.flatMap((combo, index) =>
    parseKeyCombo(combo) === null
      ? [
          `${lineOf(['allowed_key_combos', index])}allowed_key_combos[${index}]: "${combo}" is not a key or combination`,
        ]
      : [],
  );
  if (badKeys.length > 0) throw badPolicy(badKeys);
  return parsed.data;
}

/** The document's value. A policy needs no YAML aliases, and they can blow a small file up to any size. */
function toPlain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw badPolicy(['aliases (&name, *name) are not used in a policy']);
  }
}

function badPolicy(problems: readonly string[]): AirlockError {
  return new AirlockError('bad-input', `The policy can't be used. ${problems.slice(0, 8).join('; ')}.`);
}

function isMissing(plain: unknown, { code, path }: z.core.$ZodIssue): boolean {
  const [field] = path;
  return code !== 'unrecognized_keys' && field !== undefined && !Object.hasOwn(Object(plain), field);
}

function describeIssue(issue: z.core.$ZodIssue, lineOf: LineOf): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .map((key) => `${lineOf([...issue.path, key])}${formatPath([...issue.path, key])}: no such field`)
      .join('; ');
  }
  const field = formatPath(issue.path);
  return `${lineOf(issue.path)}${field === '' ? 'document' : field}: ${issue.message}`;
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    '',
  );
}

/** Where in the text the node at `path` (or its nearest parent that exists) begins. */
function offsetOf(root: unknown, path: readonly PropertyKey[]): number | null {
  let node: unknown = root;
  let offset = rangeStart(root);
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === part);
      if (!pair) return offset;
      offset = rangeStart(pair.key) ?? offset;
      node = pair.value;
    } else if (typeof part === 'number' && typeof node === 'object' && node !== null && 'items' in node) {
      node = (node.items as unknown[])[part];
      offset = rangeStart(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function rangeStart(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node)) return null;
  const range = node.range as readonly number[] | null | undefined;
  return range?.[0] ?? null;
}
