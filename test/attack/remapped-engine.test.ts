import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/engine/base/clock';
import { chooseIsolation, type EngineInfo, readEngineTier } from '../../electron/engine/sandbox/isolation';
import { createLeakTest } from '../../electron/engine/sandbox/probe/leak-test';
import { runProbeProgram } from '../../electron/engine/sandbox/probe/probe-program';
import { execIn, makeSandbox } from '../helpers/make-sandbox';
import { type OwnEngine, startOwnEngine } from '../helpers/own-engine';
import { TestSite } from '../helpers/test-site';

const runLeakTest = createLeakTest(systemClock);

const isRoot = process.platform === 'linux' && process.getuid?.() === 0 && !process.env.DOCKER_HOST;

/** An engine whose containers' root is an ordinary user of the machine (`userns-remap`). */
describe.runIf(isRoot)('on an engine with remapped users', () => {
  let engine: OwnEngine;
  let made: Awaited<ReturnType<typeof makeSandbox>>;
  beforeAll(async () => {
    engine = await startOwnEngine({ userRemap: true });
    process.env.DOCKER_HOST = engine.host;
    const site = new TestSite({ '/': '<title>Page</title><p>Page</p>' });
    made = await makeSandbox({ site });
  });
  afterAll(async () => {
    await made?.dispose();
    delete process.env.DOCKER_HOST;
    await engine?.stop();
  });

  it('the engine says so, and a sandbox is runc there', async () => {
    const info = (await engine.docker.info()) as EngineInfo;
    expect(readEngineTier(info)).toMatchObject({ isUserRemapped: true, missingLimits: [] });
    expect(chooseIsolation(info, 'any')).toEqual({ level: 'runc', runtime: null });
  });

  it('a whole sandbox works: its page is shown, drawn and found', async () => {
    expect((await made.sandbox.camera.take()).bytes.length).toBeGreaterThan(1000);
    expect(await made.sandbox.browser.targetAt({ x: 400, y: 400 })).toMatchObject({ kind: 'element' });
  });

  it('its root is nobody outside', async () => {
    const { output } = await execIn(
      engine.docker,
      made.sandbox.containerId,
      ['cat', '/proc/self/uid_map'],
      '1001',
    );
    expect(output.trim().split(/\s+/).slice(0, 2)).toEqual(['0', '296608']);
  });

  it('nothing gets out, for any of its users', async () => {
    const { containerId } = made.sandbox;
    expect((await runLeakTest(engine.docker, containerId)).passed).toBe(true);
    for (const [part, user] of [
      ['full', 1001],
      ['user', 1002],
      ['user', 1003],
      ['bombs', 1001],
    ] as const) {
      const { findings, isComplete } = await runProbeProgram(engine.docker, containerId, {
        part,
        user,
        limitMs: 60_000,
      });
      expect([part, user, isComplete]).toEqual([part, user, true]);
      expect(findings.filter(({ outcome }) => outcome === 'leaked')).toEqual([]);
    }
  });
});
