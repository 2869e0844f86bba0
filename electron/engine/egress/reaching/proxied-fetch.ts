import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { Agent, buildConnector, type RequestInit, fetch as undiciFetch } from 'undici';
import { mayFail } from '../../base/may-fail';
import { connectThrough } from './connect-through';
import { resolvesNames, type UpstreamProxy } from './parse-proxy';
import { ProxyFault } from './proxy-fault';
import { resolveHost } from './resolve-host';
import type { UpstreamProxies } from './upstream-proxy';

export type Fetch = typeof globalThis.fetch;

export type FetchOptions = {
  /** How long it may take to connect, in milliseconds: once through the proxy, once for TLS. */
  readonly connectMs?: number;
  /** Who may vouch for the server, as PEM; those that come with Node where none are given. */
  readonly ca?: string | readonly string[];
};

type ConnectTo = buildConnector.Options;

const CONNECT_MS = 20_000;
const LOOPBACK = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[?::1\]?)$/;

/**
 * Makes a `fetch` for the console's own requests, by the same proxies as a session's connections. It rejects with what
 * holds a `ProxyFault` when there is no way through the proxy. A redirection is answered as it came, not followed: a key
 * goes to the address that it was meant for. Each call has a connection of its own, which ends with its answer, and with
 * its signal. This machine itself is reached without a proxy.
 */
export function createFetch(
  proxies: UpstreamProxies,
  { connectMs = CONNECT_MS, ca }: FetchOptions = {},
): Fetch {
  let dial: buildConnector.connector | null = null;
  return async (url, init) => {
    dial ??= makeDialler(connectMs, ca);
    const dialled = dial;
    const gone = init?.signal ?? new AbortController().signal;
    const agent = new Agent({
      connect: (to, callback) => {
        void openWay(proxies, to, { timeoutMs: connectMs, signal: gone }).then(
          (httpSocket) => dialled(httpSocket === null ? to : { ...to, httpSocket }, callback),
          (fault: Error) => callback(fault, null),
        );
      },
    });
    const cut = () => mayFail(agent.destroy(), 'there is nobody left to tell');
    gone.addEventListener('abort', cut, { once: true });
    try {
      // Two declarations of one standard: the global types are those of another version of the same library.
      const asked = { ...init, dispatcher: agent, redirect: 'manual' } as unknown as RequestInit;
      const answer = await undiciFetch(String(url), asked);
      return answer as unknown as Response;
    } finally {
      // Waits for the answer's end, and closes the connection then.
      const closing = agent.close().finally(() => gone.removeEventListener('abort', cut));
      mayFail(closing, 'a connection that was cut is closed');
    }
  };
}

function makeDialler(timeout: number, ca: FetchOptions['ca']): buildConnector.connector {
  // Read once: there are some hundred, and each connection would read them anew.
  const trust = ca === undefined ? {} : { secureContext: createSecureContext({ ca: [ca].flat() }) };
  // Said, since NODE_TLS_REJECT_UNAUTHORIZED of somebody's shell would switch it off.
  return buildConnector({ timeout, rejectUnauthorized: true, ...trust });
}

/** An open tunnel, or null where none is wanted. Rejects with `ProxyFault`. */
async function openWay(
  proxies: UpstreamProxies,
  { hostname, protocol, port }: ConnectTo,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Socket | null> {
  if (LOOPBACK.test(hostname)) return null;
  const host = hostname.replace(/^\[|\]$/g, '');
  const portNumber = Number(port) || (protocol === 'https:' ? 443 : 80);
  const choice = proxies.choose(host, portNumber);
  if (choice.kind === 'direct') return null;
  if (choice.kind === 'unusable') throw new ProxyFault('unusable', choice.reason);
  const to = { host: await nameFor(choice, host), port: portNumber };
  const tunnel = await connectThrough(choice, to, limits);
  if (tunnel.kind === 'failed') throw new ProxyFault('failed', tunnel.reason);
  return tunnel.socket;
}

/** What a proxy is asked for: the name, which it may have rules for, or an address where it resolves none. */
async function nameFor(proxy: UpstreamProxy, host: string): Promise<string> {
  if (resolvesNames(proxy)) return host;
  const [address] = await resolveHost(host).catch(() => [] as readonly string[]);
  if (address === undefined) throw new ProxyFault('failed', 'the name does not resolve');
  return address;
}
