import { escapeHidden } from '../../../shared/text/visible-text';
import { readAddress, shownUrl } from '../changes/address';
import type { Credentials } from '../vault/credentials';

/** Where a socket goes, as it may be shown and kept. */
export type SocketAddress = {
  /** Host and port, as in `live.example:443`. */
  readonly host: string;
  readonly hostname: string;
  readonly port: number;
  /** Without user, fragment and what is secret in it; cut. */
  readonly url: string;
};

const LONGEST_HOST = 300;

/** Null for what is no address, which the browser opens nothing to. */
export function socketAddress(
  written: string,
  credentials: Pick<Credentials, 'foundIn'>,
): SocketAddress | null {
  try {
    const address = readAddress(written.replace(/^ws/i, 'http'));
    const shown = shownUrl(written.replace(/^ws/i, 'http'), address).replace(/^http/, 'ws');
    const isSecret = [written, shown].some((text) => credentials.foundIn(text) !== null);
    return {
      host: address.host.slice(0, LONGEST_HOST),
      hostname: address.hostname,
      port: Number(/:(\d+)$/.exec(address.host)?.[1]),
      url: escapeHidden(isSecret ? hostOnly(written, address.host) : shown),
    };
  } catch {
    return null;
  }
}

/** All that is kept of one that the operator led to. */
export function withoutPath({ host, url }: SocketAddress): string {
  return hostOnly(url, host);
}

function hostOnly(url: string, host: string): string {
  return `${/^wss:/i.test(url) ? 'wss' : 'ws'}://${host}/`
    .replace(/:(?:443|80)\/$/, '/')
    .slice(0, LONGEST_HOST + 10);
}
