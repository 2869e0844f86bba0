import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** What a scripted proxy does next: waits for bytes (any), then sends these; or closes. */
export type SocksStep = readonly number[] | 'close';

/**
 * A real TCP server that plays the proxy's side of SOCKS5, one step for each message of the client: it checks nothing and
 * writes down what came. With `isSlow` each byte goes alone. Steps that are used up are followed by silence.
 */
export async function openScriptedSocksProxy(steps: readonly SocksStep[], isSlow = false) {
  const heard: number[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const left = [...steps];
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard.push([...bytes]);
      const step = left.shift();
      if (step === 'close') socket.destroy();
      else if (step !== undefined) void send(socket, step, isSlow);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port, heard, sockets, close };
}

async function send(socket: Socket, bytes: readonly number[], isSlow: boolean): Promise<void> {
  if (!isSlow) return void socket.write(Buffer.from(bytes));
  for (const byte of bytes) {
    socket.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
