import type { Socket } from 'node:net';
import { connectThrough } from './connect-through';
import type { Destination } from './destination';
import { type Dial, dialFirst } from './dial-first';
import { resolvesNames } from './parse-proxy';
import { type Resolve, resolveDialable } from './resolve-dialable';
import type { UpstreamProxies } from './upstream-proxy';

export type RouteOptions = {
  readonly resolve: Resolve;
  readonly dial: Dial;
  readonly proxies: UpstreamProxies;
  readonly timeoutMs: number;
};

/** An open connection. `address` is null when a proxy has resolved the name. */
export type Reached = {
  readonly kind: 'reached';
  readonly socket: Socket;
  readonly address: string | null;
  readonly isProxied: boolean;
};

/** Why there is no connection: a fixed phrase. */
export type NotReached = { readonly kind: 'not-reached'; readonly reason: string };

/** A way to a host whose addresses have been checked. Nothing has been sent yet. */
export type Route = {
  readonly kind: 'route';
  /** Not reached when no address answers in time, the proxy opens no tunnel, or `signal` aborts. Never rejects. */
  connect(signal: AbortSignal): Promise<Reached | NotReached>;
};

export type NoRoute = {
  readonly kind: 'no-route';
  readonly status: 403 | 502;
  readonly address: string | null;
  readonly reason: string;
};

/**
 * Finds the way to a host: resolves it once and refuses addresses that are not public. Where the operator's environment
 * has a proxy it is asked for the very address that was checked; only a name that nobody here can resolve is left to it
 * (docs/decisions/009). A proxy that is named and can't be used leaves no way.
 */
export async function findRoute(
  { host, port }: Destination,
  options: RouteOptions,
): Promise<Route | NoRoute> {
  const { resolve, dial, proxies, timeoutMs } = options;
  const proxy = proxies.choose(host, port);
  if (proxy.kind === 'unusable') {
    return { kind: 'no-route', status: 502, address: null, reason: proxy.reason };
  }
  const found = await resolveDialable(host, resolve, timeoutMs);
  if (found.kind === 'refused') return { ...found, kind: 'no-route' };
  const mayBeUnknown = proxy.kind === 'proxy' && resolvesNames(proxy);
  if (found.kind === 'unknown' && !mayBeUnknown) return { ...found, kind: 'no-route', address: null };
  const addresses = found.kind === 'addresses' ? found.addresses : [];
  if (proxy.kind === 'direct') {
    return {
      kind: 'route',
      connect: async (signal) => {
        const dialled = await dialFirst(addresses, port, { dial, timeoutMs, signal });
        if (dialled === null) return { kind: 'not-reached', reason: 'the host does not answer' };
        return { ...dialled, kind: 'reached', isProxied: false };
      },
    };
  }
  const address = addresses[0] ?? null;
  return {
    kind: 'route',
    connect: async (signal) => {
      const tunnel = await connectThrough(proxy, { host: address ?? host, port }, { timeoutMs, signal });
      if (tunnel.kind === 'failed') return { kind: 'not-reached', reason: tunnel.reason };
      return { kind: 'reached', socket: tunnel.socket, address, isProxied: true };
    },
  };
}
