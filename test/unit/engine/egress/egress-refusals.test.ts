import { afterEach, describe, expect, it } from 'vitest';
import { makeHello } from './make-hello';
import { EgressRig, FakeUpstream, PUBLIC_ADDRESS, type RigOptions, readAll, services } from './relay-harness';

const REFUSAL = (host: string) =>
  `Airlock: ${host} is not allowed by this session's policy. Do not retry or work around this.`;

describe('how it is refused', () => {
  let rig: EgressRig;
  const start = async (options: RigOptions = {}) => {
    rig = new EgressRig(new FakeUpstream(), options);
    await rig.start();
  };
  afterEach(() => rig.stop());

  it('says in plain words what it refused, and records it once', async () => {
    await start();
    const answer = await rig.ask('CONNECT EVIL.com.:443 HTTP/1.1\r\nHost: evil.com:443\r\n\r\n');
    expect(answer.split('\r\n\r\n')[1]).toBe(REFUSAL('evil.com'));
    expect(rig.connections).toEqual([
      {
        connection: null,
        host: 'evil.com',
        port: 443,
        verdict: 'denied',
        address: null,
        reason: 'the host is not in allowed_hosts',
        rule: '',
        step: 0,
        page: null,
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
    await start({ resolve: () => new Promise(() => {}), policy: { connect_timeout_seconds: 0.02 } });
    expect(await rig.ask('CONNECT example.com:443 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 502 /);
    expect(rig.connections).toMatchObject([{ verdict: 'denied', reason: 'the name does not resolve' }]);
  });

  it('allows nothing that could not be recorded', async () => {
    const onDecided = () => {
      throw new Error('disk full');
    };
    let received = 0;
    const upstream = new FakeUpstream((socket) => socket.on('data', (bytes) => (received += bytes.length)));
    rig = new EgressRig(upstream, { onDecided, services });
    await rig.start();
    const socket = await rig.tunnel();
    socket.write(makeHello('example.com'));
    await readAll(socket);
    const answer = await rig.ask(
      'GET http://billing.practice.test/ HTTP/1.1\r\nHost: billing.practice.test\r\n\r\n',
    );
    expect(answer).not.toMatch(/ 200 /);
    expect(received).toBe(0);
  });
});
