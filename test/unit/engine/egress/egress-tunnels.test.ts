import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeHandshake, makeHello, toRecords } from './make-hello';
import { connectToBroker } from './raw-link';
import {
  EgressRig,
  FakeUpstream,
  PUBLIC_ADDRESS,
  type RigOptions,
  readAll,
  readBytes,
  services,
} from './relay-harness';

let rig: EgressRig;

async function start(options: RigOptions = {}, upstream = new FakeUpstream()): Promise<void> {
  rig = new EgressRig(upstream, options);
  await rig.start();
}

afterEach(() => rig.stop());

const HELLO = makeHello('example.com');

describe('what a tunnel may begin with', () => {
  it('cuts a tunnel whose greeting does not come', async () => {
    await start({ policy: { connect_timeout_seconds: 0.02 } });
    const socket = await rig.tunnel();
    await readAll(socket);
    expect(rig.connections).toMatchObject([{ reason: 'the TLS greeting did not come in time' }]);
  });

  it.each([
    ['whole', [HELLO]],
    ['byte by byte', [...HELLO].map((byte) => Buffer.from([byte]))],
    ['in capitals', [makeHello('EXAMPLE.COM')]],
    ['over many records', [toRecords(makeHandshake({ serverNames: ['example.com'] }), 7)]],
  ])('passes on a greeting that comes %s', async (_how, parts) => {
    await start();
    const socket = await rig.tunnel('EXAMPLE.com.:443');
    socket.setNoDelay(true);
    for (const part of parts) socket.write(part);
    socket.write('after');
    const whole = Buffer.concat([...parts, Buffer.from('after')]);
    expect(await readBytes(socket, whole.length)).toEqual(whole);
    socket.destroy();
    expect(rig.upstream.dialled).toEqual([`${PUBLIC_ADDRESS}:443`]);
    expect(rig.connections).toEqual([
      {
        connection: 1,
        host: 'example.com',
        port: 443,
        verdict: 'allowed',
        address: PUBLIC_ADDRESS,
        reason: 'the host is in allowed_hosts',
        rule: 'example.com',
        step: 0,
        page: null,
      },
    ]);
  });
});

describe('an open tunnel', () => {
  it('carries 24 MiB there and back unchanged', { timeout: 20_000 }, async () => {
    await start();
    const socket = await rig.tunnel();
    socket.write(HELLO);
    await readBytes(socket, HELLO.length);
    const chunk = Buffer.alloc(1024 * 1024, 'airlock');
    const [sent, received] = [createHash('sha256'), createHash('sha256')];
    socket.on('data', (bytes) => received.update(bytes));
    socket.resume();
    for (let count = 0; count < 24; count += 1) {
      chunk.writeUInt32BE(count);
      sent.update(chunk);
      if (!socket.write(chunk)) await once(socket, 'drain');
    }
    socket.end();
    await once(socket, 'end');
    expect(received.digest('hex')).toBe(sent.digest('hex'));
  });

  it('holds a fast server back while its client does not read, and nobody else', {
    timeout: 20_000,
  }, async () => {
    const total = 64 * 1024 * 1024;
    let produced = 0;
    const upstream = new FakeUpstream((socket) => {
      const chunk = Buffer.alloc(1024 * 1024);
      const fill = () => {
        while (produced < total) {
          produced += chunk.length;
          if (!socket.write(chunk)) return;
        }
        socket.end();
      };
      socket.on('drain', fill);
      socket.resume();
      fill();
    });
    await start({ services }, upstream);
    const slow = await rig.tunnel();
    slow.pause();
    slow.write(HELLO);
    for (let count = 0; count < 20; count += 1) {
      const answer = await rig.ask(
        'GET http://billing.practice.test/ HTTP/1.1\r\nHost: billing.practice.test\r\nConnection: close\r\n\r\n',
      );
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    }
    expect(produced).toBeLessThan(total / 3);
    let received = 0;
    slow.on('data', (bytes) => {
      received += bytes.length;
    });
    slow.resume();
    await once(slow, 'end');
    expect(received).toBe(total);
  });

  it('ends at the server when the browser has ended its side before the server was there', async () => {
    const upstream = new FakeUpstream((socket) => {
      socket.resume();
      socket.on('end', () => socket.end('all read'));
    });
    let answer: (addresses: readonly string[]) => void = () => {};
    const resolving = new Promise<void>((asked) => {
      void start(
        {
          resolve: () => {
            asked();
            return new Promise((settle) => {
              answer = settle;
            });
          },
        },
        upstream,
      );
    });
    await vi.waitUntil(() => rig?.broker, { interval: 2 });
    const { client } = connectToBroker(rig);
    const stream = client.request({ ':method': 'CONNECT', ':authority': 'broker' }, { endStream: false });
    const received: Buffer[] = [];
    stream.on('data', (chunk) => received.push(chunk));
    stream.write(Buffer.from('CONNECT example.com:443 HTTP/1.1\r\n\r\n'));
    stream.end(HELLO);
    await resolving;
    await new Promise((resolve) => client.ping(resolve));
    answer([PUBLIC_ADDRESS]);
    await once(stream, 'close');
    expect(Buffer.concat(received).toString()).toContain('all read');
    client.destroy();
  });

  it('lets one side end while the other goes on', async () => {
    const upstream = new FakeUpstream((socket) => {
      socket.resume();
      socket.on('end', () => socket.end('all read'));
    });
    await start({}, upstream);
    const socket = await rig.tunnel();
    socket.end(HELLO);
    const text = (await readAll(socket)).toString();
    expect(text).toBe('all read');
  });

  it('is cut when the server resets', async () => {
    const upstream = new FakeUpstream((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    await start({}, upstream);
    const socket = await rig.tunnel();
    socket.write(HELLO);
    await readAll(socket);
    expect(rig.linkEnds).toEqual([]);
  });

  it('ends at the server when the browser goes away', async () => {
    await start();
    const socket = await rig.tunnel();
    socket.write(HELLO);
    await readBytes(socket, HELLO.length);
    socket.resetAndDestroy();
    await Promise.all(rig.upstream.sockets.map((one) => one.closed || once(one, 'close')));
    expect(rig.upstream.sockets).toHaveLength(1);
  });

  it('is cut after it has been still for the idle time', async () => {
    // Longer than a busy machine takes to come to the server.
    await start({ policy: { idle_timeout_seconds: 0.3 } });
    const socket = await rig.tunnel();
    socket.write(HELLO);
    await readAll(socket);
    expect(rig.upstream.dialled).toHaveLength(1);
  });

  it('is cut when the server takes too long to connect', async () => {
    await start({ dial: () => new Socket(), policy: { connect_timeout_seconds: 0.02 } });
    const socket = await rig.tunnel();
    socket.write(HELLO);
    expect(await readAll(socket)).toEqual(Buffer.alloc(0));
  });

  it('is cut when the broker is disposed, and the relay ends with it', async () => {
    await start();
    const socket = await rig.tunnel();
    socket.write(HELLO);
    await readBytes(socket, HELLO.length);
    const [closed, exited] = [readAll(socket), once(rig.child as NonNullable<typeof rig.child>, 'exit')];
    socket.resume();
    rig.broker?.dispose();
    await Promise.all([closed, exited, ...rig.upstream.sockets.map((one) => once(one, 'close'))]);
    expect(rig.linkEnds).toEqual(['the session ended']);
  });
});
