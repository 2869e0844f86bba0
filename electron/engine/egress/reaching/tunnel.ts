import type { UpstreamProxy } from './parse-proxy';

/** Where a tunnel leads: a name, or an address (IPv6 without brackets), and a port. */
export type TunnelEnd = { readonly host: string; readonly port: number };

/** What became of a tunnel. A reason is a fixed phrase, at most with the number that the proxy answered. */
export type Tunnel<S> =
  | { readonly kind: 'open'; readonly socket: S }
  | { readonly kind: 'failed'; readonly reason: string };

/** What a proxy is asked for on a connection to it that is open. */
export type TunnelRequest = {
  readonly proxy: UpstreamProxy;
  readonly to: TunnelEnd;
  /** How long each answer may take, in milliseconds. */
  readonly timeoutMs: number;
};

export const PROXY_SILENT = 'the proxy does not answer';
export const PROXY_UNREADABLE = "the proxy's answer can't be read";
