import { Document, isCollection, isPair, isScalar, isSeq, visit } from 'yaml';
import { Policy } from '../../../shared/domain/policy';
import type { PolicyFormat } from '../../../shared/domain/policy-document';

const COMMENT_WIDTH = 100;
/** Longer lists stand one entry a line. */
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
      // Regions and short lists of words on a line; rules spread out.
      const isLeaf = collection.items.every((item) => !isCollection(isPair(item) ? item.value : item));
      const length = JSON.stringify(collection.toJSON()).length;
      const isRule = ancestors.some(
        (node) => isPair(node) && isScalar(node.key) && node.key.value === 'rules',
      );
      if (isLeaf && length <= FLOW_WIDTH && !(isRule && !isSeq(collection))) collection.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 }).trimStart();
}

/** What a field of a policy means; empty when there is none of that name. */
export function describeField(field: string): string {
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
