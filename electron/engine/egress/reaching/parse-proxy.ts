import { type Unusable, unusable } from './unusable-proxy';

/** A proxy of the operator's own network through which all connections have to go. */
export type UpstreamProxy = {
  readonly kind: 'proxy';
  readonly scheme: 'http' | 'https' | 'socks5' | 'socks5h';
  /** A name or an address; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** A secret. */
  readonly credentials: ProxyCredentials | null;
};

export type ProxyCredentials = { readonly user: string; readonly password: string };

const USUAL_PORTS: Readonly<Record<UpstreamProxy['scheme'], number>> = {
  http: 80,
  https: 443,
  socks5: 1080,
  socks5h: 1080,
};

/** Whether a name may be left to the proxy to resolve. `socks5` says that it resolves none, `socks5h` that it does. */
export function resolvesNames({ scheme }: UpstreamProxy): boolean {
  return scheme !== 'socks5';
}

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
/** A name, an IPv4 address, or an IPv6 address in brackets. */
const HOST = /^(?:[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\])$/i;

/**
 * Reads `scheme://user:password@host:port`; without a scheme it is http. Whatever can't be read is said to be unusable,
 * never taken for no proxy: somebody named one. The reason is a fixed phrase with the variable's name and nothing of its
 * value, since a value that can't be read may have the password anywhere.
 *
 * A percent sign in the credentials that begins no escape (RFC 3986, 2.1) is refused rather than taken as it stands:
 * `50%off` could be read, but `50%ad` has two readings, and the wrong one hands a wrong password to the proxy each time.
 */
export function parseProxy(value: string, variable: string): UpstreamProxy | Unusable {
  const text = value.trim();
  if (text === '') return unusable(variable, 'it is blank');
  // The URL parser takes the first out and the others for slashes: its host would not be the one that stands there.
  if (/[\p{Cc}\\]/u.test(text)) return unusable(variable, 'a control character or a backslash is in it');
  const named = SCHEME.exec(text)?.[1]?.toLowerCase() ?? 'http';
  const scheme = schemeOf(named);
  if (scheme === null) return unusable(variable, 'its scheme is none of http, https, socks5 and socks5h');
  const url = readUrl(SCHEME.test(text) ? text : `http://${text}`);
  if (url === null) return unusable(variable, 'it is no address with a host and a port from 1 to 65535');
  // What comes after the host is mostly the rest of a password with a sign in it that has to be escaped.
  const hasMore = (url.pathname !== '' && url.pathname !== '/') || url.search !== '' || url.hash !== '';
  if (hasMore || /[?#]/.test(text)) return unusable(variable, 'something comes after the host and port');
  if (!HOST.test(url.hostname)) return unusable(variable, "its host can't be read");
  const credentials = readCredentials(url);
  if (credentials === 'bad-escape') {
    return unusable(variable, 'a percent sign in the user name or password has to be written as %25');
  }
  const fault = credentials && refuseCredentials(credentials, scheme);
  if (fault) return unusable(variable, fault);
  const port = url.port === '' ? USUAL_PORTS[scheme] : Number(url.port);
  if (port === 0) return unusable(variable, 'it is no address with a host and a port from 1 to 65535');
  return { kind: 'proxy', scheme, host: url.hostname.replace(/^\[|\]$/g, ''), port, credentials };
}

function schemeOf(name: string): UpstreamProxy['scheme'] | null {
  const known: readonly UpstreamProxy['scheme'][] = ['http', 'https', 'socks5', 'socks5h'];
  return known.find((scheme) => scheme === name) ?? null;
}

function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function readCredentials({ username, password }: URL): ProxyCredentials | 'bad-escape' | null {
  if (username === '' && password === '') return null;
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return 'bad-escape';
  }
}

/** What a scheme can't carry: basic credentials end the user at a colon (RFC 7617, 2), SOCKS5 counts in one byte. */
function refuseCredentials(
  { user, password }: ProxyCredentials,
  scheme: UpstreamProxy['scheme'],
): string | null {
  if (scheme === 'http' || scheme === 'https')
    return user.includes(':') ? 'a colon is in the user name' : null;
  const lengths = [user, password].map((text) => Buffer.byteLength(text));
  const isCarried = lengths.every((length) => length >= 1 && length <= 255);
  return isCarried ? null : 'SOCKS5 wants a user name and a password of 1 to 255 bytes each';
}
