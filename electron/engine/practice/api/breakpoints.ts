import { invalid, type Refusal } from './refusal';
import type { CheckedRequest } from './request-schema';

/** The API's own bound for cache breakpoints in a request. */
const MAX_BREAKPOINTS = 4;

export type Ttl = '5m' | '1h';
type Marked = { readonly cache_control?: { readonly ttl?: Ttl } | null };
type Part = Marked & { readonly content?: unknown };

/** How long what ends with this part is kept; null where it has no breakpoint, in it or of its own. The longest counts. */
export function ttlOf(part: object): Ttl | null {
  const ttls = ttlsIn(part);
  if (ttls.length === 0) return null;
  return ttls.includes('1h') ? '1h' : '5m';
}

/** The breakpoints of a part and of what is inside it, in order. */
function ttlsIn(part: Part): readonly Ttl[] {
  const inside = Array.isArray(part.content) ? part.content.flatMap((one: Part) => ttlsIn(one)) : [];
  return part.cache_control ? [...inside, part.cache_control.ttl ?? '5m'] : inside;
}

/** What is wrong with the breakpoints of a request: at most four, and those for an hour before those for five minutes. */
export function findBreakpointFault(request: CheckedRequest): Refusal | null {
  const { tools = [], system = [], messages, cache_control } = request;
  const parts: readonly Part[] = [...tools, ...(typeof system === 'string' ? [] : system), ...messages];
  const own = parts.flatMap(ttlsIn);
  // One for the whole request stands on its last block.
  const ttls = cache_control ? [...own, cache_control.ttl ?? '5m'] : own;
  if (ttls.length > MAX_BREAKPOINTS)
    return invalid(
      `A maximum of ${MAX_BREAKPOINTS} blocks with cache_control may be provided. Found ${ttls.length}.`,
    );
  const firstShort = ttls.indexOf('5m');
  if (firstShort === -1 || ttls.lastIndexOf('1h') < firstShort) return null;
  return invalid("cache_control: a ttl='1h' block must not come after a ttl='5m' block");
}
