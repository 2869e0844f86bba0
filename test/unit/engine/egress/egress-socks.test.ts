import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeHello } from './make-hello';
import { EgressRig, FakeUpstream, PUBLIC_ADDRESS, readAll, readBytes, services } from './relay-harness';

const rig = new EgressRig(new FakeUpstream(), { services });
beforeAll(() => rig.start());
afterAll(() => rig.stop());
beforeEach(() => rig.forget());

const NO_LOGIN = [5, 1, 0];
const port = (number: number) => [number >> 8, number & 0xff];
const named = (host: string, number = 443) => {
  const name = Buffer.from(host, 'latin1');
  return [5, 1, 0, 3, name.length, ...name, ...port(number)];
};

/** What the broker answers after the greeting. */
async function replyTo(request: readonly number[]): Promise<number[]> {
  const answer = Buffer.from(await rig.ask(Buffer.from([...NO_LOGIN, ...request])), 'latin1');
  expect([...answer.subarray(0, 2)]).toEqual([5, 0]);
  return [...answer.subarray(2, 4)];
}

describe('SOCKS 5', () => {
  it('reaches an allowed host, by name, with the same checks', async () => {
    const socket = await rig.open();
    socket.write(Buffer.from(NO_LOGIN));
    expect([...(await readBytes(socket, 2))]).toEqual([5, 0]);
    socket.write(Buffer.from(named('EXAMPLE.com.')));
    expect([...(await readBytes(socket, 10))]).toEqual([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    const hello = makeHello('example.com');
    socket.write(hello);
    expect(await readBytes(socket, hello.length)).toEqual(hello);
    expect(rig.upstream.dialled).toEqual([`${PUBLIC_ADDRESS}:443`]);
    socket.destroy();
  });

  it('is cut after a greeting for another server', async () => {
    const socket = await rig.open();
    socket.write(Buffer.from([...NO_LOGIN, ...named('example.com')]));
    await readBytes(socket, 12);
    const rest = readAll(socket);
    socket.write(makeHello('evil.com'));
    expect(await rest).toEqual(Buffer.alloc(0));
    expect(rig.upstream.dialled).toEqual([]);
  });

  it('serves plain HTTP on port 80', async () => {
    const request = Buffer.from('GET /s HTTP/1.1\r\nHost: billing.practice.test\r\n\r\n');
    const bytes = Buffer.concat([Buffer.from([...NO_LOGIN, ...named('billing.practice.test', 80)]), request]);
    expect(await rig.ask(bytes)).toMatch(/HTTP\/1\.1 200 OK[\s\S]*"url":"\/s"/);
  });

  it.each([
    ['another host', named('evil.com'), 2],
    ['another port', named('example.com', 22), 2],
    ['a local name', named('localhost'), 2],
    ['an address as a name', named('127.0.0.1'), 2],
    ['an odd spelling of an address', named('0x7f.1'), 2],
    ['an IPv4 address', [5, 1, 0, 1, 93, 184, 216, 34, ...port(443)], 2],
    ['an IPv6 address', [5, 1, 0, 4, ...Buffer.alloc(15), 1, ...port(443)], 2],
    ['a NUL in the name', named('127.0.0.1\0.api.example.com'), 1],
    ['a port in the name', named('example.com:443'), 1],
    ['a byte beyond ASCII', named('ex\u00e4mple.com'), 1],
    ['an empty name', named(''), 1],
    ['port 0', named('example.com', 0), 1],
    ['BIND', [5, 2, ...named('example.com').slice(2)], 7],
    ['UDP', [5, 3, ...named('example.com').slice(2)], 7],
    ['an unknown kind of address', [5, 1, 0, 9, 1, 1, 1, 1], 8],
    ['a wrong version', [4, ...named('example.com').slice(1)], 1],
  ])('refuses %s', async (_what, request, code) => {
    expect(await replyTo(request)).toEqual([5, code]);
    expect(rig.connections).toMatchObject([{ verdict: 'denied' }]);
    expect(rig.upstream.dialled).toEqual([]);
  });

  it('takes nobody who insists on logging in', async () => {
    expect([...Buffer.from(await rig.ask(Buffer.from([5, 1, 2])), 'latin1')]).toEqual([5, 0xff]);
  });
});
