import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { createModel } from '../../../../electron/engine/agent/create-model';
import { systemClock } from '../../../../electron/engine/base/clock';
import { createFetch } from '../../../../electron/engine/egress/reaching/proxied-fetch';
import { NO_PROXIES } from '../../../../electron/engine/egress/reaching/upstream-proxy';
import { clearSdkEnvironment } from '../../../../electron/engine/models/sdk-environment';
import { askModel } from '../../../helpers/ask-model';

const SCREEN = 'the-words-on-the-screen';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** A server that notes each request's heads and answers with a stream of one event that is no JSON. */
async function openServer() {
  const heard: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    heard.push({ url: request.url, headers: request.headers });
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`event: message_start\ndata: {"${SCREEN}\n\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { heard, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function askAt(address: string) {
  const fetch = createFetch(NO_PROXIES);
  const model = createModel({
    clock: systemClock,
    apiKey: 'sk-ant-mine',
    address,
    model: 'claude-test',
    fetch,
  });
  await askModel(model, new AbortController().signal).catch(() => undefined);
}

/** What differs from one run of the tests to the next. */
const MOVING = new Set(['host', 'x-stainless-retry-count']);
const steady = (headers: IncomingHttpHeaders | undefined) =>
  Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => !MOVING.has(name)));

it('variables of other tools change neither the address nor the key nor the heads of a request', async () => {
  const [mine, theirs] = [await openServer(), await openServer()];
  await askAt(mine.baseUrl);
  vi.stubEnv('ANTHROPIC_BASE_URL', theirs.baseUrl);
  vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'their-token');
  vi.stubEnv('ANTHROPIC_API_KEY', 'sk-ant-theirs');
  vi.stubEnv(
    'ANTHROPIC_CUSTOM_HEADERS',
    'X-Theirs: yes\nAuthorization: Bearer their-token\nX-Api-Key: theirs',
  );
  vi.stubEnv('ANTHROPIC_PROFILE', 'theirs');
  vi.stubEnv('ANTHROPIC_CONFIG_DIR', '/nowhere');
  vi.stubEnv('ANTHROPIC_OPEN_TELEMETRY', 'true');
  vi.stubEnv('ANTHROPIC_OPEN_TELEMETRY_PROPAGATION', 'true');
  vi.stubEnv('ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE', 'content');
  await askAt(mine.baseUrl);
  expect(theirs.heard).toEqual([]);
  expect(mine.heard.map(({ url }) => url)).toEqual([mine.heard[0]?.url, mine.heard[0]?.url]);
  expect(steady(mine.heard[1]?.headers)).toEqual(steady(mine.heard[0]?.headers));
  expect(JSON.stringify(mine.heard)).not.toMatch(/theirs|their-token/);
});

it('nothing of an answer reaches a log, however loud the environment wants it', async () => {
  vi.stubEnv('ANTHROPIC_LOG', 'debug');
  const said: unknown[] = [];
  for (const name of ['log', 'error', 'warn', 'info', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...words) => void said.push(...words));
  }
  const { baseUrl, heard } = await openServer();
  await askAt(baseUrl);
  expect([heard.length, said]).toEqual([1, []]);
});

it('the whole family of names goes, and the key stays for whoever reads it', () => {
  const environment = {
    ANTHROPIC_API_KEY: 'sk-ant-mine',
    ANTHROPIC_BASE_URL: 'https://theirs.example',
    ANTHROPIC_OF_A_LATER_VERSION: 'theirs',
    PATH: '/bin',
  };
  clearSdkEnvironment(environment);
  expect(environment).toEqual({ ANTHROPIC_API_KEY: 'sk-ant-mine', PATH: '/bin' });
});
