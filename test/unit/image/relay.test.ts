import { once } from 'node:events';
import { createServer, type ServerHttp2Stream } from 'node:http2';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LinkBytes } from '../../../electron/engine/egress/carrying/link-bytes';
import { readAll, readBytes, startRelay } from '../engine/egress/relay-harness';

type Relay = Awaited<ReturnType<typeof startRelay>>;

let relay: Relay;

afterEach(async () => {
  if (relay.child.exitCode !== null) return;
  relay.child.kill('SIGKILL');
  await once(relay.child, 'exit');
});

/** Starts a relay with a broker that does with each stream what `answer` says. */
async function start(answer: (stream: ServerHttp2Stream) => void) {
  relay = await startRelay();
  const asked: Record<string, unknown>[] = [];
  const broker = createServer();
  broker.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    asked.push({ ...headers });
    stream.respond({ ':status': 200 });
    answer(stream);
  });
  broker.emit('connection', new LinkBytes(relay.link));
  return asked;
}

async function open(): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: relay.port, allowHalfOpen: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

describe('the relay', () => {
  it('opens the same tunnel for every connection: what the client wants is in its bytes', async () => {
    const asked = await start((stream) => stream.pipe(stream));
    for (const bytes of ['CONNECT a:1 HTTP/1.1\r\n\r\n', '\x05\x01\x00', 'GET http://b/ HTTP/1.1\n\n']) {
      const socket = await open();
      socket.write(Buffer.from(bytes, 'latin1'));
      expect((await readBytes(socket, bytes.length)).toString('latin1')).toBe(bytes);
      socket.destroy();
    }
    const tunnel = expect.objectContaining({ ':method': 'CONNECT', ':authority': 'broker' });
    expect(asked).toEqual([tunnel, tunnel, tunnel]);
  });

  it('changes no byte, whatever it carries', async () => {
    await start((stream) => stream.pipe(stream));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 5000 }), async (bytes) => {
        const socket = await open();
        socket.end(bytes);
        expect((await readAll(socket)).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('lets one side end while the other goes on', async () => {
    await start((stream) => {
      stream.resume();
      stream.on('end', () => stream.end(Buffer.from('all read')));
    });
    const socket = await open();
    socket.end('x');
    expect((await readAll(socket)).toString()).toBe('all read');
  });

  it('closes a connection whose stream was cut', async () => {
    await start((stream) => stream.close(2));
    const socket = connect({ host: '127.0.0.1', port: relay.port });
    socket.on('error', () => {});
    await readAll(socket);
  });

  it('cancels a stream whose client went away', async () => {
    const streams: ServerHttp2Stream[] = [];
    await start((stream) => streams.push(stream.resume()));
    const socket = await open();
    socket.write('x');
    await vi.waitUntil(() => streams.length > 0);
    const [stream] = streams as [ServerHttp2Stream];
    // Node ends a socket before it resets it: one that has only ended may still listen, and writing to it tells.
    stream.on('end', function speak() {
      if (!stream.closed) stream.write('x', () => setImmediate(speak));
    });
    const closed = new Promise((resolve) => stream.once('close', resolve));
    socket.resetAndDestroy();
    await closed;
    expect(stream.rstCode).toBe(8);
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
