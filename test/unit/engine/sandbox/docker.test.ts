import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sha256Hex } from '../../../../electron/engine/base/hashing';
import { findEndpoints } from '../../../../electron/engine/sandbox/connection/find-endpoints';
import { connectDocker, connectOrRefuse, pingDocker } from '../../../../electron/engine/sandbox/docker';
import { negotiateApi } from '../../../../electron/engine/sandbox/negotiate-api';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'airlock-docker-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function selectContext(name: string, host: string, more = {}): Promise<string> {
  const id = sha256Hex(name);
  await mkdir(join(home, '.docker/contexts/meta', id), { recursive: true });
  await writeFile(join(home, '.docker/config.json'), JSON.stringify({ currentContext: name }));
  const meta = { Name: name, Endpoints: { docker: { Host: host, ...more } } };
  await writeFile(join(home, '.docker/contexts/meta', id, 'meta.json'), JSON.stringify(meta));
  return id;
}

it('takes an explicit socket before DOCKER_HOST', async () => {
  const env = { HOME: home, DOCKER_HOST: 'tcp://elsewhere:2375' };
  const engine = await connectDocker({ socketPath: '/tmp/one.sock', env });
  expect(engine).toMatchObject({
    address: 'unix:///tmp/one.sock',
    docker: { modem: { socketPath: '/tmp/one.sock' } },
  });
});

it('takes DOCKER_HOST before the selected context, and a bare host as tcp', async () => {
  await selectContext('desktop', 'unix:///from/context.sock');
  const engine = await connectDocker({ env: { HOME: home, DOCKER_HOST: 'localhost:2375' } });
  expect(engine).toMatchObject({
    address: 'tcp://localhost:2375',
    docker: { modem: { host: 'localhost', protocol: 'http' } },
  });
});

it('follows the selected context, as the docker command does', async () => {
  await selectContext('desktop', 'unix:///from/context.sock');
  expect((await connectDocker({ env: { HOME: home } })).address).toBe('unix:///from/context.sock');
});

it('reads broken client files as the default context', async () => {
  await mkdir(join(home, '.docker'));
  await writeFile(join(home, '.docker/config.json'), '{"currentContext":');
  const engine = await connectDocker({ env: { HOME: home } });
  expect(engine.address).toMatch(/^(unix|npipe):/);
});

it.each(['tcp://', 'gopher://host', 'ssh:// '])('refuses %s as an address', async (host) => {
  await expect(connectDocker({ host, env: {} })).rejects.toMatchObject({ code: 'bad-input' });
});

it('refuses an engine over a network without TLS, and says what to do instead', async () => {
  const remote = connectDocker({ env: { HOME: home, DOCKER_HOST: 'tcp://build-host:2375' } });
  await expect(remote).rejects.toThrow(/without TLS.*ssh:\/\/user@build-host/);
});

it('refuses a context that leaves the certificate of its engine unchecked', async () => {
  await selectContext('far', 'tcp://build-host:2376', { SkipTLSVerify: true });
  await expect(connectDocker({ env: { HOME: home } })).rejects.toThrow(/certificate unchecked/);
});

it('takes the certificates of DOCKER_CERT_PATH, and says which one is missing', async () => {
  for (const name of ['ca.pem', 'cert.pem', 'key.pem']) await writeFile(join(home, name), name);
  const env = { HOME: home, DOCKER_HOST: 'tcp://build-host:2376', DOCKER_CERT_PATH: home };
  const { docker } = await connectDocker({ env });
  expect(docker.modem).toMatchObject({ protocol: 'https', port: 2376, ca: Buffer.from('ca.pem') });
  await rm(join(home, 'key.pem'));
  await expect(connectDocker({ env })).rejects.toThrow(/key\.pem: ENOENT/);
});

it('takes the certificates of a context', async () => {
  const id = await selectContext('far', 'tcp://build-host:2376');
  const folder = join(home, '.docker/contexts/tls', id, 'docker');
  await mkdir(folder, { recursive: true });
  for (const name of ['ca.pem', 'cert.pem', 'key.pem']) await writeFile(join(folder, name), name);
  const { docker } = await connectDocker({ env: { HOME: home } });
  expect(docker.modem).toMatchObject({ protocol: 'https', key: Buffer.from('key.pem') });
});

it('lists every engine it knows of once, the one in use first', async () => {
  await selectContext('desktop', 'unix:///from/context.sock');
  await selectContext('far', 'ssh://ada@far');
  const found = findEndpoints({ HOME: home, DOCKER_HOST: 'ssh://ada@far' });
  const own = found.filter(({ source }) => source !== 'socket');
  expect(own.map(({ source, name, address }) => [source, name, address])).toEqual([
    ['environment', 'DOCKER_HOST', 'ssh://ada@far'],
    ['context', 'desktop', 'unix:///from/context.sock'],
  ]);
});

it('shows why an engine is refused instead of asking it anything', async () => {
  const endpoint = { address: 'tcp://build-host:2375', certificates: null, skipsCheck: false };
  expect(await pingDocker(connectOrRefuse(endpoint))).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('without TLS'),
  });
});

it.each([
  ['1.41', '1.12', '1.41'],
  ['1.55', '1.24', '1.47'],
  ['1.60', '1.50', '1.50'],
  ['1.40', '1.12', null],
  ['2.0', undefined, '1.47'],
])('speaks with an engine of API %s (from %s) in %s', (newest, oldest, spoken) => {
  expect(negotiateApi(newest, oldest)).toBe(spoken);
});

it('says that nothing answers, where, and what to do', async () => {
  const engine = await connectDocker({ socketPath: join(home, 'none.sock'), env: {} });
  const answer = await pingDocker(engine);
  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('none.sock') });
});

it('does not wait for an engine that is stuck', async () => {
  const socketPath = join(home, 'stuck.sock');
  const server = createServer(() => undefined).listen(socketPath);
  const answer = await pingDocker(await connectDocker({ socketPath, env: {} }), 50);
  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('does not answer') });
  server.closeAllConnections();
  server.close();
});
