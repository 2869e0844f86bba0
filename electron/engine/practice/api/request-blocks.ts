import { canonicalJson } from '../../base/canonical-json';
import { type Ttl, ttlOf } from './breakpoints';
import { type SummarisedEnd, summarisedEnd } from './compaction-block';
import type { CompactionBlock } from './message-schema';
import type { CheckedRequest } from './request-schema';
import { type Seals, shortHash } from './seals';
import { estimateTokens } from './tokens';

/** Where every request begins. */
export const START = shortHash('');

/** One block of a request, in the order in which the API reads them: tools, system, messages. */
export type RequestBlock = {
  /** As error messages name it, such as `messages.2.content.0`. */
  readonly path: string;
  readonly part: 'tools' | 'system' | 'messages';
  /** Of the message that it stands in; of what stands in none, its part. */
  readonly role: string;
  readonly block: { readonly type?: string | null };
  /** A hash of what this block says to the model by itself. */
  readonly meaning: string;
  /**
   * A hash of this block and all before it: what thinking is bound to. A summary stands for what it summarises, so that
   * turns that were kept after it stay valid.
   */
  readonly chain: string;
  /** The same of what the model reads, where a summary is a summary: what the cache keeps. */
  readonly prompt: string;
  readonly tokens: number;
  readonly ttl: Ttl | null;
};

type Unlinked = Omit<RequestBlock, 'meaning' | 'chain' | 'prompt'> & {
  /** What it says, without marks. */
  readonly said: unknown;
};

const MARKS: readonly string[] = ['cache_control'];

/**
 * A block as the API compares it: marks for the cache may move, a field that is null is as good as absent, and text is a
 * block of text. What a caller's own data says, in an input or a schema, is compared as it is.
 */
function meaningOf(block: object): unknown {
  const fields = Object.entries(block).filter(([name, value]) => value !== null && !MARKS.includes(name));
  return Object.fromEntries(
    fields.map(([name, value]) => [name, name === 'content' ? contentMeaning(value) : value]),
  );
}

function contentMeaning(content: unknown): unknown {
  return Array.isArray(content) ? content.map(meaningOf) : [{ type: 'text', text: content }];
}

function textAsBlocks(content: string | readonly object[]): readonly object[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function unlinked(request: CheckedRequest): readonly Unlinked[] {
  const { tools = [], system = [], messages } = request;
  const lastUser = messages.map(({ role }) => role).lastIndexOf('user');
  return [
    ...tools.map((tool, index) => asBlock(`tools.${index}`, 'tools', tool)),
    ...textAsBlocks(system).map((text, index) => asBlock(`system.${index}`, 'system', text)),
    ...messages.flatMap((message, at) => {
      const clearAt = message.role === 'system' ? (message.clear_at ?? null) : null;
      return textAsBlocks(message.content).map((block, index) => {
        const one = asBlock(`messages.${at}.content.${index}`, 'messages', block, message.role);
        if (clearAt === null) return one;
        // Once it is cleared it still stands there, and costs nothing.
        const tokens = clearAt === 'next_user_message' && at < lastUser ? 0 : one.tokens;
        return { ...one, tokens, said: [one.said, clearAt] };
      });
    }),
  ];
}

function asBlock(path: string, part: RequestBlock['part'], block: object, role: string = part): Unlinked {
  const said = meaningOf(block);
  return { path, part, role, block, said, tokens: estimateTokens(said), ttl: ttlOf(block) };
}

/** The same with a breakpoint at its end, where the request asks for one there. */
function markedWhole(blocks: readonly Unlinked[], request: CheckedRequest): readonly Unlinked[] {
  const last = blocks.at(-1);
  if (!request.cache_control || last === undefined) return blocks;
  return [...blocks.slice(0, -1), { ...last, ttl: request.cache_control.ttl ?? '5m' }];
}

/** Takes a request apart. Messages of one side that follow each other are one turn (Messages API, `messages`). */
export function requestBlocks(request: CheckedRequest, seals: Seals): readonly RequestBlock[] {
  const linked: RequestBlock[] = [];
  let chain = START;
  let prompt = START;
  const all = markedWhole(unlinked(request), request);
  for (const [index, one] of all.entries()) {
    const { said, ...block } = one;
    const meaning = shortHash(canonicalJson([one.role, said]));
    prompt = shortHash(prompt + meaning);
    const resumed = resumedAt(one, { root: chain, next: all[index + 1] }, seals);
    chain = resumed ?? shortHash(chain + meaning);
    linked.push({ ...block, meaning, chain, prompt });
  }
  return linked;
}

/**
 * Where a conversation goes on from that a signed summary stands for: the tools and the system prompt are those that they
 * were, and what follows is a turn of the other side, not merged into the last one that was summarised.
 */
function resumedAt(
  { block }: Unlinked,
  { root, next }: { readonly root: string; readonly next: Unlinked | undefined },
  seals: Seals,
): string | null {
  if (block.type !== 'compaction') return null;
  const at = summarisedEnd(seals, block as CompactionBlock);
  if (at === null || at.root !== root) return null;
  return next === undefined || (next.role !== at.lastRole && next.role !== 'system') ? at.end : null;
}

/** Where the conversation stands at the end of a request, for a summary of it. */
export function endOfBlocks(blocks: readonly RequestBlock[]): SummarisedEnd {
  const root = blocks.filter(({ part }) => part !== 'messages').at(-1)?.chain ?? START;
  const last = blocks.at(-1);
  return { root, end: last?.chain ?? START, lastRole: last?.role ?? '' };
}

export function totalTokens(blocks: readonly { readonly tokens: number }[]): number {
  return blocks.reduce((sum, { tokens }) => sum + tokens, 0);
}
