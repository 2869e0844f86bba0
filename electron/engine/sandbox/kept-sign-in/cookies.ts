import { z } from 'zod';
import { PLANTED_COOKIE } from '../../honeytokens/honeytoken';
import type { KeptCookie } from './kept-sign-in';

/** As the browser tells it (CDP, `Network.Cookie`). */
const BrowserCookie = z.object({
  name: z.string(),
  value: z.string(),
  /** With a dot in front where it is of the subdomains too. */
  domain: z.string(),
  path: z.string(),
  expires: z.number(),
  httpOnly: z.boolean(),
  session: z.boolean(),
  sameSite: z.enum(['Strict', 'Lax', 'None']).optional(),
  partitionKey: z.unknown().optional(),
});

/** As the browser takes it (CDP, `Network.CookieParam`): without a domain it is of the address's host alone. */
export type CookieParam = {
  readonly url: string;
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite?: string;
  readonly expires?: number;
};

/**
 * The cookies that go to these origins, each as one of that host alone: one that the site gave to a wider domain is good for
 * more than what is bound, and is kept for the bound host only. Those of a frame in another's page (partitioned) are left,
 * and those that were planted here: put back into a later run they would take the place of its own.
 */
export function cookiesOf(all: readonly unknown[], origins: readonly string[]): readonly KeptCookie[] {
  const hosts = [...new Set(origins.map((origin) => new URL(origin).hostname))];
  return all.flatMap((one) => {
    const read = BrowserCookie.safeParse(one);
    if (!read.success || read.data.partitionKey !== undefined || read.data.name === PLANTED_COOKIE) return [];
    const { name, value, path, httpOnly, sameSite = null, session, expires, domain } = read.data;
    const kept = { name, value, path, isHttpOnly: httpOnly, sameSite, expires: session ? null : expires };
    return hosts.filter((host) => goesTo(domain, host)).map((host) => ({ host, ...kept }));
  });
}

/** What puts them back, for these origins alone; one that has expired is left. A site over TLS gets none without it. */
export function cookieParams(
  cookies: readonly KeptCookie[],
  origins: readonly string[],
  nowMs: number,
): readonly CookieParam[] {
  return cookies.flatMap(({ host, isHttpOnly, sameSite, expires, ...cookie }) => {
    const origin = origins.find((one) => new URL(one).hostname === host);
    if (origin === undefined || (expires !== null && expires * 1000 <= nowMs)) return [];
    const secure = origin.startsWith('https:');
    return [
      {
        url: `${origin}/`,
        ...cookie,
        secure,
        httpOnly: isHttpOnly,
        ...(sameSite !== null && (secure || sameSite !== 'None') && { sameSite }),
        ...(expires !== null && { expires }),
      },
    ];
  });
}

/** RFC 6265, 5.1.3. */
function goesTo(domain: string, host: string): boolean {
  if (!domain.startsWith('.')) return domain === host;
  return host === domain.slice(1) || host.endsWith(domain);
}
