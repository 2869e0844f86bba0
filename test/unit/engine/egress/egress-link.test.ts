import { once } from 'node:events';
import type { ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createEgressBroker,
  type EgressBroker,
  type EgressBrokerOptions,
  type EgressConnection,
} from '../../../../electron/engine/egress/egress-broker';
import { connectToBroker, makePipe } from './raw-link';

let broker: EgressBroker | null = null;
let connections: EgressConnection[] = [];
let linkEnds: string[] = [];

function start(options: Partial<EgressBrokerOptions> = {}): { broker: EgressBroker } {
  connections = [];
  linkEnds = [];
  broker = createEgressBroker({
    allowedHosts: ['example.com'],
    services: new Map(),
    resolve: async () => ['93.184.216.34'],
    dial: () => {
      throw new Error('Nothing here may be dialled');
    },
    onConnection: (connection) => connections.push(connection),
    onLinkEnded: (reason) => linkEnds.push(reason),
    ...options,
  });
  return { broker };
}

afterEach(() => broker?.dispose());

async function statusOf(stream: ClientHttp2Stream): Promise<number | undefined> {
  const [headers] = (await once(stream, 'response')) as [OutgoingHttpHeaders];
  return Number(headers[':status']);
}

const CONNECT = { ':method': 'CONNECT', ':authority': 'example.com:443', 'x-airlock-scheme': 'https' };

describe('a relay that somebody has replaced', () => {
  it.each([
    ['a GET', { ':method': 'GET', ':path': '/', ':scheme': 'https', ':authority': 'example.com' }],
    ['a CONNECT without a scheme', { ':method': 'CONNECT', ':authority': 'example.com:443' }],
    ['an unknown scheme', { ...CONNECT, 'x-airlock-scheme': 'ftp' }],
    ['two schemes', { ...CONNECT, 'x-airlock-scheme': ['http', 'https'] }],
    ['an authority without a port', { ...CONNECT, ':authority': 'example.com' }],
    ['an authority of 4000 characters', { ...CONNECT, ':authority': `${'a'.repeat(4000)}:443` }],
  ])('gets 400 for %s', async (_what, headers) => {
    const { client } = connectToBroker(start());
    expect(await statusOf(client.request(headers))).toBe(400);
    expect(connections).toMatchObject([{ verdict: 'denied', port: 0 }]);
  });

  it('gets no more streams than the limit, however fast it asks', async () => {
    const { client } = connectToBroker(start({ limits: { maxStreams: 3 } }));
    const streams = Array.from({ length: 8 }, () => client.request(CONNECT, { endStream: false }));
    const outcomes = streams.map(
      (stream) =>
        new Promise((resolve) => {
          stream.on('response', () => resolve('answered'));
          stream.on('error', () => resolve('refused'));
          stream.on('close', () => resolve('refused'));
        }),
    );
    const settled = Promise.all(outcomes.slice(0, 3));
    expect(await settled).toEqual(['answered', 'answered', 'answered']);
    client.destroy();
    expect((await Promise.all(outcomes.slice(3))).filter((outcome) => outcome === 'answered')).toEqual([]);
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

  it('can not pile up lookups by opening streams and resetting them', async () => {
    let lookups = 0;
    const resolveNever = () => {
      lookups += 1;
      return new Promise<readonly string[]>(() => {});
    };
    const { client } = connectToBroker(start({ resolve: resolveNever, limits: { maxStreams: 4 } }));
    for (let count = 0; count < 50; count += 1) {
      const stream = client.request(CONNECT, { endStream: false });
      stream.on('error', () => {});
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
    const stream = client.request(CONNECT, { endStream: false });
    stream.on('error', () => {});
    await asked;
    stream.close();
    await once(stream, 'close');
    answer(['10.0.0.1']);
    const other = client.request({ ...CONNECT, ':authority': 'evil.com:443' });
    expect(await statusOf(other)).toBe(403);
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
