import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';

/**
 * `name`: a host name in its one canonical form, used from here on for matching, resolving, dialling and the record.
 * `address`: a literal address in any of the spellings that resolvers accept; never allowed, however it is written.
 */
export type Authority =
  | { readonly kind: 'name'; readonly host: string; readonly port: number }
  | { readonly kind: 'address'; readonly host: string; readonly port: number }
  | { readonly kind: 'malformed'; readonly reason: string };

const MAX_NAME_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;
const MAX_PORT = 65_535;

const [COLON, OPEN_BRACKET, CLOSE_BRACKET, HYPHEN] = [0x3a, 0x5b, 0x5d, 0x2d];

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function malformed(reason: string): Authority {
  return { kind: 'malformed', reason };
}

/** Digits only, no sign, no leading zero, 1 to 65535; null for anything else. */
function parsePort(text: string): number | null {
  const isPlain = text.length >= 1 && text.length <= 5 && text[0] !== '0';
  for (let i = 0; i < text.length; i += 1) if (!isDigit(text.charCodeAt(i))) return null;
  const port = Number(text);
  return isPlain && port <= MAX_PORT ? port : null;
}

/** Whether every label is letters, digits and inner hyphens, 1 to 63 of them (RFC 1123, 2.1). */
function isHostName(name: string): boolean {
  return name.split('.').every((label) => {
    if (label.length < 1 || label.length > MAX_LABEL_LENGTH) return false;
    for (let i = 0; i < label.length; i += 1) {
      const byte = label.charCodeAt(i);
      const isInnerHyphen = byte === HYPHEN && i > 0 && i < label.length - 1;
      if (!isDigit(byte) && !isLetter(byte) && !isInnerHyphen) return false;
    }
    return true;
  });
}

/** A last label that is a number makes the whole an IPv4 address for every resolver (WHATWG URL, "ends in a number"). */
function endsInNumber(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return /^(?:[0-9]+|0x[0-9a-f]*)$/.test(last);
}

function parseName(written: string, port: number): Authority {
  const withoutDot = written.endsWith('.') ? written.slice(0, -1) : written;
  if (withoutDot.length > MAX_NAME_LENGTH) return malformed('the host name is too long');
  if (!isHostName(withoutDot)) return malformed('the host name is not well formed');

  const host = withoutDot.toLowerCase();
  if (endsInNumber(host)) {
    if (!ipaddr.IPv4.isValid(host)) return malformed('the host is neither a name nor an address');
    return { kind: 'address', host, port };
  }
  const hasAceLabel = host.split('.').some((label) => label.startsWith('xn--'));
  if (hasAceLabel && domainToASCII(host) !== host)
    return malformed('an encoded label of the name is not valid');
  return { kind: 'name', host, port };
}

function parseBracketed(written: string, port: number): Authority {
  // Checked before the library sees it, which would take a zone (`%eth0`).
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(written) || !ipaddr.IPv6.isValid(written)) {
    return malformed('the host is neither a name nor an address');
  }
  return { kind: 'address', host: `[${written.toLowerCase()}]`, port };
}

/** Where the host ends, or null when brackets are not in order. */
function findHostEnd(authority: string): number | null {
  if (authority.charCodeAt(0) !== OPEN_BRACKET) {
    const colon = authority.indexOf(':');
    return colon < 0 ? authority.length : colon;
  }
  const end = authority.indexOf(']') + 1;
  return end === 0 ? null : end;
}

/**
 * Reads `host:port` byte by byte, by a grammar that has one reading only: no user, no path, no escapes, no Unicode, no
 * second port. A missing port is an error unless `defaultPort` is given.
 */
export function parseAuthority(authority: string, defaultPort?: number): Authority {
  if (authority.length > MAX_NAME_LENGTH + 8) return malformed('the authority is too long');
  for (let i = 0; i < authority.length; i += 1) {
    const byte = authority.charCodeAt(i);
    const isPunctuation = byte === COLON || byte === OPEN_BRACKET || byte === CLOSE_BRACKET;
    if (!isDigit(byte) && !isLetter(byte) && !isPunctuation && byte !== HYPHEN && byte !== 0x2e) {
      return malformed('the authority holds a character that no host name has');
    }
  }
  const end = findHostEnd(authority);
  if (end === null) return malformed('the brackets are not in order');
  const rest = authority.slice(end);
  const port = rest === '' ? (defaultPort ?? null) : rest[0] === ':' ? parsePort(rest.slice(1)) : null;
  if (port === null) return malformed('the port is missing or not a plain number');
  const host = authority.slice(0, end);
  return host[0] === '[' ? parseBracketed(host.slice(1, -1), port) : parseName(host, port);
}
