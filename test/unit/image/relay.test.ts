import { once } from 'node:events';
import { createServer, type ServerHttp2Stream } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startRelay } from '../engine/egress/relay-harness';

type Relay = Awaited<ReturnType<typeof startRelay>>;

let relay: Relay;

afterEach(async () => {
  if (relay.child.exitCode !== null) return;
  relay.child.kill('SIGKILL');
  await once(relay.child, 'exit');
});

/** Starts a relay with a broker that only notes what it is asked, and answers as `answer` says. */
async function start(answer: (stream: ServerHttp2Stream) => void) {
  relay = await startRelay();
  const asked: Record<string, unknown>[] = [];
  const broker = createServer();
  broker.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    asked.push({ ...headers });
    answer(stream);
  });
  broker.emit('connection', relay.link);
  return asked;
}

async function open(bytes: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: relay.port });
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

async function firstAnswer(bytes: string): Promise<string> {
  const socket = await open(bytes);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return chunk.toString();
}

describe('the relay', () => {
  it.each(['Example.COM.:443', 'user@example.com:443', 'a:1:2', '[::1%25x]:443', '2130706433:443'])(
    'leaves the reading of %s to the broker',
    async (authority) => {
      const asked = await start((stream) => stream.respond({ ':status': 200 }));
      expect(await firstAnswer(`CONNECT ${authority} HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
      expect(asked).toEqual([
        expect.objectContaining({
          ':method': 'CONNECT',
          ':authority': authority,
          'x-airlock-scheme': 'https',
        }),
      ]);
    },
  );

  it('passes on the words with which the broker refuses', async () => {
    await start((stream) => {
      stream.respond({ ':status': 403 });
      stream.end(Buffer.from('Airlock: no.'));
    });
    const answer = await firstAnswer('CONNECT example.com:443 HTTP/1.1\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n[\s\S]*\r\n\r\nAirlock: no\.$/);
  });

  it('answers 502 when the broker resets a tunnel before it has answered', async () => {
    await start((stream) => stream.close(2));
    expect(await firstAnswer('CONNECT example.com:443 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 502 /);
  });

  it('opens no more than 64 tunnels and has room again when one ends', async () => {
    const tunnels: ServerHttp2Stream[] = [];
    await start((stream) => {
      tunnels.push(stream);
      stream.respond({ ':status': 200 });
    });
    const sockets: Socket[] = [];
    for (let count = 0; count < 64; count += 1) {
      const socket = await open('CONNECT example.com:443 HTTP/1.1\r\n\r\n');
      await once(socket, 'data');
      sockets.push(socket);
    }
    expect(await firstAnswer('CONNECT example.com:443 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 503 /);
    sockets[0]?.resetAndDestroy();
    await once(tunnels[0] as ServerHttp2Stream, 'close');
    expect(await firstAnswer('CONNECT example.com:443 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    for (const socket of sockets) socket.destroy();
  });

  it('refuses a head over 8 KiB without asking', async () => {
    const asked = await start((stream) => stream.respond({ ':status': 200 }));
    const head = `CONNECT example.com:443 HTTP/1.1\r\nX: ${'a'.repeat(9000)}\r\n\r\n`;
    expect(await firstAnswer(head)).toMatch(/^HTTP\/1\.1 431 /);
    expect(asked).toEqual([]);
  });

  it('carries bytes that came along with the request', async () => {
    await start((stream) => {
      stream.respond({ ':status': 200 });
      stream.pipe(stream);
    });
    const socket = await open('CONNECT example.com:443 HTTP/1.1\r\n\r\nearly');
    let text = '';
    for await (const chunk of socket) {
      text += chunk;
      if (text.endsWith('early')) break;
    }
    expect(text).toBe('HTTP/1.1 200 Connection Established\r\n\r\nearly');
  });

  it('ends when its stdin ends', async () => {
    await start(() => {});
    const exited = once(relay.child, 'exit');
    relay.child.stdin?.end();
    expect((await exited)[0]).toBe(0);
  });

  it('ends when what comes in is not HTTP/2', async () => {
    relay = await startRelay();
    const exited = once(relay.child, 'exit');
    relay.child.stdin?.write('this is not HTTP/2, not at all, whatever the relay may hope for');
    expect((await exited)[0]).toBe(1);
  });

  it('writes nothing to stdout but HTTP/2', async () => {
    relay = await startRelay();
    const [first] = (await once(relay.link, 'data')) as [Buffer];
    expect(first.subarray(0, 24).toString()).toBe('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  });
});
