import { isIP } from 'node:net';
import { AirlockError } from '../../../../shared/airlock-error';

/** Where an engine is, as `DOCKER_HOST` names it, read and checked. */
export type EngineAddress =
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number | null; readonly isTls: boolean }
  | {
      readonly kind: 'ssh';
      readonly user: string | null;
      readonly host: string;
      readonly port: number | null;
    };

/** What may stand as a host or a user on ssh's command line: nothing that could be taken for an option. */
const SSH_HOST = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9])?$/;
const SSH_USER = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/;
const TLS_PORT = 2376;

/** Reads `unix://`, `npipe://`, `tcp://`, `http://`, `https://` and `ssh://` addresses. Throws `bad-input`. */
export function parseEngineAddress(text: string): EngineAddress {
  const local = /^(?:unix|npipe):\/\/(\/.+)$/.exec(text);
  if (local?.[1] && !/\p{Cc}/u.test(local[1])) return { kind: 'local', path: local[1] };
  const url = readUrl(text);
  const hasMore = url.password !== '' || url.search !== '' || url.hash !== '' || !/^\/?$/.test(url.pathname);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? null : Number(url.port);
  if (host === '' || hasMore) throw badAddress(text);
  if (url.protocol === 'ssh:') {
    const user = url.username === '' ? null : url.username;
    if (!(SSH_HOST.test(host) || isIP(host)) || (user !== null && !SSH_USER.test(user)))
      throw badAddress(text);
    return { kind: 'ssh', user, host, port };
  }
  if (url.username !== '') throw badAddress(text);
  return { kind: 'tcp', host, port, isTls: url.protocol === 'https:' || port === TLS_PORT };
}

/** Whether an address stays on this machine whatever the network does. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function readUrl(text: string): URL {
  const [scheme = ''] = /^[a-z]+(?=:\/\/)/.exec(text) ?? [];
  if (!['tcp', 'http', 'https', 'ssh'].includes(scheme) || /[\s\p{Cc}]/u.test(text)) throw badAddress(text);
  try {
    // Only the known schemes are read the same way everywhere; the real one is put back.
    const isHttp = scheme === 'http' || scheme === 'https';
    const url = new URL(isHttp ? text : text.replace(/^[a-z]+/, 'ssh'));
    if (scheme === 'tcp') url.protocol = 'tcp:';
    return url;
  } catch {
    throw badAddress(text);
  }
}

function badAddress(text: string): AirlockError {
  return new AirlockError(
    'bad-input',
    `${JSON.stringify(text.slice(0, 200))} is not an address of an engine. Use unix:///path, npipe:////./pipe/name, tcp://host:port or ssh://user@host.`,
  );
}
