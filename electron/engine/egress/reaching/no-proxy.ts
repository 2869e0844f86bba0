import { isIP } from 'node:net';

/** An entry of `NO_PROXY`: whether it names a host on a port. */
type Exemption = (host: string, port: number) => boolean;

const NOTHING: Exemption = () => false;
/** A host (IPv6 with or without brackets), and a port where there is one. */
const ENTRY = /^(?:\[([0-9a-f:.]+)\]|([0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*)|([^\s:[\]]+))(?::([0-9]{1,5}))?$/;

/**
 * Reads `NO_PROXY`: `*`, a name (it stands for all below it, too) or an address, each with or without a port, separated
 * by commas or blanks. An entry of any other form (a range of addresses, say) exempts nothing: its hosts go through the
 * proxy, which is the way that somebody asked for. `host` is canonical, an IPv6 address without brackets.
 */
export function readExemptions(list: string): Exemption {
  const entries = list.toLowerCase().split(/[\s,]+/);
  const exemptions = entries.map(readEntry);
  return (host, port) => {
    const bare = host.replace(/^\[|\]$/g, '');
    return exemptions.some((names) => names(bare, port));
  };
}

function readEntry(entry: string): Exemption {
  const read = ENTRY.exec(entry);
  if (read === null) return NOTHING;
  const [, bracketed, colons, plain = '', only] = read;
  const onPort = (port: number) => only === undefined || Number(only) === port;
  const address = bracketed ?? colons ?? (isIP(plain) === 0 ? null : plain);
  if (address !== null) {
    const wanted = canonical(address);
    return (host, port) => wanted !== null && onPort(port) && canonical(host) === wanted;
  }
  if (plain === '*') return (_host, port) => onPort(port);
  const name = plain.replace(/^\*?\./, '').replace(/\.$/, '');
  if (name === '') return NOTHING;
  // An address has no names above it: `0.1` is no part of 10.0.0.1.
  return (host, port) => onPort(port) && isIP(host) === 0 && (host === name || host.endsWith(`.${name}`));
}

/** One spelling for each address; null for what is none. */
function canonical(address: string): string | null {
  if (isIP(address) === 4) return address;
  return isIP(address) === 6 && !address.includes('%') ? new URL(`http://[${address}]/`).hostname : null;
}
