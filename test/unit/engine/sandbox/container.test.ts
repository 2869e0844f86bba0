import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startContainer } from '../../../../electron/engine/sandbox/container';
import { connectDocker } from '../../../../electron/engine/sandbox/docker';

const PLAN = {
  sandboxId: 's1',
  owner: 'o1',
  version: '0',
  image: 'airlock/sandbox:abc',
  seccompProfile: '{}',
  display: { width: 1280, height: 800 },
};

/** An engine that answers what the test wants, and remembers what it was asked. */
async function makeEngine(answers: Record<string, (response: ServerResponse) => void>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-engine-'));
  const socketPath = path.join(folder, 'docker.sock');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const what = `${request.method} ${request.url?.replace(/\?.*/, '')}`;
    asked.push(what);
    const answer = answers[what] ?? ((to: ServerResponse) => to.writeHead(404).end('{}'));
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  const { docker } = await connectDocker({ socketPath, env: {} });
  const log = { warn: () => undefined };
  const start = (signal = new AbortController().signal) => startContainer({ docker, log }, PLAN, signal);
  return { start, asked };
}

const json = (status: number, body: object) => (response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const created = json(201, { Id: 'c1' });
const full = json(500, { message: 'mkdir /var/lib/docker/overlay2/x: no space left on device' });
const gone = (response: ServerResponse) => void response.destroy();

it.each([
  ['disk-full', { 'POST /containers/create': full }],
  ['image-missing', { 'POST /containers/create': json(404, { message: 'No such image' }) }],
  ['engine-unreachable', { 'POST /containers/create': gone }],
  ['sandbox-failed', { 'POST /containers/create': json(500, { message: 'oci runtime error' }) }],
])('rejects with %s when the container can not be created, and removes nothing', async (code, answers) => {
  const { start, asked } = await makeEngine(answers);
  await expect(start()).rejects.toMatchObject({
    code,
    message: expect.stringMatching(/\. .*\.$|check-up\.$/),
  });
  expect(asked).toEqual(['POST /containers/create']);
});

it('removes a container that can not be started because the disk is full', async () => {
  const { start, asked } = await makeEngine({
    'POST /containers/create': created,
    'POST /containers/c1/start': full,
    'DELETE /containers/c1': json(204, {}),
  });
  await expect(start()).rejects.toMatchObject({ code: 'disk-full' });
  expect(asked.at(-1)).toBe('DELETE /containers/c1');
});

it('removes a container whose start was cancelled meanwhile', async () => {
  const stop = new AbortController();
  const { start, asked } = await makeEngine({
    'POST /containers/create': (response) => {
      stop.abort();
      created(response);
    },
    'DELETE /containers/c1': json(204, {}),
  });
  await expect(start(stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(asked).toEqual(['POST /containers/create', 'DELETE /containers/c1']);
});
