import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { EgressRig, FakeUpstream, PUBLIC_ADDRESS, type RigOptions, readAll, services } from './relay-harness';

let rig: EgressRig;

async function start(options: RigOptions = {}, upstream = new FakeUpstream()): Promise<void> {
  rig = new EgressRig(upstream, options);
  await rig.start();
}

afterEach(() => rig.stop());

const HOST = 'billing.practice.test';
const get = (path: string, ...headers: readonly string[]) =>
  [`GET http://${HOST}${path} HTTP/1.1`, `Host: ${HOST}`, ...headers, '', ''].join('\r\n');

function bodyOf(answer: string): Record<string, unknown> & { headers: Record<string, string> } {
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  return JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1));
}

/** A web server in the place of the Internet; also keeps what arrived, byte by byte. */
function webServer(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handler);
  server.on('upgrade', (request, socket) => {
    const key = request.headers['sec-websocket-key'];
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Key: ${key}\r\n\r\n`,
    );
    socket.pipe(socket);
  });
  const received: Buffer[] = [];
  const upstream = new FakeUpstream((socket: Socket) => {
    // As a stream of JavaScript's: Node's server would take the bytes of a socket where nobody sees them.
    const seen = new PassThrough();
    socket.on('data', (bytes) => received.push(bytes));
    socket.pipe(seen);
    server.emit(
      'connection',
      Duplex.from({ readable: seen, writable: socket }).on('error', () => {}),
    );
  });
  return { upstream, received: () => Buffer.concat(received).toString('latin1') };
}

describe('a host that the console serves', () => {
  it('gets a request in origin form, for the canonical host, with no header for the proxy', async () => {
    await start({ services });
    const answer = await rig.ask(
      'GET http://BILLING.practice.test./exports?a=1 HTTP/1.1\r\nHost: billing.PRACTICE.test:80\r\n' +
        'Proxy-Connection: keep-alive\r\nProxy-Authorization: Basic eDp5\r\nConnection: close, x-secret\r\n' +
        'X-Secret: 1\r\nTE: trailers\r\nX-Kept: yes\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(bodyOf(answer)).toEqual({
      method: 'GET',
      url: '/exports?a=1',
      headers: { host: HOST, connection: 'close', 'x-kept': 'yes' },
      body: '',
    });
    expect(rig.connections).toMatchObject([
      { host: HOST, port: 80, verdict: 'allowed', address: null, rule: `${HOST}:80`, connection: 1 },
    ]);
    expect(rig.resolved).toEqual([]);
  });

  it.each([
    ['with a length', 'Content-Length: 9\r\n\r\nname=S+n!'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n9\r\nname=S+n!\r\n0\r\n\r\n'],
  ])('gets a form %s', async (_how, rest) => {
    await start({ services });
    const answer = await rig.ask(`POST http://${HOST}/payments HTTP/1.1\r\nHost: ${HOST}\r\n${rest}`);
    expect(bodyOf(answer)).toMatchObject({ method: 'POST', body: 'name=S+n!' });
  });

  it('is not reached where the policy names it for TLS only', async () => {
    await start({ services, policy: { allowed_hosts: [HOST] } });
    expect(await rig.ask(get('/'))).toMatch(/^HTTP\/1\.1 403 /);
    expect(await rig.ask(`CONNECT ${HOST}:80 HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('stays up when its handler throws', async () => {
    const broken = () => {
      throw new Error('broken page');
    };
    await start({ services: new Map([[HOST, broken]]) });
    expect(await rig.ask(get('/'))).toMatch(/^HTTP\/1\.1 502 /);
    expect(await rig.ask(get('/'))).toMatch(/^HTTP\/1\.1 502 /);
  });

  it('is reached through a tunnel to port 80, as a browser asks for a WebSocket', async () => {
    await start({ services });
    const tunnel = await rig.tunnel(`${HOST}:80`);
    const whole = readAll(tunnel);
    tunnel.write(`GET /x HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
    expect(bodyOf((await whole).toString())).toMatchObject({ url: '/x' });
  });

  it.each([
    ['another host', 'GET / HTTP/1.1\r\nHost: evil.com\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['an absolute address', `GET http://${HOST}/ HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`],
    ['a further tunnel', 'CONNECT evil.com:443 HTTP/1.1\r\nHost: evil.com:443\r\n\r\n'],
    ['TLS', '\x16\x03\x01'],
  ])('gets nothing from a tunnel that begins with %s', async (_what, bytes) => {
    await start({ services });
    const tunnel = await rig.tunnel(`${HOST}:80`);
    const whole = readAll(tunnel);
    tunnel.write(Buffer.from(bytes, 'latin1'));
    expect((await whole).toString()).toMatch(/^HTTP\/1\.1 400 /);
    expect(rig.connections).toMatchObject([{ verdict: 'denied', host: HOST }]);
  });
});

describe('a second request on the same connection', () => {
  it.each([
    ['for another host', 'GET http://evil.com/ HTTP/1.1\r\nHost: evil.com\r\n\r\n'],
    ['for the same host', get('/second')],
  ])('%s is not read as one', async (_what, second) => {
    await start({ services });
    const socket = await rig.open();
    const whole = readAll(socket);
    socket.write(get('/first') + second);
    const text = (await whole).toString();
    expect(text).toMatch(/^HTTP\/1\.1 /);
    expect(text.split('HTTP/1.1 200')).toHaveLength(2);
    expect(text).not.toContain('/second');
    expect(rig.connections).toHaveLength(1);
  });
});

describe('plain HTTP to a server', () => {
  it('goes to the checked address, written anew, and its answer comes back', async () => {
    const { upstream, received } = webServer((_request, response) => {
      response.writeHead(201, { 'x-server': 'yes', connection: 'keep-alive' }).end('hello');
    });
    await start({}, upstream);
    const answer = await rig.ask(get('/a?b', 'Cookie: c=d'));
    expect(answer).toMatch(/^HTTP\/1\.1 201 Created\r\nx-server: yes\r\n/);
    expect(answer).toMatch(/connection: close\r\n/i);
    expect(answer).toMatch(/hello/);
    expect(received()).toMatch(
      new RegExp(`^GET /a\\?b HTTP/1\\.1\r\nHost: ${HOST}\r\nConnection: close\r\nCookie: c=d\r\n`),
    );
    expect(rig.upstream.dialled).toEqual([`${PUBLIC_ADDRESS}:80`]);
    expect(rig.connections).toMatchObject([{ verdict: 'allowed', address: PUBLIC_ADDRESS }]);
  });

  it('carries a body of 8 MiB up and down unchanged', async () => {
    const { upstream } = webServer((request, response) => request.pipe(response));
    await start({}, upstream);
    const body = Buffer.alloc(8 * 1024 * 1024, 'airlock');
    const socket = await rig.open();
    socket.write(`POST http://${HOST}/ HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: ${body.length}\r\n\r\n`);
    socket.write(body);
    const whole = await readAll(socket);
    const back = createHash('sha256');
    // The server's answer has no length, so it comes in chunks; what they carry counts.
    let at = whole.indexOf('\r\n\r\n') + 4;
    for (;;) {
      const end = whole.indexOf('\r\n', at);
      const size = Number.parseInt(whole.toString('latin1', at, end), 16);
      if (!(size > 0)) break;
      back.update(whole.subarray(end + 2, end + 2 + size));
      at = end + 2 + size + 2;
    }
    expect(back.digest('hex')).toBe(createHash('sha256').update(body).digest('hex'));
  });

  it('gets exactly the body that its length says, and nothing after it', async () => {
    const { upstream, received } = webServer((request, response) => {
      request.resume().on('end', () => response.end('ok'));
    });
    await start({}, upstream);
    const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: other.vhost\r\n\r\n';
    await rig.ask(
      `POST http://${HOST}/ HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 3\r\n\r\nabc${smuggled}`,
    );
    expect(received()).toMatch(/\r\n\r\nabc$/);
    expect(received()).not.toContain('smuggled');
  });

  it.each([
    'not http at all\r\n\r\n',
    'HTTP/1.1 042 Odd\r\nContent-Length: 2\r\n\r\nhi',
    'HTTP/1.1 000 None\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: odd\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    'HTTP/1.1 200 OK\r\nBad\0Header: x\r\n\r\n',
  ])('is a 502 with words, and nothing worse, when the server answers %j', async (bytes) => {
    await start({}, new FakeUpstream((socket) => socket.once('data', () => socket.end(bytes))));
    expect(await rig.ask(get('/'))).toMatch(/^HTTP\/1\.1 502 [\s\S]*Airlock: /);
  });

  it('is a 502 with words when nothing can be connected', async () => {
    const { Socket: NetSocket } = await import('node:net');
    await start({ dial: () => new NetSocket().destroy() });
    expect(await rig.ask(get('/'))).toMatch(
      /^HTTP\/1\.1 502 [\s\S]*Airlock: billing\.practice\.test could not be reached/,
    );
    expect(rig.connections).toMatchObject([{ verdict: 'denied', reason: 'the host does not answer' }]);
  });

  it('becomes a WebSocket when the server agrees', async () => {
    const { upstream, received } = webServer((_request, response) => response.end());
    await start({}, upstream);
    const tunnel = await rig.tunnel(`${HOST}:80`);
    tunnel.write(
      `GET /ws HTTP/1.1\r\nHost: ${HOST}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\n`,
    );
    const [head] = (await once(tunnel, 'data')) as [Buffer];
    expect(head.toString()).toMatch(/^HTTP\/1\.1 101 [\s\S]*Upgrade: websocket[\s\S]*X-Key: k/i);
    tunnel.write('ping');
    expect(String((await once(tunnel, 'data'))[0])).toBe('ping');
    expect(received()).toMatch(
      /^GET \/ws HTTP\/1\.1\r\nHost: billing\.practice\.test\r\nConnection: Upgrade\r\n/,
    );
    tunnel.destroy();
  });
});
