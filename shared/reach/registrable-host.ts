import { getDomain } from 'tldts';

/**
 * The part of a host that somebody had to register (public suffix list, private suffixes such as `github.io` included):
 * what decides whose site it is. Null for addresses and for public suffixes themselves.
 */
export function registrableHost(host: string): string | null {
  return getDomain(host, { allowPrivateDomains: true });
}
