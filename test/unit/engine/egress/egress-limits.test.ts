import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeHello } from './make-hello';
import { EgressRig, FakeUpstream, type RigOptions, readAll, readBytes, services } from './relay-harness';

let rig: EgressRig;

async function start(options: RigOptions = {}, upstream = new FakeUpstream()): Promise<void> {
  rig = new EgressRig(upstream, options);
  await rig.start();
}

afterEach(() => rig.stop());

const HELLO = makeHello('example.com');

async function greeted(): Promise<Socket> {
  const socket = await rig.tunnel();
  socket.write(HELLO);
  await readBytes(socket, HELLO.length);
  return socket;
}
const ask = (host: string) => rig.ask(`CONNECT ${host}:443 HTTP/1.1\r\n\r\n`);

describe('the limits of a session', () => {
  it('allow so many connections at once, over all its links, and room again when one has ended', async () => {
    await start({ policy: { max_connections: 2 } });
    const [first] = [await greeted(), await greeted()];
    expect(await ask('example.com')).toMatch(
      /^HTTP\/1\.1 503 [\s\S]*Airlock: example\.com was not connected: the session has as many connections/,
    );
    expect(rig.connections.at(-1)).toMatchObject({ verdict: 'denied', rule: 'max_connections' });
    first.end();
    first.resume();
    await vi.waitUntil(() => rig.closed.length === 1, { interval: 2 });
    await greeted();
  });

  it('end what may come in: connections are cut and new ones refused', async () => {
    const upstream = new FakeUpstream((socket) => {
      const fill = () => {
        while (socket.write(Buffer.alloc(100_000)));
      };
      socket.once('data', fill).on('drain', fill);
    });
    await start({ policy: { max_download_mb: 2 } }, upstream);
    const late = await rig.tunnel();
    const sockets = [await rig.tunnel(), await rig.tunnel()];
    const received = sockets.map(readAll);
    for (const socket of sockets) socket.write(HELLO);
    const bytes = (await Promise.all(received)).map(({ length }) => length);
    expect((bytes[0] ?? 0) + (bytes[1] ?? 0)).toBeLessThanOrEqual(2_000_000);
    late.write(HELLO);
    expect(await readAll(late)).toEqual(Buffer.alloc(0));
    expect(await ask('example.com')).toMatch(/^HTTP\/1\.1 503 [\s\S]*used up what it may download/);
    expect(rig.closed[0]).toMatchObject({ why: 'the session has used up what it may download' });
    expect(rig.connections.at(-1)).toMatchObject({ rule: 'max_download_mb' });
  });

  it('end what may go out, and not a byte more goes', async () => {
    let received = 0;
    const upstream = new FakeUpstream((socket) => socket.on('data', (bytes) => (received += bytes.length)));
    await start({ policy: { max_upload_mb: 1 } }, upstream);
    const socket = await rig.tunnel();
    const closed = readAll(socket);
    socket.write(HELLO);
    socket.write(Buffer.alloc(1_500_000));
    await closed;
    expect(received).toBeLessThanOrEqual(1_000_000);
    expect(await ask('example.com')).toMatch(/^HTTP\/1\.1 503 [\s\S]*used up what it may upload/);
  });

  it('count a plain HTTP request and its answer as well', async () => {
    const big = (_request: unknown, response: { end(body: Buffer): void }) =>
      response.end(Buffer.alloc(1_500_000));
    await start({ services: new Map([['billing.practice.test', big]]), policy: { max_download_mb: 1 } });
    const answer = await rig.ask(
      'GET http://billing.practice.test/ HTTP/1.1\r\nHost: billing.practice.test\r\n\r\n',
    );
    expect(answer.length).toBeLessThan(1_100_000);
    expect(rig.closed).toMatchObject([{ why: 'the session has used up what it may download' }]);
  });

  it('end a client that never says what it wants', async () => {
    await start({ policy: { idle_timeout_seconds: 0.03 } });
    const socket = await rig.open();
    socket.write('CONNECT exam');
    expect(await readAll(socket)).toEqual(Buffer.alloc(0));
  });

  it('end a plain request whose body does not come', async () => {
    await start({ services, policy: { idle_timeout_seconds: 0.05 } });
    const socket = await rig.open();
    socket.write(
      'POST http://billing.practice.test/ HTTP/1.1\r\nHost: billing.practice.test\r\nContent-Length: 9\r\n\r\n',
    );
    await readAll(socket);
    expect(rig.closed).toMatchObject([{ why: 'nothing moved for the idle time' }]);
  });
});

describe('what is known of connections', () => {
  it('is counted while they are open, and told when they end', async () => {
    let step = 7;
    await start({ context: () => ({ step, page: 'http://a.test/' }) });
    const socket = await greeted();
    step = 8;
    expect(rig.broker?.openConnections()).toMatchObject([
      {
        connection: 1,
        host: 'example.com',
        port: 443,
        step: 7,
        bytesUp: HELLO.length,
        bytesDown: HELLO.length,
      },
    ]);
    socket.end();
    socket.resume();
    await vi.waitUntil(() => rig.closed.length === 1, { interval: 2 });
    expect(rig.closed).toEqual([
      {
        connection: 1,
        host: 'example.com',
        port: 443,
        bytesUp: HELLO.length,
        bytesDown: HELLO.length,
        durationMs: expect.any(Number),
        why: 'both sides ended it',
      },
    ]);
    expect(rig.connections).toMatchObject([{ step: 7, page: 'http://a.test/' }]);
    expect(rig.broker?.openConnections()).toEqual([]);
  });

  it('tells why each ended', async () => {
    const upstream = new FakeUpstream((socket) => {
      socket.on('data', (bytes) =>
        bytes.includes('reset') ? socket.resetAndDestroy() : socket.write(bytes),
      );
    });
    await start({}, upstream);
    const [gone, reset] = [await greeted(), await greeted()];
    gone.resetAndDestroy();
    await vi.waitUntil(() => rig.closed.length === 1, { interval: 2 });
    reset.write('reset');
    await readAll(reset);
    await vi.waitUntil(() => rig.closed.length === 2, { interval: 2 });
    const open = await greeted();
    rig.broker?.dispose();
    await readAll(open);
    expect(rig.closed.map(({ why }) => why)).toEqual([
      'the browser closed it',
      'the connection to the server failed',
      'the session ended',
    ]);
  });

  it('has numbers that count allowed connections alone', async () => {
    await start();
    await greeted();
    await ask('evil.com');
    await greeted();
    expect(rig.connections.map(({ connection }) => connection)).toEqual([1, null, 2]);
  });
});

describe('the addresses of a host', () => {
  /** Dials the real server at the last address only; the others behave as `broken` says. */
  function dialer(upstream: FakeUpstream, last: string, broken: () => Socket) {
    const tried: string[] = [];
    const dial = (address: string, port: number): Socket => {
      tried.push(address);
      return address === last ? upstream.dial(address, port) : broken();
    };
    return { tried, dial };
  }
  const addresses = ['93.184.216.34', '2606:2800:220:1::1', '93.184.216.35'];

  it('are tried in turn when one refuses, and the one that answered is recorded', async () => {
    const upstream = new FakeUpstream();
    const closedPort = () => connect({ host: '127.0.0.1', port: 1 });
    const { tried, dial } = dialer(upstream, '93.184.216.35', closedPort);
    await start({ resolve: async () => addresses, dial }, upstream);
    await greeted();
    expect(tried).toEqual(addresses);
    expect(rig.connections).toMatchObject([{ verdict: 'allowed', address: '93.184.216.35' }]);
  });

  it('are tried beside each other when one does not answer', async () => {
    const { Socket: Silent } = await import('node:net');
    const upstream = new FakeUpstream();
    const silent: Socket[] = [];
    const { dial } = dialer(upstream, '2606:2800:220:1::1', () => {
      const socket = new Silent();
      silent.push(socket);
      return socket;
    });
    await start({ resolve: async () => addresses, dial }, upstream);
    await greeted();
    expect(rig.connections).toMatchObject([{ address: '2606:2800:220:1::1' }]);
    expect(silent.map(({ destroyed }) => destroyed)).toEqual([true]);
  });

  it('are none when all refuse: the tunnel is cut, and the record says why', async () => {
    const upstream = new FakeUpstream();
    const { dial } = dialer(upstream, 'none', () => connect({ host: '127.0.0.1', port: 1 }));
    await start({ resolve: async () => addresses, dial }, upstream);
    const socket = await rig.tunnel();
    socket.write(HELLO);
    await readAll(socket);
    expect(rig.connections).toMatchObject([{ verdict: 'denied', reason: 'the host does not answer' }]);
  });
});
