import ipaddr from 'ipaddr.js';
import { parsePort } from '../../../../shared/reach/allowed-host';
import { parseHostName } from '../../../../shared/reach/host-name';

/**
 * `name`: a host name in its one canonical form, used from here on for matching, resolving, dialling and the record.
 * `address`: a literal address in any of the spellings that resolvers accept; never allowed, however it is written.
 */
export type Authority =
  | { readonly kind: 'name'; readonly host: string; readonly port: number }
  | { readonly kind: 'address'; readonly host: string; readonly port: number }
  | { readonly kind: 'malformed'; readonly reason: string };

export type KnownAuthority = Exclude<Authority, { kind: 'malformed' }>;

const MAX_LENGTH = 261;

function malformed(reason: string): Authority {
  return { kind: 'malformed', reason };
}

/** A host without brackets, as a name or an IPv4 address. */
export function readHost(written: string, port: number): Authority {
  const parsed = parseHostName(written);
  if (parsed.kind === 'malformed') return parsed;
  const host = parsed.kind === 'address' ? ipaddr.IPv4.parse(parsed.host).toString() : parsed.host;
  return { kind: parsed.kind, host, port };
}

/** An IPv6 address without its brackets. */
export function readIPv6(written: string, port: number): Authority {
  // Checked before the library sees it, which would take a zone (`%eth0`).
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(written) || !ipaddr.IPv6.isValid(written)) {
    return malformed('the host is neither a name nor an address');
  }
  return { kind: 'address', host: `[${ipaddr.IPv6.parse(written).toRFC5952String()}]`, port };
}

/** Where the host ends, or null when brackets are not in order. */
function findHostEnd(authority: string): number | null {
  if (!authority.startsWith('[')) {
    const colon = authority.indexOf(':');
    return colon < 0 ? authority.length : colon;
  }
  const end = authority.indexOf(']') + 1;
  return end === 0 ? null : end;
}

/**
 * Reads `host:port` (RFC 3986, 3.2) by a grammar that has one reading only: no user, no path, no escapes, no Unicode, no
 * second port. A missing port is an error unless `defaultPort` is given.
 */
export function parseAuthority(authority: string, defaultPort?: number): Authority {
  if (authority.length > MAX_LENGTH) return malformed('the authority is too long');
  if (!/^[A-Za-z0-9.:[\]-]*$/.test(authority)) {
    return malformed('the authority holds a character that no host name has');
  }
  const end = findHostEnd(authority);
  if (end === null) return malformed('the brackets are not in order');
  const rest = authority.slice(end);
  const port = rest === '' ? (defaultPort ?? null) : rest[0] === ':' ? parsePort(rest.slice(1)) : null;
  if (port === null) return malformed('the port is missing or not a plain number');
  const host = authority.slice(0, end);
  return host.startsWith('[') ? readIPv6(host.slice(1, -1), port) : readHost(host, port);
}
