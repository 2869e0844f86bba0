import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';

/** A loopback port of this machine that leads to a socket in `folder`, behind which an engine of its own network answers. */
export async function openDoor(folder: string) {
  const socketPath = path.join(folder, 'tls.sock');
  const open = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect({ path: socketPath });
    from.pipe(to).pipe(from);
    for (const socket of [from, to]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        from.destroy();
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const close = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return { socketPath, port: typeof address === 'object' && address !== null ? address.port : 0, close };
}
