import ipaddr from 'ipaddr.js';

/**
 * Addresses in public space that are none the less local: the platform's metadata and health service of Azure. Those
 * of other clouds are link-local, unique-local or carrier-grade NAT and refused as such.
 */
const LOCAL_SERVICES: ReadonlySet<string> = new Set(['168.63.129.16']);

/** The block from which public IPv6 unicast addresses are given out (RFC 4291, 2.4; IANA). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address, as a resolver gave it, belongs to a host on the public Internet. Private, loopback, link-local,
 * carrier-grade NAT, multicast, documentation, benchmarking and reserved ranges do not, nor does any IPv6 form that
 * carries an IPv4 address (mapped, compatible, 64:ff9b::/96, 6to4, Teredo), whatever that address is. Anything that is
 * not a plain address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return ipaddr.IPv4.parse(address).range() === 'unicast' && !LOCAL_SERVICES.has(address);
  }
  // A zone (`fe80::1%eth0`) or anything else that isn't hexadecimal groups never is.
  if (!/^[0-9a-fA-F:]{2,39}$/.test(address) || !ipaddr.IPv6.isValid(address)) return false;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST);
}
