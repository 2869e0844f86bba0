import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createPracticeModel, type Script } from '../../electron/engine/practice/messages-server';
import { forwardRequest } from './forward-request';
import { openSecureSite } from './secure-site';

export const MODEL_HOST = 'model.example.test';

/** A Messages API server over TLS under a name that nobody resolves: only a proxy leads to it. */
export async function openRemoteModel(script: Script) {
  const model = await createPracticeModel({ wordDelayMs: 0, script });
  const sockets = new Set<Socket>();
  const site = await openSecureSite(MODEL_HOST, (incoming, outgoing) => {
    sockets.add(incoming.socket);
    forwardRequest(incoming, outgoing, model.baseUrl);
  });
  onTestFinished(async () => {
    await site.close();
    await model.close();
  });
  return {
    baseUrl: `https://${MODEL_HOST}`,
    apiKey: model.apiKey,
    port: site.port,
    ca: site.certificate,
    sockets,
  };
}

/** A CONNECT proxy that answers `status` and, where that is 200, carries everything to one port of this machine. */
export async function openCarryingProxy(to: number, status = 200) {
  const asked: { readonly target: string | undefined; readonly authorization: string | undefined }[] = [];
  const server = createServer((_request, response) => response.writeHead(405).end());
  const open = new Set<Socket>();
  server.on('connect', (request, socket: Socket) => {
    asked.push({ target: request.url, authorization: request.headers['proxy-authorization'] });
    open.add(socket);
    socket.on('error', () => undefined);
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    const site = connect({ host: '127.0.0.1', port: to }).on('error', () => undefined);
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.pipe(site).pipe(socket);
    socket.on('close', () => site.destroy());
    site.on('close', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked, open };
}
