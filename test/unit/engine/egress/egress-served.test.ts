import { afterEach, describe, expect, it } from 'vitest';
import { SERVED_HOST } from '../../../../shared/reach/served-host';
import { EgressRig, FakeUpstream, type RigOptions, services } from './relay-harness';

let rig: EgressRig;

const NEAR = [
  'localhost',
  'foo.localhost',
  'practice.localhost',
  'x.portal.practice.localhost',
  'portal.practice.localhost.localdomain',
];

/** A console that would serve each of these names, and a policy that means to name them all. */
async function start(options: RigOptions = {}): Promise<void> {
  const hosts = [SERVED_HOST, ...NEAR];
  const served = hosts.flatMap((host) => [...services.values()].map((handler) => [host, handler] as const));
  const policy = { allowed_hosts: hosts.map((host) => `${host}:80`), unknown_hosts: 'ask' } as const;
  rig = new EgressRig(new FakeUpstream(), { services: new Map(served), policy, ...options });
  await rig.start();
}

afterEach(() => rig.stop());

const get = (host: string) => `GET http://${host}/portal HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
const nothingLeft = () => expect([rig.resolved, rig.upstream.dialled]).toEqual([[], []]);

describe('a name of this machine', () => {
  it.each([...NEAR, 'LOCALHOST.', '127.0.0.1', '2130706433', '[::1]'])('%s is refused', async (host) => {
    await start();
    expect(await rig.ask(get(host))).toMatch(/^HTTP\/1\.1 40[03] /);
    expect(await rig.ask(`CONNECT ${host}:80 HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40[03] /);
    expect(rig.connections.map(({ verdict }) => verdict)).toEqual(['denied', 'denied']);
    nothingLeft();
  });

  it.each([443, 8080, 8443])('that the console serves is refused on port %i', async (port) => {
    await start();
    expect(await rig.ask(`CONNECT ${SERVED_HOST}:${port} HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(await rig.ask(get(`${SERVED_HOST}:${port}`))).toMatch(/^HTTP\/1\.1 403 /);
    nothingLeft();
  });

  it('that a console does not serve is not looked for anywhere else', async () => {
    await start({ services: new Map() });
    expect(await rig.ask(get(SERVED_HOST))).toMatch(/^HTTP\/1\.1 403 /);
    const tunnelled = await rig.ask(`CONNECT ${SERVED_HOST}:80 HTTP/1.1\r\n\r\n`);
    expect(tunnelled).toMatch(/^HTTP\/1\.1 403 /);
    expect(rig.connections).toMatchObject([
      { host: SERVED_HOST, verdict: 'denied', reason: expect.stringContaining('does not serve') },
      { host: SERVED_HOST, verdict: 'denied', reason: expect.stringContaining('does not serve') },
    ]);
    nothingLeft();
  });

  it('that the console serves is refused where the policy does not name it, and nobody is asked', async () => {
    await start({ policy: { allowed_hosts: [], unknown_hosts: 'ask' } });
    expect(await rig.ask(get(SERVED_HOST))).toMatch(/^HTTP\/1\.1 403 /);
    expect(rig.connections).toMatchObject([{ verdict: 'denied', rule: '' }]);
  });

  it('that the console serves is answered by it, and never resolved', async () => {
    await start();
    expect(await rig.ask(get('Portal.Practice.LOCALHOST.'))).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(rig.connections).toMatchObject([
      { host: SERVED_HOST, verdict: 'allowed', address: null, reason: 'served by the console' },
    ]);
    nothingLeft();
  });
});
