import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readUpstreamProxies } from '../../../../../electron/engine/egress/reaching/upstream-proxy';
import { makeHello } from '../make-hello';
import {
  EgressRig,
  FakeUpstream,
  PUBLIC_ADDRESS,
  type RigOptions,
  readAll,
  readBytes,
} from '../relay-harness';

/** A small CONNECT proxy on loopback that sends everything to one server. */
class SmallProxy {
  readonly asked: { readonly target: string | undefined; readonly authorization: string | undefined }[] = [];
  readonly #server = createServer();
  port = 0;

  constructor(
    private readonly upstream: FakeUpstream,
    private readonly status = 200,
  ) {
    this.#server.on('connect', (request: IncomingMessage, socket: Socket) => {
      this.asked.push({ target: request.url, authorization: request.headers['proxy-authorization'] });
      socket.on('error', () => {});
      if (this.status !== 200) return socket.end(`HTTP/1.1 ${this.status} No\r\nContent-Length: 0\r\n\r\n`);
      const server = this.upstream.dial('server', 0).on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\nVia: small\r\n\r\n');
      server.pipe(socket);
      socket.pipe(server);
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

let rig: EgressRig;
let proxy: SmallProxy;

async function start(
  options: RigOptions & { readonly environment?: Record<string, string>; readonly status?: number } = {},
): Promise<void> {
  const upstream = new FakeUpstream();
  proxy = new SmallProxy(upstream, options.status);
  await proxy.listen();
  const HTTPS_PROXY = `http://ada:s%3Acret@127.0.0.1:${proxy.port}`;
  rig = new EgressRig(upstream, {
    // The proxy alone may be dialled.
    dial: () => connect({ host: '127.0.0.1', port: 1 }),
    upstreamProxy: readUpstreamProxies({ HTTPS_PROXY, ...options.environment }),
    ...options,
  });
  await rig.start();
}

afterEach(async () => {
  proxy?.close();
  await rig?.stop();
});

async function greeted(): Promise<Socket> {
  const socket = await rig.tunnel();
  const hello = makeHello('example.com');
  socket.write(hello);
  await readBytes(socket, hello.length);
  return socket;
}

describe('through a proxy of the operator’s network', () => {
  it('goes every connection, for the very address that was checked', async () => {
    await start();
    const socket = await greeted();
    expect(proxy.asked).toEqual([
      {
        target: `${PUBLIC_ADDRESS}:443`,
        authorization: `Basic ${Buffer.from('ada:s:cret').toString('base64')}`,
      },
    ]);
    expect(rig.connections).toMatchObject([
      {
        verdict: 'allowed',
        address: PUBLIC_ADDRESS,
        reason: 'the host is in allowed_hosts, through the upstream proxy',
      },
    ]);
    expect(JSON.stringify([rig.connections, rig.closed])).not.toContain('cret');
    socket.destroy();
  });

  it('an IPv6 address goes in brackets', async () => {
    await start({ resolve: async () => ['2606:4700::1111'] });
    await greeted();
    expect(proxy.asked[0]?.target).toBe('[2606:4700::1111]:443');
  });

  it('a name that only the proxy can resolve is left to it, and the record has no address', async () => {
    await start({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    await greeted();
    expect(proxy.asked[0]?.target).toBe('example.com:443');
    expect(rig.connections).toMatchObject([{ verdict: 'allowed', address: null }]);
  });

  it('a name that resolves here to an address that is not public does not go at all', async () => {
    await start({ resolve: async () => ['10.0.0.1'] });
    expect(await rig.ask('CONNECT example.com:443 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
    expect(proxy.asked).toEqual([]);
  });

  it('nothing goes before the TLS greeting has named the host', async () => {
    await start();
    const socket = await rig.tunnel();
    const rest = readAll(socket);
    socket.write(makeHello('evil.com'));
    await rest;
    expect(proxy.asked).toEqual([]);
  });

  it('a refusal of the proxy is named, with its number', async () => {
    await start({ status: 407 });
    const socket = await rig.tunnel();
    const rest = readAll(socket);
    socket.write(makeHello('example.com'));
    expect(await rest).toEqual(Buffer.alloc(0));
    const reason = 'the proxy refused the connection (407)';
    expect(rig.connections).toMatchObject([{ verdict: 'denied', reason }]);
  });

  it.each([
    'http://ada:50%sesame@127.0.0.1:8080',
    'gopher://ada:sesame@127.0.0.1:8080',
    'http://ada:sesame@127.0.0.1:99999',
    ' ',
  ])('one that can’t be used stops the connection and says why: %s', async (HTTPS_PROXY) => {
    const upstream = new FakeUpstream();
    rig = new EgressRig(upstream, { upstreamProxy: readUpstreamProxies({ HTTPS_PROXY }) });
    await rig.start();
    const answer = await rig.ask('CONNECT example.com:443 HTTP/1.1\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 502 /);
    const reason = expect.stringMatching(/^the proxy in HTTPS_PROXY can't be used: /);
    expect(rig.connections).toMatchObject([{ verdict: 'denied', address: null, reason }]);
    expect([upstream.dialled, rig.resolved]).toEqual([[], []]);
    expect(answer + JSON.stringify(rig.connections)).not.toMatch(/sesame|ada/);
  });

  it('a host that the environment exempts does not go', async () => {
    await start({ environment: { NO_PROXY: 'localhost,.example.com' } });
    const socket = await rig.tunnel();
    const rest = readAll(socket);
    socket.write(makeHello('example.com'));
    await rest;
    expect(proxy.asked).toEqual([]);
  });
});

it('plain HTTP goes through a tunnel of the proxy as well', async () => {
  const upstream = new FakeUpstream((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'));
  });
  proxy = new SmallProxy(upstream);
  await proxy.listen();
  const upstreamProxy = readUpstreamProxies({ HTTP_PROXY: `http://127.0.0.1:${proxy.port}` });
  rig = new EgressRig(upstream, { upstreamProxy });
  await rig.start();
  const answer = await rig.ask(
    'GET http://billing.practice.test/ HTTP/1.1\r\nHost: billing.practice.test\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*hi/);
  expect(proxy.asked).toEqual([{ target: `${PUBLIC_ADDRESS}:80`, authorization: undefined }]);
});

describe('the proxies of an environment', () => {
  const chosen = (environment: Record<string, string>, host = 'a.example.com', port = 443) => {
    const choice = readUpstreamProxies(environment).choose(host, port);
    return choice.kind === 'proxy' ? `${choice.host}:${choice.port}` : choice.kind;
  };

  it.each([
    [{ HTTPS_PROXY: 'ftp://p:1', ALL_PROXY: 'http://all:2' }],
    [{ https_proxy: ' ', HTTPS_PROXY: 'http://p:1' }],
    [{ ALL_PROXY: 'socks4://p:1' }],
  ] as const)('%j: no other variable stands in for one that can’t be used', (environment) => {
    expect(chosen({ ...environment } as Record<string, string>)).toBe('unusable');
  });

  it.each([
    [{}, 'direct'],
    [{ HTTPS_PROXY: 'http://p:3128' }, 'p:3128'],
    [{ https_proxy: 'http://p:3128' }, 'p:3128'],
    [{ https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:2' }, 'small:1'],
    [{ ALL_PROXY: 'http://p:1' }, 'p:1'],
    [{ HTTPS_PROXY: '' }, 'direct'],
    [{ HTTP_PROXY: 'http://p:1' }, 'direct'],
  ] as const)('%j: %s for TLS', (environment, expected) => {
    expect(chosen(environment as Record<string, string>)).toBe(expected);
  });

  it('have one of their own for plain HTTP', () => {
    const environment = { HTTP_PROXY: 'http://plain:1', HTTPS_PROXY: 'http://tls:2' };
    expect([chosen(environment, 'a.test', 80), chosen(environment, 'a.test', 8443)]).toEqual([
      'plain:1',
      'tls:2',
    ]);
  });

  it('that can’t be used do not stop a host that needs none', () => {
    expect(chosen({ HTTPS_PROXY: 'ftp://p', NO_PROXY: 'example.com' })).toBe('direct');
  });
});
