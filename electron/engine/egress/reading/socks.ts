import { type Authority, readHost, readIPv6 } from './parse-authority';

export const SOCKS_VERSION = 5;
const NO_AUTHENTICATION = 0;
const CONNECT = 1;
const [IPV4, DOMAIN, IPV6] = [1, 3, 4];

/** Replies of RFC 1928, 6. */
export const SOCKS_REPLY = {
  granted: 0,
  failure: 1,
  notAllowed: 2,
  unreachable: 4,
  badCommand: 7,
  badAddressType: 8,
} as const;

export type SocksGreeting =
  | { readonly kind: 'more' }
  /** `reply` goes back to the client; without `isAccepted` it is the last thing it gets. */
  | {
      readonly kind: 'greeting';
      readonly isAccepted: boolean;
      readonly reply: Buffer;
      readonly length: number;
    };

export type SocksRequest =
  | { readonly kind: 'more' }
  | {
      readonly kind: 'request';
      readonly authority: Authority;
      readonly raw: string;
      readonly length: number;
    }
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string };

/** Reads the choice of methods (RFC 1928, 3). The caller has seen the version. */
export function readSocksGreeting(bytes: Buffer): SocksGreeting {
  const length = 2 + (bytes[1] ?? 0);
  if (bytes.length < 2 || bytes.length < length) return { kind: 'more' };
  const isAccepted = bytes.subarray(2, length).includes(NO_AUTHENTICATION);
  return { kind: 'greeting', isAccepted, reply: Buffer.from([5, isAccepted ? 0 : 0xff]), length };
}

/** Reads what the client wants (RFC 1928, 4): CONNECT only, by name or address. Never throws. */
export function readSocksRequest(bytes: Buffer): SocksRequest {
  if (bytes.length < 5) return { kind: 'more' };
  const [version, command, reserved, type] = bytes;
  if (version !== SOCKS_VERSION || reserved !== 0) {
    return { kind: 'refused', code: SOCKS_REPLY.failure, reason: 'the SOCKS request is not well formed' };
  }
  if (command !== CONNECT) {
    return { kind: 'refused', code: SOCKS_REPLY.badCommand, reason: 'only connections are made' };
  }
  const start = type === DOMAIN ? 5 : 4;
  const size = type === IPV4 ? 4 : type === IPV6 ? 16 : type === DOMAIN ? (bytes[4] ?? 0) : null;
  if (size === null) {
    return { kind: 'refused', code: SOCKS_REPLY.badAddressType, reason: 'the kind of address is unknown' };
  }
  const end = start + size;
  if (bytes.length < end + 2) return { kind: 'more' };
  const port = bytes.readUInt16BE(end);
  const host = describeHost(bytes.subarray(start, end), type === DOMAIN);
  const raw = `${host}:${port}`;
  return { kind: 'request', authority: readAuthority(host, type === IPV6, port), raw, length: end + 2 };
}

function describeHost(bytes: Buffer, isName: boolean): string {
  // Latin-1 keeps every byte apart, so that no byte sequence can be taken for another name.
  if (isName) return bytes.toString('latin1');
  if (bytes.length === 4) return bytes.join('.');
  return Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(group * 2).toString(16)).join(':');
}

function readAuthority(host: string, isIPv6: boolean, port: number): Authority {
  if (port === 0) return { kind: 'malformed', reason: 'the port is missing or not a plain number' };
  return isIPv6 ? readIPv6(host, port) : readHost(host, port);
}

/** A reply without an address of its own: the broker has none that means anything to the client. */
export function socksReply(code: number): Buffer {
  return Buffer.from([SOCKS_VERSION, code, 0, IPV4, 0, 0, 0, 0, 0, 0]);
}
