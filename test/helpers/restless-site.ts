import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A host that only a proxy would resolve. */
export const RESTLESS_HOST = 'restless.example.test';

/** It is there at once and then loads something that never comes, and so what is done there does not settle. */
const PAGE = `<!doctype html><title>Restless</title><body>
  <script>onload = () => document.body.appendChild(document.createElement('iframe')).src = '/never';</script>`;

/** A proxy of an operator's network; behind every tunnel of it is a site with one page. */
export async function openRestlessSite(): Promise<{ readonly proxyUrl: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer(({ url }, response: ServerResponse) => {
    if (url === '/') response.setHeader('content-type', 'text/html').end(PAGE);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (_request, socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    // What comes through the tunnel is asked of the site.
    server.emit('connection', socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { proxyUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
