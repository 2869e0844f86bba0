import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hostId } from '../../electron/engine/hosts/host-fleet';
import type { AddedHost } from '../../shared/domain/hosts';
import { makeEngine } from '../helpers/make-engine';
import { ownerOf } from '../helpers/make-engine-deps';
import { reply, use } from '../helpers/make-loop';
import { containersOf } from '../helpers/make-sandbox';
import { type OwnEngine, startOwnEngine } from '../helpers/own-engine';
import { canServeSsh, startSshServer } from '../helpers/ssh-server';

const LONG = { timeout_seconds: 600 };
const waits = () => reply(use('wait', { duration: 120 }));
const isRoot = process.getuid?.() === 0;

let own: OwnEngine;

beforeAll(async () => {
  if (isRoot) own = await startOwnEngine({ tls: true });
}, 120_000);

afterAll(async () => {
  if (isRoot) await own.stop();
}, 60_000);

/** A console that knows a further engine, and nothing of it is left when the test has finished. */
async function withFurther(added: Partial<AddedHost> & { address: string }) {
  const made = await makeEngine({ script: waits });
  const further = { name: 'Further', certificates: null, ...added };
  const { fleet } = made.engine;
  onTestFinished(async () => {
    await made.engine.dispose();
    const left = await containersOf(own.docker, ownerOf(made.dataFolder));
    if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
  });
  const primary = fleet.list().engines[0]?.id ?? '';
  const id = hostId(further.address);
  const enable = async (...enabled: string[]) => {
    await fleet.save({ enabled, added: [further], warm: 0 });
    const { engines } = await fleet.check(null);
    return engines.find((engine) => engine.id === id);
  };
  const onFurther = () => containersOf(own.docker, ownerOf(made.dataFolder));
  return { made, fleet, id, primary, enable, onFurther };
}

describe.skipIf(!isRoot)('two engines (needs root)', () => {
  it('take runs by how much room they have, and the run says where it is', async () => {
    const { made, id, primary, enable, onFurther } = await withFurther({ address: own.host });
    expect(await enable(primary, id)).toMatchObject({ state: 'ready', isEnabled: true, hasImage: true });
    const started = [];
    for (let run = 0; run < 2; run += 1) {
      const { id: session } = await made.start(LONG);
      await made.untilEntry(session, 'sandbox-ready');
      started.push(session);
    }
    expect(started.map((session) => made.session(session).engine).sort()).toEqual([
      'Further',
      'This machine',
    ]);
    expect([(await made.containers()).length, (await onFurther()).length]).toEqual([1, 1]);
    for (const session of started) await made.engine.sessions.stop(session);
    expect([(await made.containers()).length, (await onFurther()).length]).toEqual([0, 0]);
  });

  it('one of which is chosen for a run; one that is switched off takes none', async () => {
    const { made, id, primary, enable, onFurther } = await withFurther({ address: own.host });
    await enable(primary, id);
    const { id: session } = await made.start(LONG, { engine: id });
    await made.untilEntry(session, 'sandbox-ready');
    expect([made.session(session).engine, (await onFurther()).length]).toEqual(['Further', 1]);
    await enable(primary);
    await expect(made.start(LONG, { engine: id })).rejects.toThrow(/Further is switched off/);
    await expect(made.start(LONG, { engine: 'none' })).rejects.toMatchObject({ code: 'not-found' });
    expect(made.session(session).state).toBe('running');
    await made.engine.sessions.stop(session);
    expect(await onFurther()).toEqual([]);
  });

  it('of which one restarts: its run ends with a plain reason, the other’s goes on, and it takes runs again', async () => {
    const { made, fleet, id, primary, enable, onFurther } = await withFurther({ address: own.host });
    await enable(primary, id);
    const begin = async (engine: string) => {
      const { id: session } = await made.start(LONG, { engine });
      await made.untilEntry(session, 'action-started');
      return session;
    };
    const [here, there] = [await begin(primary), await begin(id)];
    await own.restart();
    const ended = await made.until(there, ({ endedAt }) => endedAt !== null);
    expect([ended.state, ended.stateReason]).toEqual([
      'failed',
      expect.stringMatching(/^The sandbox failed: .*start the task again\.$/),
    ]);
    process.stdout.write(`daemon restarted: ${ended.stateReason}\n`);
    expect(made.session(here).state).toBe('running');
    await fleet.check(id);
    expect(await onFurther()).toEqual([]);
    const again = await begin(id);
    await made.engine.sessions.stop(again);
  });
});

describe.skipIf(!isRoot)('an engine over TLS (needs root)', () => {
  const address = () => `tcp://${own.tls?.host}:${own.tls?.port}`;
  const certificates = () => own.tls?.certificates ?? '';

  it('runs a session with a client certificate', async () => {
    const { made, id, enable, onFurther } = await withFurther({
      address: address(),
      certificates: certificates(),
    });
    expect(await enable(id)).toMatchObject({
      state: 'ready',
      version: expect.stringMatching(/^Docker .*API 1\.\d+/),
    });
    const { id: session } = await made.start(LONG);
    await made.untilEntry(session, 'action-started');
    expect(await onFurther()).toHaveLength(1);
    await made.engine.sessions.stop(session);
    expect(await onFurther()).toEqual([]);
  });

  it('that another authority has signed is not used, and the reason says so', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'airlock-tls-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const other = await startOtherAuthority(folder);
    const { id, made, enable } = await withFurther({ address: address(), certificates: other });
    const view = await enable(id);
    expect(view).toMatchObject({
      state: 'unreachable',
      missing: [{ what: expect.stringMatching(/did not prove who it is/) }],
    });
    await expect(made.start(LONG)).rejects.toMatchObject({ code: 'engine-unreachable' });
  });

  /** The right client certificate with somebody else's authority. */
  async function startOtherAuthority(folder: string): Promise<string> {
    const { makeCertificates } = await import('../helpers/engine-certificates');
    const other = await makeCertificates(folder);
    for (const name of ['cert.pem', 'key.pem'])
      await writeFile(path.join(other, name), await readFile(path.join(certificates(), name)));
    return other;
  }
});

it('an engine known under two addresses keeps its runs, whichever is asked', async () => {
  const made = await makeEngine({ script: waits });
  const { fleet } = made.engine;
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-alias-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const alias = path.join(folder, 'docker.sock');
  await symlink('/var/run/docker.sock', alias);
  const { id } = await made.start(LONG);
  await made.untilEntry(id, 'action-started');
  const added = [{ name: 'Alias', address: `unix://${alias}`, certificates: null }];
  await fleet.save({ enabled: [], added, warm: 0 });
  await fleet.check(null);
  expect(made.session(id).state).toBe('running');
  expect(await made.containers()).toHaveLength(1);
});

it('an address that can not be used is not saved', async () => {
  const made = await makeEngine({ script: waits });
  const { fleet } = made.engine;
  const save = (address: string) =>
    fleet.save({ enabled: [], added: [{ name: 'Bad', address, certificates: null }], warm: 0 });
  await expect(save('ssh://-oProxyCommand=id')).rejects.toMatchObject({ code: 'bad-input' });
  await expect(save('tcp://192.0.2.1:2375')).rejects.toThrow(/^Bad: .*without TLS/);
  expect(fleet.list().settings.added).toEqual([]);
});

describe.skipIf(!isRoot || !canServeSsh)('an engine over ssh (needs root and openssh-server)', () => {
  it('runs a session through the system’s ssh and its configuration', async () => {
    const { host } = await startSshServer(own.host);
    const { made, id, enable, onFurther } = await withFurther({ address: `ssh://${host}` });
    expect(await enable(id)).toMatchObject({ state: 'ready', hasImage: true });
    const { id: session } = await made.start(LONG);
    await made.untilEntry(session, 'action-started');
    const { detail } = await made.untilEntry(session, 'sandbox-ready');
    process.stdout.write(`over ssh: ready after ${detail.durationMs} ms\n`);
    expect(await onFurther()).toHaveLength(1);
    await made.engine.sessions.stop(session);
    expect(await onFurther()).toEqual([]);
  });

  it('whose host key is not known is not used, and nobody is asked', async () => {
    const { host, forgetHostKey } = await startSshServer(own.host);
    await forgetHostKey();
    const { id, enable } = await withFurther({ address: `ssh://${host}` });
    expect(await enable(id)).toMatchObject({
      state: 'unreachable',
      missing: [
        {
          what: expect.stringContaining('Host key verification failed'),
          remedy: expect.stringContaining('ssh airlock-far docker'),
        },
      ],
    });
  });
});
