import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { connectDocker } from '../../electron/engine/sandbox/docker';

const ENGINE_SOCKET = '/var/run/docker.sock';
const GIB = 1024 ** 3;
const ASKS_FOR_INFO = /^GET \S*\/info HTTP/;

/**
 * A socket in `folder` that leads to this machine's engine, which seems to have room for so many sandboxes and for no
 * more. Close it.
 */
export async function openRoomyEngine(folder: string, sandboxes: number) {
  const socketPath = path.join(folder, 'roomy.sock');
  const { docker } = await connectDocker({ socketPath: ENGINE_SOCKET });
  const sockets = new Set<Socket>();
  /** Two gibibytes for each sandbox and one for the engine; two sandboxes on each processor. */
  const sayRoom = async (client: Socket) => {
    const room = { MemTotal: (2 * sandboxes + 1) * GIB, NCPU: Math.ceil(sandboxes / 2) };
    const body = Buffer.from(JSON.stringify({ ...(await docker.info()), ...room }));
    const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    client.write(Buffer.concat([Buffer.from(head), body]));
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const engine = createConnection({ path: ENGINE_SOCKET, allowHalfOpen: true });
    for (const [socket, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (bytes) => {
      // A request of Docker's client comes alone, and whole unless it carries something.
      if (ASKS_FOR_INFO.test(bytes.toString('latin1', 0, 100))) sayRoom(client).catch(() => client.destroy());
      else if (!engine.write(bytes)) {
        client.pause();
        engine.once('drain', () => client.resume());
      }
    });
    client.on('end', () => engine.end());
    engine.pipe(client);
  });
  server.listen(socketPath);
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { address: `unix://${socketPath}`, close };
}
