import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../electron/engine/base/clock';
import { consoleLog } from '../electron/engine/base/log';
import { ContainerHost } from '../electron/engine/hosts/container-host';
import type { SandboxShape } from '../electron/engine/hosts/fresh-sandbox';
import { judgeHost } from '../electron/engine/hosts/host-state';
import { type ContainerPlan, containerSpec } from '../electron/engine/sandbox/container-spec';
import { RfbClient } from '../electron/engine/sandbox/display/rfb-client';
import { connectDocker, type Docker } from '../electron/engine/sandbox/docker';
import { openDisplay } from '../electron/engine/sandbox/parts';
import { createLeakTest } from '../electron/engine/sandbox/probe/leak-test';
import { Sandbox } from '../electron/engine/sandbox/sandbox';
import { type Bench, figure, percentile, timeEach } from './figure';
import { DISPLAY, practiceUse, sandboxImage } from './open-sandbox';

const RUNS = 10;
const IMAGE_FOLDER = path.resolve(import.meta.dirname, '../assets/sandbox-image');
const never = new AbortController().signal;
const seccompProfile = () => readFile(path.join(IMAGE_FOLDER, 'seccomp.json'), 'utf8');

/** What a run waits for before its agent gets to work, cold and warm. */
export const sandboxStart: Bench = {
  name: 'sandbox-start',
  what: 'container create → first frame; → browser ready; → tested, page drawn; one kept ready → handed over (p50 of 10)',
  async run(report) {
    const { docker, tag } = await sandboxImage();
    report('starting sandboxes');
    const firstFrame = await timeSeveral(() => toFirstFrame(docker, tag));
    const ready = await timeSeveral(() => toBrowserReady(docker, tag));
    const cold = await timeSeveral(() => startThrough(0));
    report('handing over sandboxes that are kept ready');
    const warm = await timeSeveral(() => startThrough(1));
    return [
      figure('sandbox-start: first frame', median(firstFrame, 'took'), 'ms'),
      figure('sandbox-start: browser ready', median(ready, 'took'), 'ms'),
      figure('sandbox-start: leak test', median(cold, 'leakTest'), 'ms'),
      figure('sandbox-start: cold, tested, address asked for', median(cold, 'took'), 'ms'),
      figure('sandbox-start: cold, tested, page drawn', median(cold, 'drawn'), 'ms'),
      figure('sandbox-start: warm, address asked for', median(warm, 'took'), 'ms'),
      figure('sandbox-start: warm, page drawn', median(warm, 'drawn'), 'ms'),
      figure('sandbox-start: removal', median(cold, 'removal'), 'ms'),
    ];
  },
};

type Samples = Readonly<Record<string, number>>;

async function timeSeveral(measure: () => Promise<Samples>): Promise<readonly Samples[]> {
  const samples: Samples[] = [];
  for (let run = 0; run < RUNS; run += 1) samples.push(await measure());
  return samples;
}

function median(samples: readonly Samples[], name: string): number {
  return percentile(
    samples.map((sample) => sample[name] ?? Number.NaN),
    0.5,
  );
}

async function plan(image: string): Promise<ContainerPlan> {
  const sandboxId = `bench-${randomBytes(4).toString('hex')}`;
  return {
    sandboxId,
    owner: 'bench',
    version: 'bench',
    image,
    display: DISPLAY,
    seccompProfile: await seccompProfile(),
  };
}

async function toFirstFrame(docker: Docker, image: string): Promise<Samples> {
  const spec = containerSpec(await plan(image));
  const start = performance.now();
  const container = await docker.createContainer(spec);
  await container.start();
  const client = await RfbClient.connect(await openDisplay(docker, container.id), DISPLAY);
  const took = performance.now() - start;
  client.close();
  await container.remove({ force: true });
  return { took };
}

async function toBrowserReady(docker: Docker, image: string): Promise<Samples> {
  const wanted = await plan(image);
  const start = performance.now();
  const sandbox = await Sandbox.create({ docker, clock: systemClock, log: consoleLog }, wanted, never);
  const took = performance.now() - start;
  await sandbox.dispose();
  return { took };
}

/** As a run gets its sandbox, from an engine that keeps `warm` ready. */
async function startThrough(warm: number): Promise<Samples> {
  const engine = await connectDocker();
  const host = new ContainerHost(
    { id: 'bench', name: 'bench', source: 'socket', certificates: null, engine },
    {
      clock: systemClock,
      log: consoleLog,
      imageFolder: IMAGE_FOLDER,
      appVersion: 'bench',
      owner: 'bench',
      seccompProfile,
      leakTest: createLeakTest(systemClock),
      warm: () => warm,
      alive: new Set<string>(),
    },
  );
  const suitability = judgeHost(await host.check(), 'any');
  if (suitability.kind === 'lacks') throw new Error(suitability.message);
  const shape: SandboxShape = { ...suitability, display: DISPLAY };
  await host.enable(true);
  await untilWarm(host, warm);
  const { use, close } = practiceUse();
  const start = performance.now();
  const berth = host.takeBerth(shape);
  const { sandbox, leaks } = await berth.sandbox(never);
  await sandbox.begin(use);
  const took = performance.now() - start;
  await sandbox.browser.painted();
  const drawn = performance.now() - start;
  const [removal = Number.NaN] = await timeEach(1, () => sandbox.dispose());
  await host.dispose();
  close();
  return { took, drawn, removal, leakTest: leaks.durationMs };
}

function untilWarm(host: ContainerHost, count: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = host.changed.on(() => check());
    const check = () => {
      if (host.capacity.warm < count) return;
      stop();
      resolve();
    };
    check();
  });
}
