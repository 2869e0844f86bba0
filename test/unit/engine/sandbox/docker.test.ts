import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectDocker, pingDocker } from '../../../../electron/engine/sandbox/docker';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'airlock-docker-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function selectContext(name: string, host: string): Promise<void> {
  const id = createHash('sha256').update(name).digest('hex');
  await mkdir(join(home, '.docker/contexts/meta', id), { recursive: true });
  await writeFile(join(home, '.docker/config.json'), JSON.stringify({ currentContext: name }));
  const meta = { Name: name, Endpoints: { docker: { Host: host } } };
  await writeFile(join(home, '.docker/contexts/meta', id, 'meta.json'), JSON.stringify(meta));
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
  const engine = await connectDocker({ env: { HOME: home, DOCKER_HOST: 'build-host:2375' } });
  expect(engine).toMatchObject({
    address: 'tcp://build-host:2375',
    docker: { modem: { host: 'build-host' } },
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
