import { constants } from 'node:http2';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeHello } from './make-hello';
import { connectToBroker } from './raw-link';
import { EgressRig, FakeUpstream, type RigOptions, readAll, readBytes, services } from './relay-harness';

const HELLO = makeHello('example.com');
const PLAIN = 'GET http://billing.practice.test/ HTTP/1.1\r\nHost: billing.practice.test\r\n\r\n';

let rig: EgressRig;
let received = 0;
let served: Socket[] = [];

async function start(options: RigOptions): Promise<void> {
  const upstream = new FakeUpstream((socket) => {
    served.push(socket);
    socket.on('data', (bytes) => {
      received += bytes.length;
      socket.write(bytes);
    });
  });
  rig = new EgressRig(upstream, options);
  await rig.start();
}

beforeEach(() => {
  received = 0;
  served = [];
});
afterEach(() => rig.stop());

/** A record whose lines are on disk when the test says so. Refusals are told as ever. */
function slowRecord() {
  const waiting: { readonly onDisk: () => void; readonly fail: (error: Error) => void }[] = [];
  return {
    waiting,
    onDecided: (decision: { readonly verdict: string }) =>
      decision.verdict === 'denied'
        ? Promise.resolve()
        : new Promise<void>((resolve, reject) => waiting.push({ onDisk: resolve, fail: reject })),
    first: async () => {
      await vi.waitUntil(() => waiting[0] !== undefined, { interval: 2 });
      return waiting[0] as (typeof waiting)[number];
    },
  };
}

/** There and back on the same link, so that whatever was to go out has had its turn. */
async function roundTrip(): Promise<void> {
  expect(await rig.ask('CONNECT evil.com:443 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
}

describe('a connection whose line in the record is not on disk', () => {
  it('sends not a byte until it is, and then all of them', async () => {
    const record = slowRecord();
    await start({ onDecided: record.onDecided });
    const socket = await rig.tunnel();
    socket.write(HELLO);
    const line = await record.first();
    await roundTrip();
    expect([rig.upstream.dialled.length, received]).toEqual([1, 0]);
    line.onDisk();
    expect(await readBytes(socket, HELLO.length)).toEqual(HELLO);
  });

  it('sends nothing to a site of the console either', async () => {
    const record = slowRecord();
    await start({ onDecided: record.onDecided, services });
    const answer = rig.ask(PLAIN);
    const line = await record.first();
    line.fail(new Error('disk full'));
    expect(await answer).toBe('');
  });

  it('is refused when it can not be written, is not counted as open, and gives its place back', async () => {
    const record = slowRecord();
    await start({ onDecided: record.onDecided, policy: { max_connections: 1 } });
    const socket = await rig.tunnel();
    const closed = readAll(socket);
    socket.write(HELLO);
    (await record.first()).fail(new Error('disk full'));
    expect((await closed).length).toBe(0);
    expect([received, rig.broker?.openConnections(), rig.closed]).toEqual([0, [], []]);
    await rig.tunnel();
  });

  it('is over when the session ends meanwhile, and its line gets an end', async () => {
    const record = slowRecord();
    await start({ onDecided: record.onDecided });
    const socket = await rig.tunnel();
    const closed = readAll(socket);
    socket.write(HELLO);
    const line = await record.first();
    rig.broker?.dispose();
    line.onDisk();
    await closed;
    await vi.waitUntil(() => rig.closed.length === 1, { interval: 2 });
    expect(rig.closed).toMatchObject([{ connection: 1, bytesUp: 0, why: 'the session ended' }]);
    expect(received).toBe(0);
  });

  it('is over when the browser leaves meanwhile', async () => {
    const record = slowRecord();
    await start({ onDecided: record.onDecided });
    const { client } = connectToBroker(rig);
    const stream = client.request({ ':method': 'CONNECT', ':authority': 'broker' }, { endStream: false });
    stream.on('error', () => {});
    stream.write(Buffer.from('CONNECT example.com:443 HTTP/1.1\r\n\r\n'));
    stream.write(HELLO);
    const line = await record.first();
    stream.close(constants.NGHTTP2_CONNECT_ERROR);
    await roundTrip();
    line.onDisk();
    await vi.waitUntil(() => rig.closed.length === 1, { interval: 2 });
    expect([received, rig.closed[0]?.why]).toEqual([0, 'the browser closed it']);
    client.destroy();
  });

  it.each([
    ['resets', (socket: Socket) => socket.resetAndDestroy()],
    ['ends', (socket: Socket) => socket.end()],
  ])('is over when the server %s it meanwhile, and holds no place for ever', async (_how, leave) => {
    const record = slowRecord();
    let dialled: Socket | undefined;
    await start({
      onDecided: record.onDecided,
      policy: { max_connections: 1 },
      dial: (address, port) => {
        dialled = rig.upstream.dial(address, port);
        return dialled;
      },
    });
    const socket = await rig.tunnel();
    const closed = readAll(socket);
    socket.write(HELLO);
    const line = await record.first();
    await vi.waitUntil(() => served.length > 0, { interval: 2 });
    // A reset may be heard as an end.
    const gone = new Promise((resolve) => dialled?.once('close', resolve).once('end', resolve));
    leave(served[0] as Socket);
    await gone;
    line.onDisk();
    expect((await closed).length).toBe(0);
    expect(rig.closed).toMatchObject([{ bytesUp: 0, why: 'the server closed it' }]);
    await rig.tunnel();
  });
});
