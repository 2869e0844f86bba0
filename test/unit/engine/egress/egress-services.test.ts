import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { EgressBrokerOptions } from '../../../../electron/engine/egress/egress-broker';
import { connectToBroker } from './raw-link';
import { EgressRig, FakeUpstream, readAll, services } from './relay-harness';

let rig: EgressRig;

async function start(
  options: Partial<EgressBrokerOptions> = {},
  upstream = new FakeUpstream(),
): Promise<void> {
  rig = new EgressRig(upstream, options);
  await rig.start();
}

afterEach(() => rig.stop());

const REFUSAL = (host: string) =>
  `Airlock: ${host} is not allowed by this session's policy. Do not retry or work around this.`;

function bodyOf(answer: string): Record<string, unknown> & { headers: Record<string, string> } {
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  return JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1));
}

describe('hosts that the console serves', () => {
  it('get a request in origin form, with the host of its target and no header for the proxy', async () => {
    await start({ services });
    const answer = await rig.ask(
      'GET http://BILLING.practice.test/exports?a=1 HTTP/1.1\r\nHost: evil.com\r\nProxy-Connection: keep-alive\r\n' +
        'Proxy-Authorization: Basic eDp5\r\nConnection: close, x-secret, Upgrade\r\nX-Secret: 1\r\nUpgrade: h2c\r\nTE: trailers\r\nX-Kept: yes\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(bodyOf(answer)).toEqual({
      method: 'GET',
      url: '/exports?a=1',
      headers: { host: 'BILLING.practice.test', connection: 'close', 'x-kept': 'yes' },
      body: '',
    });
    expect(rig.connections).toEqual([
      {
        host: 'billing.practice.test',
        port: 80,
        verdict: 'allowed',
        address: null,
        reason: 'served by the console',
      },
    ]);
    expect(rig.resolved).toEqual([]);
  });

  it.each([
    ['with a length', 'Content-Length: 9\r\n\r\nname=S+n!'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n9\r\nname=S+n!\r\n0\r\n\r\n'],
  ])('get a form %s', async (_how, rest) => {
    await start({ services });
    const head =
      'POST http://billing.practice.test/payments HTTP/1.1\r\nHost: billing.practice.test\r\nConnection: close\r\n';
    const answer = await rig.ask(head + rest);
    expect(bodyOf(answer)).toMatchObject({
      method: 'POST',
      body: 'name=S+n!',
    });
  });

  it('are judged anew for each request of one connection', async () => {
    await start({ services });
    const get = (host: string, last = '') => `GET http://${host}/ HTTP/1.1\r\nHost: x\r\n${last}\r\n`;
    const socket = await rig.open();
    const whole = readAll(socket);
    socket.write(get('billing.practice.test'));
    await once(socket, 'data');
    socket.write(get('evil.com', 'Connection: close\r\n'));
    expect((await whole).toString()).toContain(REFUSAL('evil.com'));
    expect(rig.connections.map((connection) => connection.verdict)).toEqual(['allowed', 'denied']);
  });

  it('answer 421 when a request in their tunnel names another host', async () => {
    await start({ services });
    const { client } = connectToBroker(rig);
    const tunnel = client.request({
      ':method': 'CONNECT',
      ':authority': 'billing.practice.test:80',
      'x-airlock-scheme': 'http',
    });
    tunnel.write(Buffer.from('GET / HTTP/1.1\r\nHost: evil.com\r\n\r\n'));
    expect(String((await once(tunnel, 'data'))[0])).toMatch(/^HTTP\/1\.1 421 /);
    client.destroy();
  });

  it('stay up when their handler throws', async () => {
    const throwing = new Map([
      [
        'billing.practice.test',
        () => {
          throw new Error('broken page');
        },
      ],
    ]);
    await start({ services: throwing });
    const bytes = 'GET http://billing.practice.test/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    expect(await rig.ask(bytes)).toMatch(/^HTTP\/1\.1 502 /);
    expect(await rig.ask(bytes)).toMatch(/^HTTP\/1\.1 502 /);
  });
});
