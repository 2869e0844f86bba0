import { createServer, type Socket } from 'node:net';

/** A proxy of an operator's network: it says yes to every tunnel, writes down what for, and carries nothing. */
export async function openAgreeableProxy(): Promise<{
  readonly url: string;
  /** Request lines without the version, in the order in which they came. */
  readonly tunnels: string[];
  close(): void;
}> {
  const tunnels: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (head) => {
      tunnels.push(head.toString('latin1').split(' HTTP', 1)[0] ?? '');
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.on('data', () => socket.end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, tunnels, close };
}
