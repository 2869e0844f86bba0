import { BoundedMap } from './bounded-map';
import { invalid, type Refusal } from './refusal';
import { type RequestBlock, START } from './request-blocks';
import { type Seals, shortHash } from './seals';

/** How many answers are known again by the calls in them, and how far back it can be told where a request differs. */
const MAX_ANSWERS = 20_000;
const MAX_LINKS = 50_000;
/** A script may give the same id again, in other runs. In more than so many it tells nothing, and is taken as unknown. */
const MAX_CONVERSATIONS_PER_ID = 64;
const IN_TOO_MANY: ReadonlySet<string> = new Set();

/** A thinking block that the request goes on without (Messages API, `input_transformations`). */
export type DroppedThinking = {
  readonly type: 'thinking_dropped';
  readonly path: string;
  readonly reason: 'prefix_binding_mismatch';
};

export type Binding =
  | { readonly kind: 'bound'; readonly dropped: readonly DroppedThinking[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What an answer is bound to: the conversations that it may be part of, by the hash of their end. Null for a false one. */
type BoundTo = ReadonlySet<string> | null;

type ReplyBlock = { readonly type: string; readonly [field: string]: unknown };

const INVALID = 'Invalid `signature` in `thinking` block';
const ADVICE =
  'Remove the block, or set `thinking.block_binding.prefix_mismatch_behavior` to "drop_block". That setting requires the `thinking-binding-controls-2026-08-01` value in the `anthropic-beta` header.';

/**
 * Knows its own answers again, and that what stood before them has not changed since: the system prompt, the tools, and
 * every earlier message. The real API finds it by the thinking in an answer, whose signature is bound to all before it;
 * here a call's id is as good, so that it is found without thinking, too. A conversation that this server never took part
 * in is none of its business, but for thinking that it never signed.
 */
export class Conversations {
  /** By the id of a call: the ends of the conversations in which it was the answer. */
  readonly #answers = new BoundedMap<string, ReadonlySet<string>>(MAX_ANSWERS);
  /** Each hash of a prefix, and that of the one shorter by a block. */
  readonly #shorter = new BoundedMap<string, string>(MAX_LINKS);

  constructor(private readonly seals: Seals) {}

  /** An answer as it leaves: what is in it is bound to the conversation before. */
  sign<T extends ReplyBlock>(blocks: readonly RequestBlock[], content: readonly T[]): readonly T[] {
    const end = blocks.at(-1)?.chain ?? START;
    return content.map((block) => {
      if (block.type === 'thinking')
        return { ...block, signature: this.seals.seal('thinking', [end], String(block.thinking)) };
      if (block.type === 'redacted_thinking')
        return { ...block, data: this.seals.seal('redacted', [end, shortHash(String(block.data))]) };
      return block;
    });
  }

  /** Keeps what has been answered, to know it again. */
  remember(blocks: readonly RequestBlock[], content: readonly ReplyBlock[]): void {
    let shorter = START;
    for (const { chain } of blocks) {
      // A summary stands where its whole conversation stood, whose way back is known.
      this.#shorter.set(chain, this.#shorter.get(chain) ?? shorter);
      shorter = chain;
    }
    for (const { type, id } of content) {
      if (type !== 'tool_use' || typeof id !== 'string') continue;
      const before = this.#answers.get(id);
      const all = new Set(before ?? []).add(shorter);
      const isTooMany = before === IN_TOO_MANY || all.size > MAX_CONVERSATIONS_PER_ID;
      this.#answers.set(id, isTooMany ? IN_TOO_MANY : all);
    }
  }

  /** Whether every answer in a request stands where it was given. `drop`: thinking that does not is left out. */
  check(blocks: readonly RequestBlock[], drop: boolean): Binding {
    const dropped: DroppedThinking[] = [];
    for (const [index, { block, path }] of blocks.entries()) {
      const boundTo = this.#boundTo(block);
      if (boundTo === null) return refused(`${path}: ${INVALID}`);
      if (boundTo === undefined || boundTo === IN_TOO_MANY || standsThere(blocks, index, boundTo)) continue;
      if (!drop) return refused(`${path}: ${this.#mismatch(blocks, block.type !== 'tool_use', boundTo)}`);
      if (block.type !== 'tool_use')
        dropped.push({ type: 'thinking_dropped', path, reason: 'prefix_binding_mismatch' });
    }
    return { kind: 'bound', dropped };
  }

  #boundTo(block: RequestBlock['block']): BoundTo | undefined {
    const fields = block as { [field: string]: unknown };
    switch (block.type) {
      case 'thinking':
        return ends(this.seals.open('thinking', String(fields.signature), String(fields.thinking)));
      case 'redacted_thinking':
        return ends(this.seals.open('redacted', String(fields.data)));
      case 'tool_use':
        return this.#answers.get(String(fields.id));
      default:
        return undefined;
    }
  }

  #mismatch(blocks: readonly RequestBlock[], isThinking: boolean, boundTo: ReadonlySet<string>): string {
    const first = this.#firstDifference(blocks, boundTo);
    const said = [
      isThinking ? `${INVALID}.` : '',
      'The block is bound to a different conversation.',
      first === null ? '' : `The first block that differs is ${first}.`,
      isThinking ? ADVICE : '',
    ];
    return said.filter((words) => words !== '').join(' ');
  }

  /** The first block that is not what it was, in the conversation that goes along furthest; null where that is forgotten. */
  #firstDifference(blocks: readonly RequestBlock[], boundTo: ReadonlySet<string>): string | null {
    const places = new Map(blocks.map(({ chain }, index) => [chain, index + 1]));
    places.set(START, 0);
    let furthest = -1;
    for (const end of boundTo) {
      let chain: string | undefined = end;
      while (chain !== undefined && !places.has(chain)) chain = this.#shorter.get(chain);
      if (chain !== undefined) furthest = Math.max(furthest, places.get(chain) ?? -1);
    }
    return blocks[furthest]?.path ?? null;
  }
}

function ends(parts: readonly string[] | null): BoundTo {
  return parts?.[0] === undefined ? null : new Set([parts[0]]);
}

/** Whether an answer follows on the conversation that it is bound to: between them is only more of the same turn. */
function standsThere(blocks: readonly RequestBlock[], index: number, boundTo: ReadonlySet<string>): boolean {
  for (let before = index - 1; before >= 0; before -= 1) {
    if (boundTo.has(blocks[before]?.chain ?? '')) return true;
    if (blocks[before]?.role !== 'assistant') return false;
  }
  return boundTo.has(START);
}

function refused(message: string): Binding {
  return { kind: 'refused', refusal: invalid(message) };
}
