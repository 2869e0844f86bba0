import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { PolicyProblem } from '../../../../shared/domain/policy-document';
import { yamlFault } from './yaml-fault';

/** A document's value, and where in the text its parts are. */
export type PolicyYaml = {
  readonly value: unknown;
  /** The line of the part at `path`, or of its nearest parent that is there; null when there is none. */
  lineOf(path: readonly PropertyKey[]): number | null;
};

/** Reads YAML, and JSON with it (YAML 1.2 contains JSON). Answers the problems when it is neither. */
export function readPolicyYaml(text: string): PolicyYaml | { readonly problems: readonly PolicyProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const [syntax] = document.errors;
  if (syntax) {
    const { line, message } = yamlFault(document, syntax, lineAt);
    return { problems: [problem(line, message)] };
  }
  const value = toPlain(document);
  if (value === ALIASES)
    return { problems: [problem(null, 'aliases (&name, *name) are not used in a policy')] };
  return {
    value,
    lineOf: (path) => {
      const offset = offsetOf(document.contents, path);
      return offset === null ? null : lineAt(offset);
    },
  };
}

const ALIASES = Symbol('aliases');

/** A policy needs no YAML aliases, and they can blow a small file up to any size. */
function toPlain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return ALIASES;
  }
}

function problem(line: number | null, message: string): PolicyProblem {
  return { line, field: 'document', message, severity: 'error' };
}

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
