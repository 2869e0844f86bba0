import ipaddr from 'ipaddr.js';
import { parseUrl } from './parse-url';

/**
 * `name`: a host name in its one canonical form: lower case, labels of letters, digits and inner hyphens, international
 * labels in their ASCII form, no dot at the end. `address`: an IPv4 address in any of the spellings that resolvers
 * accept.
 */
export type HostName =
  | { readonly kind: 'name'; readonly host: string }
  | { readonly kind: 'address'; readonly host: string }
  | { readonly kind: 'malformed'; readonly reason: string };

const MAX_NAME_LENGTH = 253;

/** Letters, digits and inner hyphens, 1 to 63 of them (RFC 1123, 2.1). */
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * What a host name written in Unicode is in ASCII (UTS 46), as browsers convert it; null when it is not one. Much is
 * mapped on the way, so the result says nothing about what was meant.
 */
export function toAsciiHost(host: string): string | null {
  return parseUrl(`http://${host}/`)?.hostname ?? null;
}

/** A last label that is a number makes the whole an IPv4 address for every resolver (WHATWG URL, "ends in a number"). */
function endsInNumber(name: string): boolean {
  return /(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)$/.test(name);
}

/** Reads a host without brackets and port. ASCII only; one dot at the end is left out. Never throws. */
export function parseHostName(written: string): HostName {
  const name = written.endsWith('.') ? written.slice(0, -1) : written;
  if (name.length > MAX_NAME_LENGTH) return { kind: 'malformed', reason: 'the host name is too long' };
  const labels = name.split('.');
  if (!labels.every((label) => LABEL.test(label))) {
    return { kind: 'malformed', reason: 'the host name is not well formed' };
  }
  const host = name.toLowerCase();
  if (endsInNumber(host)) {
    if (ipaddr.IPv4.isValid(host)) return { kind: 'address', host };
    return { kind: 'malformed', reason: 'the host is neither a name nor an address' };
  }
  const hasAceLabel = labels.some((label) => /^xn--/i.test(label));
  if (hasAceLabel && toAsciiHost(host) !== host) {
    return { kind: 'malformed', reason: 'an encoded label of the name is not valid' };
  }
  return { kind: 'name', host };
}

/** Names that mean this machine, its network or nobody (RFC 6761, 6762, 7686, 8375, 9476; ICANN's `internal`). */
const SPECIAL_SUFFIXES = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'home.arpa',
  'lan',
  'intranet',
  'onion',
  'invalid',
  'alt',
];

/** Whether a canonical name can't be that of a host on the public Internet, whatever a resolver says. */
export function isSpecialName(host: string): boolean {
  if (!host.includes('.')) return true;
  return SPECIAL_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}
