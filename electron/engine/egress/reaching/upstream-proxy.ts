import { readExemptions } from './no-proxy';
import { parseProxy, type UpstreamProxy } from './parse-proxy';
import type { Unusable } from './unusable-proxy';

/** How a host is to be gone to. Only `direct` is without a proxy. */
export type ProxyChoice = { readonly kind: 'direct' } | UpstreamProxy | Unusable;

export type UpstreamProxies = {
  /** What the environment wants for a host, given as a canonical name or address, on a port. */
  choose(host: string, port: number): ProxyChoice;
};

const DIRECT: ProxyChoice = { kind: 'direct' };

export const NO_PROXIES: UpstreamProxies = { choose: () => DIRECT };

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable in lower case goes before one in upper case; an empty one counts as not set. */
function read(environment: Environment, name: string): string | undefined {
  return environment[name.toLowerCase()] || environment[name] || undefined;
}

/** Null where the variable is not set, and only there. */
function readProxy(environment: Environment, variable: string): UpstreamProxy | Unusable | null {
  const value = read(environment, variable);
  return value === undefined ? null : parseProxy(value, variable);
}

/**
 * The proxies that an environment asks for (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case). One
 * that can't be used stays in its place: another variable never stands in for it.
 */
export function readUpstreamProxies(environment: Environment): UpstreamProxies {
  const all = readProxy(environment, 'ALL_PROXY') ?? DIRECT;
  const tls = readProxy(environment, 'HTTPS_PROXY') ?? all;
  const plain = readProxy(environment, 'HTTP_PROXY') ?? all;
  const isExempt = readExemptions(read(environment, 'NO_PROXY') ?? '');
  return {
    choose: (host, port) => (isExempt(host, port) ? DIRECT : port === 80 ? plain : tls),
  };
}
