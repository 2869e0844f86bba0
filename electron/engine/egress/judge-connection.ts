import { parseAuthority } from './parse-authority';
import { isPublicAddress } from './public-address';

/** How the relay says the browser wants to speak through the tunnel: plain HTTP to a proxy, or anything by CONNECT. */
export type Scheme = 'http' | 'https';

export type Judgement =
  | { readonly kind: 'serve'; readonly host: string; readonly port: number }
  | Destination
  | Refusal;

/** An allowed host with the one address that may be dialled for it. */
export type Destination = {
  readonly kind: 'dial';
  readonly host: string;
  readonly port: number;
  readonly address: string;
};

export type Refusal = {
  readonly kind: 'refuse';
  /** 400: not understood. 403: against the policy. 502: allowed, but not to be reached. */
  readonly status: 400 | 403 | 502;
  readonly host: string;
  /** 0 when it could not be read. */
  readonly port: number;
  readonly address: string | null;
  /** A fixed phrase of ours. */
  readonly reason: string;
};

export type EgressRules = {
  readonly allowedHosts: ReadonlySet<string>;
  /** Hosts that the console serves itself. */
  readonly serviceHosts: ReadonlySet<string>;
  /** All addresses of a host. Asked once for each connection; rejects when there are none. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
};

const TLS_PORT = 443;
const SERVICE_PORT = 80;
const MAX_LOGGED_LENGTH = 300;

/** What came over the wire, for the record: printable ASCII, everything else as `%XX` of its UTF-16 units. */
function describeRaw(authority: string): string {
  const plain = authority.slice(0, MAX_LOGGED_LENGTH);
  return plain.replace(/[^\x21-\x7e]|%/g, (char) => {
    return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

/** The refusal of something that can't be read. */
export function refuseMalformed(authority: string, reason: string): Refusal {
  return { kind: 'refuse', status: 400, host: describeRaw(authority), port: 0, address: null, reason };
}

/**
 * Decides on one connection: parse to the canonical form, match, resolve, check every address. Nothing but the
 * resolver is asked, and that only for an allowed host. Rejects when the resolver's promise does not settle in a value
 * that is a list; callers treat that as a refusal.
 */
export async function judgeConnection(
  authority: string,
  scheme: Scheme,
  rules: EgressRules,
): Promise<Judgement> {
  const parsed = parseAuthority(authority, scheme === 'http' ? SERVICE_PORT : undefined);
  if (parsed.kind === 'malformed') return refuseMalformed(authority, parsed.reason);
  const { host, port } = parsed;
  const refuse = (reason: string, status: 403 | 502 = 403, address: string | null = null): Refusal => {
    return { kind: 'refuse', status, host, port, address, reason };
  };
  if (parsed.kind === 'address') return refuse('hosts are allowed by name, never by address');
  if (!rules.allowedHosts.has(host)) return refuse('the host is not in allowed_hosts');
  if (rules.serviceHosts.has(host)) {
    if (scheme === 'http' && port === SERVICE_PORT) return { kind: 'serve', host, port };
    return refuse('this host is served by the console over plain HTTP on port 80 only');
  }
  if (scheme === 'http') return refuse('plain HTTP is not allowed');
  if (port !== TLS_PORT) return refuse('only port 443 is allowed');

  const addresses = await rules.resolve(host).catch(() => []);
  const address = addresses[0];
  if (address === undefined) return refuse('the name does not resolve', 502);
  const local = addresses.find((candidate) => !isPublicAddress(candidate));
  if (local !== undefined) return refuse('the name resolves to an address that is not public', 403, local);
  return { kind: 'dial', host, port, address };
}
