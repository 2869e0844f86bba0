import { escapeHidden } from '../../../shared/text/visible-text';
import { sha256Hex } from '../base/hashing';
import type { RequestFacts } from '../sandbox/requests/request-rule';
import type { Credentials } from '../vault/credentials';

const MAX_PAGE = 500;

/** SHA-256 over method, address, body and the site that asks: the same for the very same request. */
export function digestOf(request: RequestFacts): string {
  const { method, url, headers } = request;
  return sha256Hex(JSON.stringify([method, url, contentOf(request), headers.get('origin') ?? null]));
}

/** The same for the same body. */
export function contentOf({ body }: Pick<RequestFacts, 'body'>): string {
  const { bytes, isStreamed } = body?.() ?? { bytes: null, isStreamed: false };
  if (isStreamed) return 'streamed';
  return bytes === null ? 'none' : sha256Hex(bytes);
}

/** The page that a request says it comes from, without what stands behind its path; null where it does not say. */
export function pageOf(
  { headers }: Pick<RequestFacts, 'headers'>,
  credentials: Pick<Credentials, 'foundIn'>,
): string | null {
  const said = headers.get('referer') ?? headers.get('origin');
  return said === undefined ? null : addressOfPage(said, credentials);
}

/** The address of a page without what stands behind its path; of one without an address of the web its origin, if it has one. */
export function addressOfPage(address: string, credentials: Pick<Credentials, 'foundIn'>): string | null {
  try {
    const { origin, pathname, protocol } = new URL(address);
    if (origin === 'null') return null;
    if (!/^https?:$/.test(protocol)) return origin.slice(0, MAX_PAGE);
    const page = `${origin}${pathname === '/' ? '' : pathname}`;
    return escapeHidden((credentials.foundIn(page) === null ? page : origin).slice(0, MAX_PAGE));
  } catch {
    return null;
  }
}
