import { parsePort } from './allowed-host';
import { parseHostName, toAsciiHost } from './host-name';

/** One entry of `refused_sockets`. */
export type SocketHosts = {
  /** Canonical; null for any host. */
  readonly host: string | null;
  /** The names below `host`, and not `host` itself. */
  readonly isBelow: boolean;
  /** Null for any. */
  readonly port: number | null;
};

const ANY: SocketHosts = { host: null, isBelow: false, port: null };

/** `app.example.com`, `*.example.com`, either with `:PORT`, or `*`; null for what is none of these. */
export function readSocketHosts(text: string): SocketHosts | null {
  if (text === '*') return ANY;
  const isBelow = text.startsWith('*.');
  const [, name = '', digits] = /^([^:]*)(?::(.*))?$/s.exec(isBelow ? text.slice(2) : text) ?? [];
  const port = digits === undefined ? null : parsePort(digits);
  if (digits !== undefined && port === null) return null;
  const ascii = /^[\x21-\x7e]*$/.test(name) ? name : toAsciiHost(name);
  const parsed = ascii === null ? null : parseHostName(ascii);
  if (parsed === null || parsed.kind === 'malformed' || (isBelow && parsed.kind === 'address')) return null;
  return { host: parsed.host, isBelow, port };
}

/** All entries of a policy; one that can't be read could have meant any host. */
export function refusedSockets(entries: readonly string[]): readonly SocketHosts[] {
  return entries.map((entry) => readSocketHosts(entry) ?? ANY);
}

/** Whether a socket to a canonical host is refused. */
export function refusesSocket(refused: readonly SocketHosts[], hostname: string, port: number): boolean {
  const name = hostname.replace(/\.$/, '');
  return refused.some((one) => {
    if (one.host === null) return true;
    if (one.port !== null && one.port !== port) return false;
    return one.isBelow ? name.endsWith(`.${one.host}`) : name === one.host;
  });
}
