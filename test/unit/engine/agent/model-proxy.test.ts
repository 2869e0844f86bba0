import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createModel } from '../../../../electron/engine/agent/create-model';
import type { ModelTurn } from '../../../../electron/engine/agent/model';
import { ModelFailure } from '../../../../electron/engine/agent/model-failure';
import { systemClock } from '../../../../electron/engine/base/clock';
import { createFetch } from '../../../../electron/engine/egress/reaching/proxied-fetch';
import { NO_PROXIES, readUpstreamProxies } from '../../../../electron/engine/egress/reaching/upstream-proxy';
import type { AssistantTurn } from '../../../../electron/engine/practice/assistant-turn';
import { createPracticeModel } from '../../../../electron/engine/practice/messages-server';
import { askModel } from '../../../helpers/ask-model';
import { MODEL_HOST, openCarryingProxy, openRemoteModel } from '../../../helpers/remote-model';
import { openScriptedSocksProxy } from '../../../helpers/scripted-socks-proxy';

const HELLO: AssistantTurn = { kind: 'reply', content: [{ type: 'text', text: 'Good morning, Ines.' }] };
const STALLED: AssistantTurn = { ...HELLO, fault: { afterEvents: 5, kind: 'stall' } };

type Asking = {
  readonly baseUrl?: string;
  readonly apiKey?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ca?: string;
  readonly signal?: AbortSignal;
  readonly connectMs?: number;
  readonly onText?: (text: string) => void;
};

function ask(asking: Asking): Promise<ModelTurn> {
  const { environment, ca, connectMs = 5000, signal = new AbortController().signal } = asking;
  const proxies = environment === undefined ? NO_PROXIES : readUpstreamProxies(environment);
  const model = createModel({
    clock: systemClock,
    apiKey: asking.apiKey ?? 'sk-ant-test',
    address: asking.baseUrl ?? `https://${MODEL_HOST}`,
    model: 'claude-test',
    fetch: createFetch(proxies, { connectMs, ...(ca !== undefined && { ca }) }),
  });
  return askModel(model, signal, asking.onText);
}

const failureOf = async (asked: Promise<unknown>): Promise<ModelFailure> => {
  const failure = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof ModelFailure)) throw new Error(`no failure of the model: ${failure}`);
  return failure;
};

describe('a proxy that gives no connection', () => {
  it.each([403, 407, 502])('is named when it refuses with %i, and nothing goes past it', async (status) => {
    const model = await openRemoteModel(() => HELLO);
    const proxy = await openCarryingProxy(model.port, status);
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
    const failure = await failureOf(ask({ ...model, environment: { HTTPS_PROXY } }));
    expect(failure).toMatchObject({
      kind: 'transient',
      message: `the proxy refused the connection (${status})`,
    });
    expect([proxy.asked.length, model.sockets.size]).toEqual([1, 0]);
  });

  it.each(['socks4://ann:sesame@127.0.0.1:1', 'http://ann:50%sesame@127.0.0.1:1', ' '])(
    'because %s can’t be used puts the run aside, and says why',
    async (HTTPS_PROXY) => {
      const failure = await failureOf(ask({ environment: { HTTPS_PROXY } }));
      expect(failure.kind).toBe('proxy');
      expect(failure.message).toMatch(/^the proxy in HTTPS_PROXY can't be used: /);
      expect(failure.message).not.toMatch(/ann|sesame/);
    },
  );

  it.each([
    [
      'socks5h',
      [
        [5, 0],
        [5, 2],
      ],
      'the proxy refused the connection (2: its rules do not allow it)',
    ],
    ['socks5', [[5, 0]], 'the name does not resolve'],
    ['socks5h', ['close' as const], 'the proxy does not answer'],
  ])('of %s is named', async (scheme, steps, message) => {
    const proxy = await openScriptedSocksProxy(steps);
    onTestFinished(proxy.close);
    const ALL_PROXY = `${scheme}://127.0.0.1:${proxy.port}`;
    expect(await failureOf(ask({ environment: { ALL_PROXY } }))).toMatchObject({
      kind: 'transient',
      message,
    });
  });

  it('because it never answers is named when the time is over', async () => {
    const proxy = await openScriptedSocksProxy([]);
    onTestFinished(proxy.close);
    const ALL_PROXY = `socks5h://127.0.0.1:${proxy.port}`;
    const failure = await failureOf(ask({ environment: { ALL_PROXY }, connectMs: 60 }));
    expect(failure).toMatchObject({ kind: 'transient', message: 'the proxy does not answer' });
  });
});

describe('the model’s server', () => {
  it.each([undefined, '0'])(
    'that nobody vouches for gets no key (NODE_TLS_REJECT_UNAUTHORIZED=%s)',
    async (value) => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value);
      onTestFinished(() => void vi.unstubAllEnvs());
      const { ca: _, ...model } = await openRemoteModel(() => HELLO);
      const proxy = await openCarryingProxy(model.port);
      const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
      const failure = await failureOf(ask({ ...model, environment }));
      expect(failure).toMatchObject({
        kind: 'certificate',
        message:
          'the model’s address was not asked: its certificate is signed by nobody that this machine trusts',
      });
      expect(model.sockets.size).toBe(0);
    },
  );

  it('can’t send the key on to another', async () => {
    const heard: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      heard.push(request.url);
      response.end();
    });
    const first = createServer((_request, response) => {
      const { port } = other.address() as AddressInfo;
      response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end();
    });
    for (const server of [other, first]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      onTestFinished(() => void server.close());
    }
    const baseUrl = `http://127.0.0.1:${(first.address() as AddressInfo).port}`;
    const failure = await failureOf(ask({ baseUrl }));
    expect(failure).toMatchObject({ kind: 'request', message: 'the API refused the request (307)' });
    expect(heard).toEqual([]);
  });

  it('is reached through the proxy by its name, and streams', async () => {
    const model = await openRemoteModel(() => HELLO);
    const proxy = await openCarryingProxy(model.port);
    const environment = { HTTPS_PROXY: `http://ann:sesame@127.0.0.1:${proxy.port}` };
    const texts: string[] = [];
    const turn = await ask({ ...model, environment, onText: (text) => texts.push(text) });
    expect(turn.content).toMatchObject([{ type: 'text', text: 'Good morning, Ines.' }]);
    expect(texts.length).toBeGreaterThan(1);
    const authorization = `Basic ${Buffer.from('ann:sesame').toString('base64')}`;
    expect(proxy.asked).toEqual([{ target: `${MODEL_HOST}:443`, authorization }]);
  });

  it('that needs no proxy gets none', async () => {
    const proxy = await openCarryingProxy(1);
    const environment = { ALL_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: 'example.test' };
    expect((await failureOf(ask({ environment }))).message).toBe('the model could not be reached');
    expect(proxy.asked).toEqual([]);
  });

  it('on this machine is reached without one, whatever the environment says', async () => {
    const model = await createPracticeModel({ wordDelayMs: 0, script: () => HELLO });
    onTestFinished(() => model.close());
    const turn = await ask({ ...model, environment: { ALL_PROXY: 'http://127.0.0.1:1' } });
    expect(turn.stopReason).toBe('end_turn');
  });
});

describe('a call that is stopped', () => {
  it('ends its sockets in the middle of a stream', async () => {
    const model = await openRemoteModel(() => STALLED);
    const proxy = await openCarryingProxy(model.port);
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const stop = new AbortController();
    const onText = () => stop.abort();
    const failure = await failureOf(ask({ ...model, environment, signal: stop.signal, onText }));
    expect(failure.message).toBe('the call was cancelled');
    for (const socket of [...proxy.open, ...model.sockets]) if (!socket.closed) await once(socket, 'close');
    expect([proxy.open.size, model.sockets.size]).toEqual([1, 1]);
  });

  it('ends its socket while the proxy has not answered', async () => {
    const proxy = await openScriptedSocksProxy([]);
    onTestFinished(proxy.close);
    const stop = new AbortController();
    const environment = { ALL_PROXY: `socks5h://127.0.0.1:${proxy.port}` };
    const asked = failureOf(ask({ environment, signal: stop.signal }));
    await expect.poll(() => proxy.heard.length).toBe(1);
    stop.abort();
    expect((await asked).message).toBe('the call was cancelled');
    for (const socket of proxy.sockets) if (!socket.closed) await once(socket, 'close');
    expect(proxy.heard).toEqual([[5, 1, 0]]);
  });

  it('leaves no connection open when it was answered', async () => {
    const model = await openRemoteModel(() => HELLO);
    const proxy = await openCarryingProxy(model.port);
    await ask({ ...model, environment: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` } });
    for (const socket of proxy.open) if (!socket.closed) await once(socket, 'close');
    expect(proxy.open.size).toBe(1);
  });
});
