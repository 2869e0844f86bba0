import type { Socket } from 'node:net';
import type { Destination } from './destination';
import { type Dial, dialFirst } from './dial-first';

import { type Resolve, resolveDialable } from './resolve-dialable';
import { connectThrough, type UpstreamProxies } from './upstream-proxy';

export type RouteOptions = {
  readonly resolve: Resolve;
  readonly dial: Dial;
  readonly proxies: UpstreamProxies;
  readonly timeoutMs: number;
};

/** An open connection. `address` is null when a proxy has resolved the name. */
export type Reached = {
  readonly socket: Socket;
  readonly address: string | null;
  readonly isProxied: boolean;
};

/** A way to a host whose addresses have been checked. Nothing has been sent yet. */
export type Route = {
  readonly kind: 'route';
  /** Null when no address answers in time, or `signal` aborts. Never rejects. */
  connect(signal: AbortSignal): Promise<Reached | null>;
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
 * (docs/decisions/009).
 */
export async function findRoute(
  { host, port }: Destination,
  options: RouteOptions,
): Promise<Route | NoRoute> {
  const { resolve, dial, proxies, timeoutMs } = options;
  const proxy = proxies.choose(host, port);
  const found = await resolveDialable(host, resolve, timeoutMs);
  if (found.kind === 'refused') return { ...found, kind: 'no-route' };
  if (found.kind === 'unknown' && proxy === null) return { ...found, kind: 'no-route', address: null };
  const addresses = found.kind === 'addresses' ? found.addresses : [];
  if (proxy === null) {
    return {
      kind: 'route',
      connect: async (signal) => {
        const dialled = await dialFirst(addresses, port, { dial, timeoutMs, signal });
        return dialled && { ...dialled, isProxied: false };
      },
    };
  }
  const address = addresses[0] ?? null;
  const asked = address?.includes(':') ? `[${address}]` : (address ?? host);
  return {
    kind: 'route',
    connect: async (signal) => {
      const socket = await connectThrough(proxy, `${asked}:${port}`, { timeoutMs, signal });
      return socket && { socket, address, isProxied: true };
    },
  };
}
