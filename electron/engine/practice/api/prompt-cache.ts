import { canonicalJson } from '../../base/canonical-json';
import type { Clock } from '../../base/clock';
import { BoundedMap } from './bounded-map';
import type { Ttl } from './breakpoints';
import { type RequestBlock, totalTokens } from './request-blocks';
import type { CheckedRequest } from './request-schema';
import { shortHash } from './seals';

const MAX_ENTRIES = 20_000;
/** How many blocks before a breakpoint are looked at for something kept, itself included. */
const LOOK_BACK = 20;

const LIFE_MS: Readonly<Record<Ttl, number>> = { '5m': 5 * 60_000, '1h': 60 * 60_000 };

/** What of a request's input was read from the cache, was written to it, and neither. In tokens. */
export type CacheUse = {
  readonly input: number;
  readonly read: number;
  readonly written: Readonly<Record<Ttl, number>>;
};

type Entry = { readonly ttl: Ttl; readonly until: number };

/**
 * The prompt cache of the API, without its least size: a prefix is kept at each breakpoint, for five minutes or an hour from
 * when it was last used, and is found again at a breakpoint of a later request or shortly before one.
 */
export class PromptCache {
  readonly #entries = new BoundedMap<string, Entry>(MAX_ENTRIES);

  constructor(private readonly clock: Pick<Clock, 'monotonicMs'>) {}

  /** Reads and writes for one request that is answered. */
  use(request: CheckedRequest, blocks: readonly RequestBlock[]): CacheUse {
    const now = this.clock.monotonicMs();
    const keys = keysOf(request, blocks);
    const marked = blocks.flatMap(({ ttl }, at) => (ttl === null ? [] : [{ at, ttl }]));
    const hit = Math.max(-1, ...marked.map(({ at }) => this.#newestBefore(at, keys, now)));
    const kept = this.#entries.get(keys[hit] ?? '');
    if (kept !== undefined) this.#keep(keys[hit], kept.ttl, now);
    for (const { at, ttl } of marked) this.#keep(keys[at], this.#live(keys[at], now)?.ttl ?? ttl, now);
    return countUse(blocks, hit, marked);
  }

  /** Where, at a breakpoint or before it, something is kept; -1 where nothing is. */
  #newestBefore(at: number, keys: readonly string[], now: number): number {
    for (let index = at; index > at - LOOK_BACK && index >= 0; index -= 1)
      if (this.#live(keys[index], now) !== undefined) return index;
    return -1;
  }

  #live(key: string | undefined, now: number): Entry | undefined {
    const entry = this.#entries.get(key ?? '');
    return entry !== undefined && entry.until > now ? entry : undefined;
  }

  #keep(key: string | undefined, ttl: Ttl, now: number): void {
    if (key !== undefined) this.#entries.set(key, { ttl, until: now + LIFE_MS[ttl] });
  }
}

/** What a request is kept as at each of its blocks. How the model is to think and call touches the messages alone. */
function keysOf(request: CheckedRequest, blocks: readonly RequestBlock[]): readonly string[] {
  const { model } = request;
  const settings = settingsHash(request);
  return blocks.map(({ part, prompt }) =>
    part === 'messages' ? `${model} ${settings} ${prompt}` : `${model} ${prompt}`,
  );
}

/** What besides model, system, tools and messages changes what the model reads. */
export function settingsHash({ thinking, tool_choice, output_config }: CheckedRequest): string {
  const settings = [thinking ?? null, tool_choice ?? null, output_config ?? null];
  return shortHash(canonicalJson(settings));
}

function countUse(
  blocks: readonly RequestBlock[],
  hit: number,
  marked: readonly { readonly at: number; readonly ttl: Ttl }[],
): CacheUse {
  const upTo = (index: number) => totalTokens(blocks.slice(0, index + 1));
  const read = upTo(hit);
  const lastLong = marked.filter(({ ttl }) => ttl === '1h').at(-1);
  const long = Math.max(read, upTo(lastLong?.at ?? -1));
  const short = Math.max(long, upTo(marked.at(-1)?.at ?? -1));
  return {
    read,
    written: { '1h': long - read, '5m': short - long },
    input: totalTokens(blocks) - short,
  };
}
