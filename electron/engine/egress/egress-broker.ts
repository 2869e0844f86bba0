import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type EgressLink, openLink } from './egress-link';
import {
  type Destination,
  type EgressRules,
  judgeConnection,
  type Refusal,
  refuseMalformed,
  type Scheme,
} from './judge-connection';
import { resolveHost } from './resolve-host';
import { type ServiceHandler, ServiceHosts } from './service-hosts';
import { cutTunnel, readGreeting, splice, waitForConnect } from './tls-tunnel';

/** One connection that was decided; there is exactly one of these for each that the sandbox asked for. */
export type EgressConnection = {
  /** Canonical; what came over the wire, escaped, when it could not be read. */
  readonly host: string;
  readonly port: number;
  readonly verdict: 'allowed' | 'denied';
  /** The address that was dialled or for which it was refused; null when nothing was resolved. */
  readonly address: string | null;
  /** A fixed phrase of ours. */
  readonly reason: string;
};

export type EgressLimits = {
  /** Connections of one link at once. */
  readonly maxStreams: number;
  /** For resolving, for the TLS greeting and for connecting, each. */
  readonly connectTimeoutMs: number;
  /** How long a connection may be still. */
  readonly idleTimeoutMs: number;
};

export type EgressBrokerOptions = {
  /** Exact canonical names. Empty allows nothing. */
  readonly allowedHosts: readonly string[];
  /** Hosts served by the console itself over plain HTTP on port 80, for a session whose policy allows them too. */
  readonly services: ReadonlyMap<string, ServiceHandler>;
  /** All addresses of a host; the system's resolver unless given. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Starts a connection to an address; a TCP connection unless given. */
  readonly dial?: (address: string, port: number) => Socket;
  /** Told of every connection before anything goes out. If it throws, the connection is refused. */
  readonly onConnection: (connection: EgressConnection) => void;
  /** Told when a link has ended, with a fixed phrase for why. The sandbox has no way out from then on. */
  readonly onLinkEnded?: (reason: string) => void;
  readonly limits?: Partial<EgressLimits>;
};

export type EgressBroker = {
  /** Speaks to a relay over a byte stream, which the broker owns from here on. Several may be attached. */
  attach(stream: Duplex): void;
  /** Ends every link and every connection. */
  dispose(): void;
};

const DEFAULT_LIMITS: EgressLimits = { maxStreams: 64, connectTimeoutMs: 10_000, idleTimeoutMs: 60_000 };

function dialTcp(address: string, port: number): Socket {
  return connect({ host: address, port, allowHalfOpen: true, noDelay: true });
}

function refusalText({ status, host }: Refusal): string {
  if (status === 400) return 'Airlock: this is not a valid host and port.';
  if (status === 502) return `Airlock: ${host} could not be reached.`;
  return `Airlock: ${host} is not allowed by this session's policy. Do not retry or work around this.`;
}

function readScheme(value: unknown): Scheme | null {
  return value === 'http' || value === 'https' ? value : null;
}

/** Rejects when `work` has not settled after `timeoutMs`. */
function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('It took too long')), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * The one way from a sandbox to the network. It trusts nothing that comes from there: it reads each authority itself,
 * matches exactly, resolves once, refuses addresses that are not public, dials the address it has checked, and lets
 * no byte out before the TLS greeting has asked for the very host that was allowed.
 */
export function createEgressBroker(options: EgressBrokerOptions): EgressBroker {
  const { dial = dialTcp, resolve = resolveHost, onConnection } = options;
  const limits: EgressLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const services = new ServiceHosts(options.services);
  const links = new Set<EgressLink>();
  let isDisposed = false;

  const rules: EgressRules = {
    allowedHosts: new Set(options.allowedHosts),
    serviceHosts: services.names,
    resolve: (host) => withTimeout(resolve(host), limits.connectTimeoutMs),
  };

  function refuse(stream: ServerHttp2Stream, refusal: Refusal): void {
    const { host, port, address, reason } = refusal;
    try {
      onConnection({ host, port, verdict: 'denied', address, reason });
    } finally {
      if (!stream.destroyed && !stream.headersSent) {
        stream.respond({ ':status': refusal.status, 'content-type': 'text/plain; charset=utf-8' });
        stream.end(Buffer.from(refusalText(refusal)));
      }
    }
  }

  async function tunnel(stream: ServerHttp2Stream, to: Destination): Promise<void> {
    const { host, port, address } = to;
    stream.respond({ ':status': 200 });
    const greeting = await readGreeting(stream, host, limits.connectTimeoutMs);
    if (greeting.kind === 'refused') {
      cutTunnel(stream);
      onConnection({ host, port, verdict: 'denied', address, reason: greeting.reason });
      return;
    }
    onConnection({ host, port, verdict: 'allowed', address, reason: 'the host is in allowed_hosts' });
    if (stream.destroyed) return;
    const socket = dial(address, port);
    stream.once('close', () => {
      if (socket.connecting) socket.destroy();
    });
    await waitForConnect(socket, limits.connectTimeoutMs);
    socket.write(greeting.bytes);
    splice(stream, socket, limits.idleTimeoutMs);
  }

  async function decide(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    const authority = String(headers[':authority'] ?? '');
    const scheme = readScheme(headers['x-airlock-scheme']);
    if (headers[':method'] !== 'CONNECT' || scheme === null) {
      refuse(stream, refuseMalformed(authority, 'the relay asked for something other than a tunnel'));
      return;
    }
    const judgement = await judgeConnection(authority, scheme, rules);
    // Whoever asked has gone; nothing was sent, and nothing will be.
    if (stream.destroyed) return;
    if (judgement.kind === 'refuse') return refuse(stream, judgement);
    if (judgement.kind === 'dial') return tunnel(stream, judgement);

    const { host, port } = judgement;
    onConnection({ host, port, verdict: 'allowed', address: null, reason: 'served by the console' });
    stream.respond({ ':status': 200 });
    stream.setTimeout(limits.idleTimeoutMs, () => cutTunnel(stream));
    services.serve(host, stream);
  }

  return {
    attach(stream) {
      if (isDisposed) {
        stream.destroy();
        return;
      }
      const link = openLink(stream, {
        maxStreams: limits.maxStreams,
        // Whatever goes wrong, the record included, ends in no connection.
        onRequest: (request, headers) => decide(request, headers).catch(() => cutTunnel(request)),
        onEnded: (reason) => {
          links.delete(link);
          options.onLinkEnded?.(reason);
        },
      });
      links.add(link);
    },
    dispose() {
      isDisposed = true;
      for (const link of links) link.dispose();
      services.dispose();
    },
  };
}
