import { PLAIN_PORT } from '../../../../shared/reach/allowed-host';
import { type Authority, type KnownAuthority, parseAuthority } from './parse-authority';
import type { PlainRequest } from './plain-request';
import { headerValues, type RequestHead, readHead } from './request-head';
import {
  readSocksGreeting,
  readSocksRequest,
  SOCKS_VERSION,
  type SocksGreeting,
  type SocksRequest,
} from './socks';

/** How a client asked: a tunnel over HTTP or SOCKS, or one plain HTTP request. */
export type Asked<A extends Authority = KnownAuthority> =
  | {
      readonly way: 'connect' | 'socks';
      readonly authority: A;
      readonly raw: string;
      readonly length: number;
    }
  | {
      readonly way: 'request';
      readonly authority: A;
      readonly raw: string;
      /** Bytes of what has been read, the empty line of a head included. */
      readonly length: number;
      readonly request: PlainRequest;
    };

export type Opening =
  | { readonly kind: 'more' }
  | { readonly kind: 'asked'; readonly asked: Asked }
  | Extract<SocksGreeting, { kind: 'greeting' }>
  | {
      readonly kind: 'refused';
      readonly status: 400 | 431;
      readonly reason: string;
      readonly raw: string;
      /** The reply for a SOCKS client; null for one that speaks HTTP. */
      readonly socksCode: number | null;
    };

const ABSOLUTE_HTTP = /^http:\/\/([^/?#]*)(\/?[^#]*)$/i;
const REFUSED_METHODS = new Set(['TRACE', 'TRACK']);

function refused(raw: string, reason: string, status: 400 | 431 = 400): Opening {
  return { kind: 'refused', status, reason, raw, socksCode: null };
}

/** Whether a `Host` header says the same as the target. Without a port it is that of the target. */
function isSameHost(host: string, target: Authority): boolean {
  if (target.kind === 'malformed') return true; // refused for what it is
  const named = parseAuthority(host, target.port);
  return named.kind === target.kind && named.host === target.host && named.port === target.port;
}

/** What a request to a proxy asks for (RFC 9112, 3.2.2 and 3.2.3); a sentence when it is none. */
function readTarget(head: RequestHead): Asked<Authority> | string {
  const { method, target, length } = head;
  if (REFUSED_METHODS.has(method)) return 'the method is not supported';
  const [host] = headerValues(head, 'host');
  if (method === 'CONNECT') {
    const authority = parseAuthority(target);
    if (host !== undefined && !isSameHost(host, authority)) return 'the Host header names another host';
    return { way: 'connect', authority, raw: target, length };
  }
  const [, written, path = ''] = ABSOLUTE_HTTP.exec(target) ?? [];
  if (written === undefined) return 'the target is neither host:port nor an http:// address';
  const authority = parseAuthority(written, PLAIN_PORT);
  if (host === undefined) return 'the Host header is missing';
  if (!isSameHost(host, authority)) return 'the Host header names another host';
  const request = { head, path: path.startsWith('/') ? path : `/${path}` };
  return { way: 'request', authority, raw: target, length, request };
}

/**
 * Reads the first bytes of a connection: everything that came so far. The first byte tells SOCKS 5 from HTTP; there is
 * nothing else. Never throws.
 */
export function readOpening(bytes: Buffer): Opening {
  if (bytes.length === 0) return { kind: 'more' };
  if (bytes[0] === SOCKS_VERSION) return readSocksGreeting(bytes);
  if (!/[A-Za-z]/.test(String.fromCharCode(bytes[0] ?? 0))) {
    return refused(bytes.toString('latin1', 0, 40), 'the first bytes are neither HTTP nor SOCKS 5');
  }
  const reading = readHead(bytes);
  if (reading.kind === 'more') return reading;
  if (reading.kind === 'refused') return refused(reading.raw, reading.reason, reading.status);
  const asked = readTarget(reading.head);
  if (typeof asked === 'string') return refused(`${reading.head.method} ${reading.head.target}`, asked);
  const { authority } = asked;
  if (authority.kind === 'malformed') return refused(asked.raw, authority.reason);
  return { kind: 'asked', asked: { ...asked, authority } };
}

/** A request at the start of a tunnel to port 80. */
export type TunnelReading =
  | { readonly kind: 'more' }
  | { readonly kind: 'refused'; readonly status: 400 | 431; readonly reason: string }
  | { readonly kind: 'request'; readonly request: PlainRequest };

/**
 * Reads the request at the start of a tunnel to port 80: origin-form (RFC 9112, 3.2.1) and for the very host of the
 * tunnel. Never throws.
 */
export function readTunnelRequest(bytes: Buffer, target: KnownAuthority): TunnelReading {
  const refuse = (reason: string) => ({ kind: 'refused', status: 400, reason }) as const;
  if (bytes.length > 0 && !/[A-Za-z]/.test(String.fromCharCode(bytes[0] ?? 0))) {
    return refuse('the first bytes in the tunnel are not HTTP');
  }
  const reading = readHead(bytes);
  if (reading.kind !== 'head') return reading;
  const { head } = reading;
  if (head.method === 'CONNECT' || REFUSED_METHODS.has(head.method))
    return refuse('the method is not supported');
  if (!/^\/[^#]*$/.test(head.target)) return refuse('the target is not a path');
  const [host] = headerValues(head, 'host');
  if (host === undefined) return refuse('the Host header is missing');
  if (!isSameHost(host, target)) return refuse('the Host header names another host');
  return { kind: 'request', request: { head, path: head.target } };
}

/** Reads what comes after an accepted SOCKS greeting. */
export function readSocksOpening(bytes: Buffer): Opening {
  const request: SocksRequest = readSocksRequest(bytes);
  if (request.kind === 'more') return request;
  if (request.kind === 'refused') {
    return { kind: 'refused', status: 400, reason: request.reason, raw: 'SOCKS', socksCode: request.code };
  }
  const { authority, raw, length } = request;
  if (authority.kind === 'malformed') {
    return { kind: 'refused', status: 400, reason: authority.reason, raw, socksCode: 1 };
  }
  return { kind: 'asked', asked: { way: 'socks', authority, raw, length } };
}
