import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectThrough } from '../../../../../electron/engine/egress/reaching/connect-through';
import { parseProxy } from '../../../../../electron/engine/egress/reaching/parse-proxy';
import { readUpstreamProxies } from '../../../../../electron/engine/egress/reaching/upstream-proxy';
import { openScriptedSocksProxy, type SocksStep } from '../../../../helpers/scripted-socks-proxy';
import { makeHello } from '../make-hello';
import { EgressRig, FakeUpstream, PUBLIC_ADDRESS, readAll } from '../relay-harness';

const NO_SIGN_IN = [5, 0];
const SIGN_IN = [5, 2];
const GRANTED = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0];
const UNREADABLE = "the proxy's answer can't be read";
const SILENT = 'the proxy does not answer';

type Asking = {
  readonly credentials?: string;
  readonly host?: string;
  readonly isSlow?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

async function ask(steps: readonly SocksStep[], asking: Asking = {}) {
  const { credentials = '', host = '93.184.216.34', isSlow, timeoutMs = 5000 } = asking;
  const server = await openScriptedSocksProxy(steps, isSlow);
  onTestFinished(server.close);
  const proxy = parseProxy(`socks5h://${credentials}127.0.0.1:${server.port}`, 'ALL_PROXY');
  if (proxy.kind !== 'proxy') throw new Error(proxy.reason);
  const { signal = new AbortController().signal } = asking;
  const tunnel = await connectThrough(proxy, { host, port: 443 }, { timeoutMs, signal });
  if (tunnel.kind === 'open') onTestFinished(() => void tunnel.socket.destroy());
  return { ...server, tunnel, reason: tunnel.kind === 'failed' ? tunnel.reason : null };
}

function openSocket({ tunnel }: Awaited<ReturnType<typeof ask>>): Socket {
  if (tunnel.kind === 'failed') throw new Error(tunnel.reason);
  return tunnel.socket;
}

describe('a SOCKS proxy that answers what it must not opens no tunnel', () => {
  it.each<[string, SocksStep[], string]>([
    ['another version', [[4, 0]], UNREADABLE],
    ['HTTP', [[...Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')]], UNREADABLE],
    ['more than a method', [[5, 0, ...GRANTED]], UNREADABLE],
    ['a flood', [Array(100_000).fill(5)], UNREADABLE],
    [
      'no method that it takes',
      [[5, 255]],
      'the proxy wants a user name and password, or another way to sign in',
    ],
    ['a method that was not offered', [SIGN_IN], 'the proxy asks for a way to sign in that was not offered'],
    ['GSSAPI', [[5, 1]], 'the proxy asks for a way to sign in that was not offered'],
    ['a reply of another version', [NO_SIGN_IN, [4, 0, 0, 1, 0, 0, 0, 0, 0, 0]], UNREADABLE],
    ['an unknown kind of address', [NO_SIGN_IN, [5, 0, 0, 2, 0, 0, 0, 0, 0, 0]], UNREADABLE],
    ['a code that nobody knows', [NO_SIGN_IN, [5, 9, 0, 1, 0, 0, 0, 0, 0, 0]], UNREADABLE],
    ['nothing, and closes', ['close'], SILENT],
    ['a method, and closes', [NO_SIGN_IN, 'close'], SILENT],
  ])('%s', async (_what, steps, reason) => {
    expect(await ask(steps)).toMatchObject({ reason });
  });

  it.each([
    [1, 'it failed'],
    [2, 'its rules do not allow it'],
    [3, 'the network is not reached'],
    [4, 'the host is not reached'],
    [5, 'the host refused it'],
    [6, 'it took too long'],
    [7, 'it knows no CONNECT'],
    [8, 'it does not know this kind of address'],
  ])('refusal %i is named', async (code, why) => {
    const { reason } = await ask([NO_SIGN_IN, [5, code, 0, 1, 0, 0, 0, 0, 0, 0]]);
    expect(reason).toBe(`the proxy refused the connection (${code}: ${why})`);
  });

  it('a refusal is named though it is cut short', async () => {
    expect((await ask([NO_SIGN_IN, [5, 2]])).reason).toContain('its rules do not allow it');
  });

  it.each<[string, SocksStep[]]>([
    ['half a method', [[5]]],
    ['half a reply', [NO_SIGN_IN, [5, 0, 0, 1, 0, 0]]],
    ['half a name', [NO_SIGN_IN, [5, 0, 0, 3, 200, 97]]],
    ['nothing', []],
  ])('%s is waited for, not for ever', async (_what, steps) => {
    expect((await ask(steps, { timeoutMs: 60 })).reason).toBe(SILENT);
  });

  it('and its socket is ended', async () => {
    const { sockets, reason } = await ask([[4, 0]]);
    expect(reason).not.toBeNull();
    const [socket] = sockets;
    if (socket && !socket.destroyed) await once(socket, 'close');
    expect(socket?.destroyed).toBe(true);
  });

  it('nobody waits for one that is called off', async () => {
    expect((await ask([NO_SIGN_IN], { signal: AbortSignal.abort() })).reason).toBe(SILENT);
  });
});

describe('credentials', () => {
  const credentials = 'ann:sesame@';

  it('that are refused say so, and not which', async () => {
    const { reason } = await ask([SIGN_IN, [1, 1]], { credentials });
    expect(reason).toBe('the proxy refused the user name or password');
  });

  it.each([[[0, 0]], [[5, 0]], [[1, 0, ...GRANTED]]])(
    'with an answer of %j are not taken for accepted',
    async (answer) => {
      expect((await ask([SIGN_IN, answer], { credentials })).reason).toBe(UNREADABLE);
    },
  );

  it('are told to no proxy that does not ask', async () => {
    const { heard, reason } = await ask([NO_SIGN_IN, GRANTED], { credentials });
    expect(reason).toBeNull();
    expect(Buffer.from(heard.flat()).toString('latin1')).not.toContain('sesame');
  });

  it('go as RFC 1929 says to one that does', async () => {
    const { heard, reason } = await ask([SIGN_IN, [1, 0], GRANTED], { credentials });
    expect(reason).toBeNull();
    expect(heard[0]).toEqual([5, 2, 0, 2]);
    expect(heard[1]).toEqual([1, 3, ...Buffer.from('ann'), 6, ...Buffer.from('sesame')]);
  });
});

describe('a tunnel through a SOCKS proxy', () => {
  it.each([
    ['93.184.216.34', [1, 93, 184, 216, 34]],
    ['2606:4700::1111', [4, 0x26, 0x06, 0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x11]],
    ['example.com', [3, 11, ...Buffer.from('example.com')]],
  ])('is asked for %s as it is', async (host, address) => {
    const { heard } = await ask([NO_SIGN_IN, GRANTED], { host });
    expect(heard).toEqual([
      [5, 1, 0],
      [5, 1, 0, ...address, 1, 187],
    ]);
  });

  it('opens also when every byte comes alone, with a name for where it ends', async () => {
    const named = [5, 0, 0, 3, 2, 97, 98, 0, 80];
    const asked = ask([SIGN_IN, [1, 0], named], { credentials: 'a:b@', isSlow: true });
    expect((await asked).reason).toBeNull();
  });

  it('loses nothing of what the host says first', async () => {
    const socket = openSocket(await ask([NO_SIGN_IN, [...GRANTED, ...Buffer.from('220 hello')]]));
    const said = once(socket, 'data');
    socket.resume();
    const [first] = await said;
    expect(String(first)).toBe('220 hello');
  });
});

describe('through a SOCKS proxy of the operator’s network', () => {
  async function start(scheme: string, resolve?: () => Promise<readonly string[]>) {
    const server = await openScriptedSocksProxy([NO_SIGN_IN, [5, 2, 0, 1, 0, 0, 0, 0, 0, 0]]);
    const upstreamProxy = readUpstreamProxies({ ALL_PROXY: `${scheme}://127.0.0.1:${server.port}` });
    const rig = new EgressRig(new FakeUpstream(), { upstreamProxy, ...(resolve && { resolve }) });
    onTestFinished(async () => {
      server.close();
      await rig.stop();
    });
    await rig.start();
    return { server, rig };
  }

  async function greet(rig: EgressRig): Promise<void> {
    const socket = await rig.tunnel();
    const rest = readAll(socket);
    socket.write(makeHello('example.com'));
    await rest;
  }

  it('goes the very address that was checked, and its refusal is in the record', async () => {
    const { server, rig } = await start('socks5');
    await greet(rig);
    const address = PUBLIC_ADDRESS.split('.').map(Number);
    expect(server.heard[1]).toEqual([5, 1, 0, 1, ...address, 1, 187]);
    const reason = 'the proxy refused the connection (2: its rules do not allow it)';
    expect(rig.connections).toMatchObject([{ verdict: 'denied', reason }]);
    expect(rig.upstream.dialled).toEqual([]);
  });

  const nowhere = () => Promise.reject(new Error('ENOTFOUND'));

  it('a name that does not resolve here is not left to one that resolves none', async () => {
    const { server, rig } = await start('socks5', nowhere);
    expect(await rig.ask('CONNECT example.com:443 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 502 /);
    expect(rig.connections).toMatchObject([{ verdict: 'denied', reason: 'the name does not resolve' }]);
    expect(server.heard).toEqual([]);
  });

  it('it is left to one that does', async () => {
    const { server, rig } = await start('socks5h', nowhere);
    await greet(rig);
    expect(server.heard[1]?.slice(3)).toEqual([3, 11, ...Buffer.from('example.com'), 1, 187]);
  });
});
