import { isDeepStrictEqual } from 'node:util';
import {
  Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { Policy } from '../../../../shared/domain/policy';
import type { PolicyFormat } from '../../../../shared/domain/policy-document';

const COMMENT_WIDTH = 80;
/** Longer lists have one entry a line. */
const FLOW_WIDTH = 80;

const SHAPE = Policy.unwrap().shape;
const FIELDS = Object.keys(SHAPE) as readonly (keyof Policy)[];

/** A policy as a document: fields in the order of the schema. YAML explains each of them in a comment. */
export function formatPolicy(policy: Policy, format: PolicyFormat): string {
  const ordered = Object.fromEntries(FIELDS.map((field) => [field, policy[field]]));
  if (format === 'json') return `${JSON.stringify(ordered, null, 2)}\n`;
  // Parts that are one object would be written as aliases, which a policy may not have.
  const document = new Document(ordered, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, pair, ancestors) {
      if (ancestors.length !== 2 || !isScalar(pair.key)) return;
      const text = describeField(String(pair.key.value));
      pair.key.commentBefore = wrap(text, COMMENT_WIDTH)
        .map((line) => ` ${line}`)
        .join('\n');
      pair.key.spaceBefore = true;
    },
    Collection(_, collection, ancestors) {
      setFlow(
        collection,
        ancestors.some((node) => isPair(node) && isScalar(node.key) && node.key.value === 'rules'),
      );
    },
  });
  return document.toString({ lineWidth: 0 }).trimStart();
}

/**
 * Brings a document to what a policy says: the fields that differ are written anew, everything else stays as it was
 * written, comments too. A document that is no YAML map is written from scratch.
 */
export function updateDocument(text: string, policy: Policy): string {
  const document = parseDocument(text, { uniqueKeys: true });
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents) || contents.flow) return formatPolicy(policy, 'yaml');
  const written = document.toJS({ maxAliasCount: 0 }) as Record<string, unknown>;
  for (const field of FIELDS) {
    if (!isDeepStrictEqual(written[field], policy[field])) {
      const node = document.createNode(policy[field], { aliasDuplicateObjects: false });
      document.set(field, node);
      visit(node, { Collection: (_, collection) => setFlow(collection, field === 'rules') });
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** Regions and short lists of words stand on a line; rules are spread out. */
function setFlow(collection: YAMLMap | YAMLSeq, isOfRule: boolean): void {
  const isLeaf = collection.items.every((item) => !isCollection(isPair(item) ? item.value : item));
  const length = JSON.stringify(collection.toJSON()).length;
  if (isLeaf && length <= FLOW_WIDTH && (isSeq(collection) || !isOfRule)) collection.flow = true;
}

/** What a field of a policy means; empty when there is none of that name. */
function describeField(field: string): string {
  return SHAPE[field as keyof Policy]?.description ?? '';
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
