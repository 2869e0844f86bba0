import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { connectDocker, type DockerEngine } from '../../electron/engine/sandbox/docker';

export type EngineProxy = {
  readonly engine: DockerEngine;
  /** Cuts every connection and refuses new ones, as an engine that has gone. */
  drop(): void;
  /** Nothing passes any more in either direction, and nothing is closed. */
  stall(): void;
  /** Lets through again; what was stalled goes on where it stood. */
  restore(): void;
};

/** A socket in front of an engine's own, on which the engine can go away. */
export async function startEngineProxy(target = '/var/run/docker.sock'): Promise<EngineProxy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-proxy-'));
  const socketPath = path.join(folder, 'docker.sock');
  const sockets = new Set<Socket>();
  let state: 'open' | 'dropped' | 'stalled' = 'open';
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (state === 'dropped') {
      client.destroy();
      return;
    }
    const engine = createConnection({ path: target, allowHalfOpen: true });
    for (const [socket, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      if (state === 'stalled') socket.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  return {
    engine: await connectDocker({ socketPath }),
    drop: () => {
      state = 'dropped';
      for (const socket of sockets) socket.destroy();
    },
    stall: () => {
      state = 'stalled';
      for (const socket of sockets) socket.pause();
    },
    restore: () => {
      state = 'open';
      for (const socket of sockets) socket.resume();
    },
  };
}
