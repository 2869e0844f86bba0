import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { HostFleet, hostId } from '../../../../electron/engine/hosts/host-fleet';
import { hashImageFolder, sandboxImageTag } from '../../../../electron/engine/sandbox/sandbox-image';

const GIB = 1024 ** 3;
const never = new AbortController().signal;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'airlock-fleet-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** An engine that answers what placing asks it, with room for so many. Its address. */
async function fakeHost(name: string, slots: number, changes: { image?: boolean; runtimes?: object } = {}) {
  const socket = path.join(folder, `${name}.sock`);
  const hash = await hashImageFolder(folder);
  const answers: Record<string, object | undefined> = {
    '/version': { Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12', Os: 'linux' },
    '/info': {
      MemTotal: (1 + 2 * slots) * GIB,
      NCPU: slots,
      DefaultRuntime: 'runc',
      SecurityOptions: ['name=seccomp'],
      Runtimes: changes.runtimes ?? { runc: { path: 'runc' } },
    },
    [`/images/${sandboxImageTag(hash)}/json`]:
      changes.image === false ? undefined : { Id: 'i1', Config: { Labels: { 'airlock.image-hash': hash } } },
    '/containers/json': [],
  };
  const server = createServer((request, response) => {
    const where = (request.url ?? '').replace(/^\/v1\.\d+/, '').replace(/\?.*/, '');
    const answer = answers[decodeURIComponent(where)];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { message: 'no such thing' }));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `unix://${socket}`;
}

/** A fleet that knows engines at these addresses, all switched on. The image folder is empty, which is as good as any. */
async function makeFleet(addresses: readonly string[], enabled = addresses) {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-fleet-data-'));
  const fleet = await HostFleet.open({
    dataFolder,
    imageFolder: folder,
    appVersion: '0',
    owner: 'o1',
    clock: systemClock,
    warmSandboxes: 0,
    log: { warn: () => undefined },
    environment: { HOME: dataFolder, DOCKER_HOST: addresses[0] },
    seccompProfile: async () => '{}',
    leakTest: () => Promise.reject(new Error('nothing is started here')),
  });
  onTestFinished(async () => {
    await fleet.dispose();
    await rm(dataFolder, { recursive: true, force: true });
  });
  const added = addresses
    .slice(1)
    .map((address, index) => ({ name: `Added ${index + 1}`, address, certificates: null }));
  await fleet.save({ enabled: enabled.map(hostId), added, warm: 0 });
  await fleet.check(null);
  return fleet;
}

const need = (engine: string | null = null, isolation: 'any' | 'gvisor' | 'kata' = 'any') => ({
  engine,
  isolation,
  display: { width: 1280, height: 800 },
});
const noPlace = () => undefined;

describe('the engines', () => {
  it('take a run where there is most room, and the next where there is most then', async () => {
    const [small, large] = [await fakeHost('small', 1), await fakeHost('large', 3)];
    const fleet = await makeFleet([small, large]);
    const names: string[] = [];
    for (let run = 0; run < 4; run += 1)
      names.push((await fleet.admit(need(), noPlace, never)).host.identity.name);
    expect(names).toEqual(['Added 1', 'Added 1', 'DOCKER_HOST', 'Added 1']);
    const places: number[] = [];
    void fleet.admit(need(), (place) => places.push(place), never);
    expect([places, fleet.waiting]).toEqual([[1], 1]);
  });

  it('that lack the image or the isolation are passed over; when all lack something, each is named', async () => {
    const bare = await fakeHost('bare', 3, { image: false });
    const plain = await fakeHost('plain', 1);
    const fleet = await makeFleet([bare, plain]);
    await fleet.require(need());
    expect((await fleet.admit(need(), noPlace, never)).host.identity.name).toBe('Added 1');
    await expect(fleet.require(need(null, 'gvisor'))).rejects.toMatchObject({
      code: 'sandbox-failed',
      message: expect.stringMatching(
        /^Added 1: .*gVisor[\s\S]*DOCKER_HOST: The sandbox image .* is not there/,
      ),
    });
  });

  it('with the isolation that is required are taken, however little room they have', async () => {
    const plain = await fakeHost('plain', 4);
    const tight = await fakeHost('tight', 1, {
      runtimes: { runc: { path: 'runc' }, runsc: { path: '/usr/bin/runsc' } },
    });
    const fleet = await makeFleet([plain, tight]);
    const berth = await fleet.admit(need(null, 'gvisor'), noPlace, never);
    expect([berth.host.identity.name, berth.shape.isolation]).toEqual([
      'Added 1',
      { level: 'gvisor', runtime: 'runsc' },
    ]);
  });

  it('that do not answer are passed over, and said to when there is no other', async () => {
    const gone = `unix://${folder}/gone.sock`;
    const there = await fakeHost('there', 1);
    await (await makeFleet([gone, there])).require(need());
    const alone = await makeFleet([gone]);
    await expect(alone.require(need())).rejects.toMatchObject({ code: 'engine-unreachable' });
    expect(alone.list().engines[0]).toMatchObject({
      address: gone,
      state: 'unreachable',
      capacity: { slots: 0, used: 0, warm: 0 },
    });
  });

  it('that are switched off end the wait of a run that named them', async () => {
    const [one, two] = [await fakeHost('one', 1), await fakeHost('two', 1)];
    const fleet = await makeFleet([one, two]);
    await fleet.admit(need(hostId(two)), noPlace, never);
    const waiting = fleet.admit(need(hostId(two)), noPlace, never);
    const { settings } = fleet.list();
    await Promise.all([
      expect(waiting).rejects.toThrow(/Added 1 is switched off/),
      fleet.save({ ...settings, enabled: [hostId(one)] }),
    ]);
  });

  it('give room back once, however often it is given back', async () => {
    const fleet = await makeFleet([await fakeHost('one', 1)]);
    const berth = await fleet.admit(need(), noPlace, never);
    const next = fleet.admit(need(), noPlace, never);
    berth.leave();
    berth.leave();
    await next;
    expect(fleet.primary.capacity).toEqual({ slots: 1, used: 1, warm: 0 });
    expect(fleet.primary.room).toBe(0);
  });

  it('are not saved with an address that can not be used', async () => {
    const fleet = await makeFleet([await fakeHost('one', 1)]);
    const { settings } = fleet.list();
    const bad = { name: 'Bad', address: 'ssh://-oProxyCommand=id', certificates: null };
    await expect(fleet.save({ ...settings, added: [bad] })).rejects.toMatchObject({ code: 'bad-input' });
    expect(fleet.list().settings).toEqual(settings);
  });
});
