import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EgressBrokerOptions } from '../../../../electron/engine/egress/egress-broker';
import { makeHello } from './make-hello';
import { EgressRig, FakeUpstream, PUBLIC_ADDRESS, readAll, services } from './relay-harness';

const REFUSAL = (host: string) =>
  `Airlock: ${host} is not allowed by this session's policy. Do not retry or work around this.`;

describe('what is refused through the real relay', () => {
  const rig = new EgressRig(new FakeUpstream(), { services });
  beforeAll(() => rig.start());
  afterAll(() => rig.stop());
  beforeEach(() => rig.forget());

  it.each([
    ['evil.com:443', 403],
    ['evilexample.com:443', 403],
    ['example.com.evil.com:443', 403],
    ['www.example.com:443', 403],
    ['localhost:443', 403],
    ['127.0.0.1:443', 403],
    ['2130706433:443', 403],
    ['[::1]:443', 403],
    ['[::ffff:127.0.0.1]:443', 403],
    ['169.254.169.254:443', 403],
    ['1.1.1.1:443', 403],
    ['example.com:80', 403],
    ['example.com:22', 403],
    ['billing.practice.test:443', 403],
    ['example.com', 400],
    ['example.com:0', 400],
    ['example.com..:443', 400],
    ['evil.com%00.example.com:443', 400],
    ['user@example.com:443', 400],
    ['example.com@evil.com:443', 400],
    ['example.com:443:80', 400],
    ['evil.com:443/example.com', 400],
    ['[example.com]:443', 400],
    ['_x.example.com:443', 400],
    ['exam\u00e4ple.com:443', 400],
  ])('CONNECT %s', async (authority, status) => {
    const answer = await rig.ask(`CONNECT ${authority} HTTP/1.1\r\nHost: example.com:443\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(rig.connections.filter((connection) => connection.verdict === 'allowed')).toEqual([]);
    expect([rig.resolved, rig.upstream.dialled]).toEqual([[], []]);
  });

  it.each([
    [
      'absolute-form to an allowed host',
      'GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n',
      403,
    ],
    [
      'absolute-form to another port',
      'GET http://billing.practice.test:8080/ HTTP/1.1\r\nHost: x\r\n\r\n',
      403,
    ],
    ['absolute-form with a user', 'GET http://u@billing.practice.test/ HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['origin-form', 'GET /x HTTP/1.1\r\nHost: example.com\r\n\r\n', 400],
    ['https in absolute-form', 'GET https://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n', 400],
    ['ftp', 'GET ftp://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n', 400],
    ['a file', 'GET file:///etc/passwd HTTP/1.1\r\nHost: example.com\r\n\r\n', 400],
    ['a bare line feed', 'GET http://billing.practice.test/ HTTP/1.1\nHost: x\n\n', 400],
    ['HTTP/2 in the clear', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    [
      'two lengths',
      'POST http://billing.practice.test/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
    ],
    [
      'a length and chunks',
      'POST http://billing.practice.test/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'a head of 20 KiB',
      `GET http://billing.practice.test/ HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
  ])('%s', async (_what, bytes, status) => {
    const socket = await rig.open();
    socket.write(bytes);
    const [first] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(first.toString('latin1')).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(rig.upstream.dialled).toEqual([]);
  });
});

describe('how it is refused', () => {
  let rig: EgressRig;
  const start = async (options: Partial<EgressBrokerOptions> = {}) => {
    rig = new EgressRig(new FakeUpstream(), options);
    await rig.start();
  };
  afterEach(() => rig.stop());

  it('says in plain words what it refused, and records it once', async () => {
    await start();
    const answer = await rig.ask('CONNECT EVIL.com.:443 HTTP/1.1\r\nHost: evil.com\r\n\r\n');
    expect(answer.split('\r\n\r\n')[1]).toBe(REFUSAL('evil.com'));
    expect(rig.connections).toEqual([
      {
        host: 'evil.com',
        port: 443,
        verdict: 'denied',
        address: null,
        reason: 'the host is not in allowed_hosts',
      },
    ]);
  });

  it('refuses an allowed name that resolves to a private address, and records which', async () => {
    await start({ resolve: async () => [PUBLIC_ADDRESS, '169.254.169.254'] });
    expect(await rig.ask('CONNECT example.com:443 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
    expect(rig.connections).toMatchObject([{ verdict: 'denied', address: '169.254.169.254' }]);
    expect(rig.upstream.dialled).toEqual([]);
  });

  it('answers 502 for an allowed name whose resolver never answers', async () => {
    await start({ resolve: () => new Promise(() => {}), limits: { connectTimeoutMs: 20 } });
    expect(await rig.ask('CONNECT example.com:443 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 502 /);
    expect(rig.connections).toMatchObject([{ verdict: 'denied', reason: 'the name does not resolve' }]);
  });

  it('allows nothing that could not be recorded', async () => {
    const onConnection = () => {
      throw new Error('disk full');
    };
    await start({ onConnection, services });
    const socket = await rig.tunnel();
    socket.write(makeHello('example.com'));
    await readAll(socket);
    const answer = await rig.ask(
      'GET http://billing.practice.test/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(answer).not.toMatch(/ 200 /);
    expect(rig.upstream.dialled).toEqual([]);
  });
});
