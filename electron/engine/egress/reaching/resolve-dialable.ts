import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import { isPublicAddress } from './public-address';

export type Resolution =
  | { readonly kind: 'addresses'; readonly addresses: readonly [string, ...string[]] }
  | { readonly kind: 'refused'; readonly status: 403; readonly address: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly status: 502; readonly reason: string };

/** All addresses of a host. Asked once for each connection; rejects when there are none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** A name has a few addresses; nobody needs more of them tried. */
const MAX_ADDRESSES = 16;
const NONE: readonly string[] = [];

/**
 * The addresses of a host that may be dialled, in order. One that is not public refuses them all: an answer that mixes
 * them is an attack (DNS rebinding) or a mistake. Never rejects.
 */
export async function resolveDialable(
  host: string,
  resolve: Resolve,
  timeoutMs: number,
): Promise<Resolution> {
  const resolving = withLimit(resolve(host), timeoutMs, NONE);
  const answer = await withoutFailing(resolving, NONE, 'a name that does not resolve has no addresses');
  const local = answer.find((address) => !isPublicAddress(address));
  if (local !== undefined) {
    return {
      kind: 'refused',
      status: 403,
      address: String(local).slice(0, 60),
      reason: 'the name resolves to an address that is not public',
    };
  }
  const [first, ...rest] = answer.slice(0, MAX_ADDRESSES);
  if (first === undefined) return { kind: 'unknown', status: 502, reason: 'the name does not resolve' };
  return { kind: 'addresses', addresses: [first, ...rest] };
}
