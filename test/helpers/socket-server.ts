import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export type SocketServer = {
  /** Paths that a socket was opened to. */
  readonly opened: readonly string[];
  dial(): Socket;
  close(): Promise<void>;
};

/** The fixed part of an answer to a handshake (RFC 6455, 1.3). */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A server on a loopback port that opens every WebSocket and says nothing. Close it. */
export async function openSocketServer(): Promise<SocketServer> {
  const opened: string[] = [];
  const server = createServer((_request, response) => response.end());
  server.on('upgrade', (request, stream) => {
    opened.push(request.url ?? '');
    const key = `${request.headers['sec-websocket-key']}${GUID}`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
    ];
    stream.write(`${head.join('\r\n')}\r\n\r\n`);
    stream.on('error', () => stream.destroy());
    stream.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const streams = new Set<Socket>();
  server.on('connection', (stream) => {
    streams.add(stream);
    stream.on('close', () => streams.delete(stream));
  });
  return {
    opened,
    dial: () => connect({ host: '127.0.0.1', port, allowHalfOpen: true }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const stream of streams) stream.destroy();
      }),
  };
}
