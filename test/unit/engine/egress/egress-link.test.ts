import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { EgressBroker, type EgressBrokerOptions } from '../../../../electron/engine/egress/egress-broker';
import type { EgressDecision } from '../../../../electron/engine/egress/egress-events';
import type { EgressPolicy } from '../../../../electron/engine/egress/egress-policy';
import { makeHello } from './make-hello';
import { connectToBroker, makePipe } from './raw-link';
import { FakeUpstream, rigPolicy } from './relay-harness';

let broker: EgressBroker | null = null;
let connections: EgressDecision[] = [];
let linkEnds: string[] = [];

type StartOptions = Partial<Omit<EgressBrokerOptions, 'policy'>> & {
  readonly policy?: Partial<EgressPolicy>;
};

function start({ policy, ...options }: StartOptions = {}): { broker: EgressBroker } {
  connections = [];
  linkEnds = [];
  broker = new EgressBroker({
    clock: systemClock,
    policy: rigPolicy(policy),
    services: new Map(),
    resolve: async () => ['93.184.216.34'],
    dial: () => {
      throw new Error('Nothing here may be dialled');
    },
    onDecided: async (decision) => void connections.push(decision),
    onLinkEnded: (reason) => linkEnds.push(reason),
    ...options,
  });
  return { broker };
}

afterEach(() => broker?.dispose());

const STREAM = { ':method': 'CONNECT', ':authority': 'broker' };
const ASKED = Buffer.from('CONNECT example.com:443 HTTP/1.1\r\n\r\n');

/** A stream of the link that has sent `bytes`. */
function open(client: ClientHttp2Session, bytes = ASKED): ClientHttp2Stream {
  const stream = client.request(STREAM, { endStream: false });
  stream.on('error', () => {});
  stream.write(bytes);
  return stream;
}

describe('a relay that somebody has replaced', () => {
  it('gets nothing for a stream that is no tunnel', async () => {
    const { client } = connectToBroker(start());
    const stream = client.request({
      ':method': 'GET',
      ':path': '/',
      ':scheme': 'https',
      ':authority': 'example.com',
    });
    stream.on('error', () => {});
    await new Promise((resolve) => stream.once('close', resolve));
    expect([stream.rstCode, connections]).toEqual([constants.NGHTTP2_REFUSED_STREAM, []]);
  });

  it('gets what it asks for in the bytes, whatever the authority of the stream says', async () => {
    const { client } = connectToBroker(start());
    const stream = client.request(
      { ':method': 'CONNECT', ':authority': 'example.com:443' },
      { endStream: false },
    );
    stream.write(Buffer.from('CONNECT evil.com:443 HTTP/1.1\r\n\r\n'));
    expect(String((await once(stream, 'data'))[0])).toMatch(/^HTTP\/1\.1 403 /);
    expect(connections).toMatchObject([{ host: 'evil.com', verdict: 'denied' }]);
  });

  it('is told that there are too many connections, and gets no more streams at all after a while', async () => {
    const { client } = connectToBroker(start({ policy: { max_connections: 3 } }));
    const answers = Array.from({ length: 5 }, async () => String((await once(open(client), 'data'))[0]));
    const statuses = (await Promise.all(answers)).map((answer) => answer.slice(9, 12));
    expect(statuses.sort()).toEqual(['200', '200', '200', '503', '503']);
    expect(connections).toMatchObject([{ rule: 'max_connections' }, { rule: 'max_connections' }]);
    client.destroy();
  });

  it.each([
    ['text', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['zeros', Buffer.alloc(64)],
    [
      'a preface and then noise',
      Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.alloc(64, 0xff)]),
    ],
  ])('loses its link when it sends %s', async (_what, bytes) => {
    const [wire, far] = makePipe();
    wire.on('error', () => {});
    const ended = new Promise<string>((resolve) => {
      start({ onLinkEnded: resolve }).broker.attach(far);
    });
    wire.write(bytes);
    expect(await ended).toBe('the relay sent something that is not HTTP/2');
    expect(far.destroyed).toBe(true);
  });

  it('loses its link, not the process, whatever it sends after a good beginning', async () => {
    const hostile = fc.array(fc.uint8Array({ minLength: 1, maxLength: 64 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(hostile, async (chunks) => {
        const own = start();
        const { client, wire } = connectToBroker(own);
        await once(client, 'connect');
        for (const chunk of chunks) wire.write(Buffer.from(chunk));
        own.broker.dispose();
        expect(linkEnds).toHaveLength(1);
        expect(connections.filter((connection) => connection.verdict === 'allowed')).toEqual([]);
        client.destroy();
      }),
      { numRuns: 100 },
    );
  });

  it('can not end the process by ending its half while much is on its way to it', async () => {
    const endless = (socket: Socket) => {
      socket.on('data', () => socket.write(Buffer.alloc(4 * 1024 * 1024)));
    };
    for (let count = 0; count < 10; count += 1) {
      const upstream = new FakeUpstream(endless);
      await upstream.listen();
      const [wire, far] = makePipe();
      start({ dial: upstream.dial }).broker.attach(far);
      const client = connect('http://broker', { createConnection: () => wire });
      client.on('error', () => {});
      const streams = Array.from({ length: 4 }, () => open(client));
      await Promise.all(streams.map((stream) => once(stream, 'data')));
      for (const stream of streams) stream.write(makeHello('example.com'));
      await once(streams[0] as ClientHttp2Stream, 'data');
      const ended = once(far, 'close');
      far.push(null);
      await ended;
      await vi.waitUntil(() => linkEnds.length > 0);
      client.destroy();
      upstream.close();
    }
  });

  it('can not pile up lookups by opening streams and resetting them', async () => {
    let lookups = 0;
    const resolveNever = () => {
      lookups += 1;
      return new Promise<readonly string[]>(() => {});
    };
    const { client } = connectToBroker(start({ resolve: resolveNever, policy: { max_connections: 4 } }));
    for (let count = 0; count < 50; count += 1) {
      const stream = open(client);
      const closed = new Promise((resolve) => stream.once('close', resolve));
      await new Promise(setImmediate);
      stream.close();
      await closed;
    }
    expect(lookups).toBeGreaterThan(0);
    expect(lookups).toBeLessThanOrEqual(4);
  });

  it('is told nothing of a connection it has given up', async () => {
    let answer: (addresses: readonly string[]) => void = () => {};
    const asked = new Promise<void>((resolve) => {
      start({
        resolve: () => {
          resolve();
          return new Promise((settle) => {
            answer = settle;
          });
        },
      });
    });
    const { client } = connectToBroker({ broker });
    const stream = open(client);
    await asked;
    stream.close();
    await once(stream, 'close');
    answer(['10.0.0.1']);
    const other = open(client, Buffer.from('CONNECT evil.com:443 HTTP/1.1\r\n\r\n'));
    expect(String((await once(other, 'data'))[0])).toMatch(/^HTTP\/1\.1 403 /);
    expect(connections).toHaveLength(1);
  });
});

describe('a broker that has been disposed', () => {
  it('takes no link any more', () => {
    const own = start();
    own.broker.dispose();
    const [, far] = makePipe();
    own.broker.attach(far);
    expect(far.destroyed).toBe(true);
  });

  it('reports the end of each link once', () => {
    const own = start();
    const [, far] = makePipe();
    own.broker.attach(far);
    own.broker.dispose();
    own.broker.dispose();
    expect(linkEnds).toEqual(['the session ended']);
  });
});
