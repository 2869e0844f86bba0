import type { CompactionBlock } from './message-schema';
import { invalid, type Refusal } from './refusal';
import type { CheckedRequest } from './request-schema';
import { partsOf, type Seals, shortHash } from './seals';

export type PlacedSummary = {
  readonly path: string;
  readonly message: number;
  readonly index: number;
  readonly block: CompactionBlock;
};

/** The summaries that a request carries, in order. */
export function compactionBlocksOf({ messages }: CheckedRequest): readonly PlacedSummary[] {
  return messages.flatMap(({ content }, message) => {
    if (typeof content === 'string') return [];
    return [...content.entries()].flatMap(([index, block]) => {
      const path = `messages.${message}.content.${index}`;
      return block.type === 'compaction' ? [{ path, message, index, block }] : [];
    });
  });
}

/** Where a conversation stood when it was summarised. */
export type SummarisedEnd = {
  /** What `system` and `tools` were, as a hash. */
  readonly root: string;
  /** All that was summarised, as a hash. */
  readonly end: string;
  /** The role of the last message. */
  readonly lastRole: string;
};

/** A summary as the API gives it. */
export type SummaryBlock = {
  readonly type: 'compaction';
  readonly content: string;
  readonly encrypted_content: string;
  readonly signature?: string;
};

/**
 * A summary in the API's form: signed where it was asked for (`compact-2026-09-04`), not where it came at a threshold
 * (`compact-2026-01-12`). `carried` goes along unseen, for whoever goes on from the summary.
 */
export function sealSummary(
  seals: Seals,
  text: string,
  { carried, at }: { readonly carried: string; readonly at: SummarisedEnd | null },
): SummaryBlock {
  const encrypted = seals.seal('carried', [carried, shortHash(text)]);
  const block = { type: 'compaction', content: text, encrypted_content: encrypted } as const;
  if (at === null) return block;
  const parts = [at.root, at.end, at.lastRole, shortHash(text)];
  return { ...block, signature: seals.seal('summary', parts, encrypted) };
}

/** Where the conversation stood that a signed summary stands for; null for one without a signature, or a false one. */
export function summarisedEnd(seals: Seals, block: CompactionBlock): SummarisedEnd | null {
  if (!block.signature) return null;
  const [root, end, lastRole] = seals.open('summary', block.signature, block.encrypted_content ?? '') ?? [];
  return root === undefined || end === undefined || lastRole === undefined ? null : { root, end, lastRole };
}

function findSealFault(seals: Seals, { path, block }: PlacedSummary): Refusal | null {
  // One without content is what is left of a summary that failed: the API takes it, and makes nothing of it.
  if (!block.content) return null;
  const parts = block.signature
    ? seals.open('summary', block.signature, block.encrypted_content ?? '')
    : seals.open('carried', block.encrypted_content ?? '');
  if (parts === null)
    return invalid(`${path}: Invalid \`signature\` in \`compaction\` block`, {
      error_code: 'compaction_signature_invalid',
    });
  if (parts.at(-1) === shortHash(block.content)) return null;
  return invalid(`${path}: the \`content\` of the \`compaction\` block differs from what was signed`, {
    error_code: 'compaction_content_mismatch',
  });
}

/** What is wrong with the summaries that a request carries: one, first of all, and as it came. */
export function findSummaryFault(seals: Seals, request: CheckedRequest): Refusal | null {
  const placed = compactionBlocksOf(request);
  if (placed.filter(({ block }) => block.content).length > 1)
    return invalid('messages: more than one `compaction` block; send only the newest', {
      error_code: 'compaction_block_ambiguous',
    });
  const misplaced = placed.find(({ message, index }) => message > 0 || index > 0);
  if (misplaced !== undefined)
    return invalid(`${misplaced.path}: a \`compaction\` block must be the first block of \`messages\``, {
      error_code: 'compaction_block_misplaced',
    });
  for (const one of placed) {
    const fault = findSealFault(seals, one);
    if (fault !== null) return fault;
  }
  return null;
}

/** What a summary carries unseen, by its `encrypted_content`; null where there is none. Its seal was checked before. */
export function carriedBy(encrypted: unknown): string | null {
  return typeof encrypted === 'string' ? (partsOf(encrypted)?.[0] ?? null) : null;
}
