import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';

/** Answers one request; may be called for several at once. */
export type ServiceHandler = (request: IncomingMessage, response: ServerResponse) => void;

const MAX_HEAD_BYTES = 8 * 1024;

/** Whether a request is meant for `host`. The tunnel was opened for that name; a request in it may not name another. */
function isFor(host: string, request: IncomingMessage): boolean {
  const named = request.headers.host?.toLowerCase();
  return named === host || named === `${host}:80`;
}

/**
 * Hosts that the console serves itself. Each tunnel is handed to an HTTP server that listens nowhere, and carries one
 * request, so that every request is decided on its own.
 */
export class ServiceHosts {
  readonly names: ReadonlySet<string>;
  readonly #servers: ReadonlyMap<string, Server>;

  constructor(services: ReadonlyMap<string, ServiceHandler>) {
    this.names = new Set(services.keys());
    this.#servers = new Map(
      [...services].map(([host, handler]) => [host, this.#createServer(host, handler)]),
    );
  }

  /** Serves what comes through a tunnel to `host`, which must be one of `names`. */
  serve(host: string, tunnel: Duplex): void {
    // Wrapped, so that only buffers reach it: Node loses the first bytes of strings written to an HTTP/2 stream.
    const bytes = Duplex.from({ readable: tunnel, writable: tunnel });
    // A browser that goes away is no error; without a listener it would end the process.
    bytes.on('error', () => {});
    this.#servers.get(host)?.emit('connection', bytes);
  }

  dispose(): void {
    for (const server of this.#servers.values()) server.close();
  }

  #createServer(host: string, handler: ServiceHandler): Server {
    const server = createServer({ maxHeaderSize: MAX_HEAD_BYTES }, (request, response) => {
      if (!isFor(host, request)) {
        response.writeHead(421, { 'content-type': 'text/plain', connection: 'close' });
        response.end('Airlock: this connection is for another host.');
        return;
      }
      try {
        handler(request, response);
      } catch {
        response.destroy();
      }
    });
    server.maxRequestsPerSocket = 1;
    return server;
  }
}
