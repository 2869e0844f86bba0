import { setTimeout as sleep } from 'node:timers/promises';
import { withoutFailing } from '../../electron/engine/base/may-fail';
import { type Bench, figure, percentile } from '../figure';
import { BenchServer, openRig } from './rig';

const MEGABYTE = 1e6;
const DOWNLOAD_BYTES = 600 * MEGABYTE;
const RUNS = 5;
const FIRST_BYTES = 200;
const TINY_BYTES = 100;
const CONNECTIONS = 200;
const BYTES_EACH = MEGABYTE;
const STALLED = 64;
const STALL_MS = 3000;

type Rig = Awaited<ReturnType<typeof openRig>>;

async function median(runs: number, measure: () => Promise<readonly number[]>): Promise<number> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run += 1) samples.push(...(await measure()));
  return percentile(samples, 0.5);
}

/** Until the relay listens, and once more, so that all code is warm. */
async function warmUp(rig: Rig): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const trial = rig.through<number[]>('throughput', DOWNLOAD_BYTES / 4);
    const [speed] = await withoutFailing(trial, [0], 'the relay does not listen yet');
    if (speed) return;
    await sleep(250);
  }
  throw new Error('The relay does not carry anything');
}

async function measureStall(rig: Rig): Promise<number> {
  global.gc?.();
  const before = process.memoryUsage().rss;
  const client = await rig.start('stall', STALLED);
  await sleep(STALL_MS);
  const after = process.memoryUsage().rss;
  if (rig.broker.openConnections().length !== STALLED) throw new Error('Not every connection was open');
  client.destroy();
  return (after - before) / MEGABYTE;
}

/** The relay in a real container and the broker, against the same client and server without them. */
export const egress: Bench = {
  name: 'egress',
  what: 'a download, the first byte, many connections and stalled readers, through relay and broker and without them',
  async run(report) {
    const rig = await openRig();
    const endless = await BenchServer.start('endless');
    const short = await BenchServer.start(BYTES_EACH);
    // What is still on its way from an endless one would be measured too.
    const tiny = await BenchServer.start(TINY_BYTES);
    try {
      rig.use(endless);
      report('downloading');
      await warmUp(rig);
      const direct = await median(RUNS, () => rig.direct('throughput', DOWNLOAD_BYTES));
      const through = await median(RUNS, () => rig.through('throughput', DOWNLOAD_BYTES));
      const alone = await median(RUNS, () => rig.streamAlone(DOWNLOAD_BYTES / 2));
      report('waiting for first bytes');
      rig.use(tiny);
      const firstDirect = await median(1, () => rig.direct('first-byte', FIRST_BYTES));
      rig.waitedMs.length = 0;
      const firstThrough = await median(1, () => rig.through('first-byte', FIRST_BYTES));
      const recorded = percentile(rig.waitedMs, 0.5);
      report(`opening ${CONNECTIONS} connections`);
      rig.use(short);
      const [expected] = await rig.direct<string[]>('many', 1);
      const begun = performance.now();
      const hashes = await rig.through<string[]>('many', CONNECTIONS);
      const tookMs = performance.now() - begun;
      report('stalling readers');
      rig.use(endless);
      const grownMegabytes = await measureStall(rig);
      return [
        figure('egress: download, one connection', through, 'MB/s'),
        figure('egress: the same download without the broker', direct, 'MB/s'),
        figure('egress: what the exec stream carries by itself', alone, 'MB/s'),
        figure('egress: first byte', firstThrough, 'ms'),
        figure('egress: first byte without the broker', firstDirect, 'ms'),
        figure('egress: added to the first byte', firstThrough - firstDirect, 'ms'),
        figure('egress: of it, until its line in the record was on disk', recorded, 'ms'),
        figure(
          `egress: of ${CONNECTIONS} connections at once, whole`,
          hashes.filter((hash) => hash === expected).length,
          '',
        ),
        figure('egress: their 1 MB each, together', (CONNECTIONS * BYTES_EACH) / 1e3 / tookMs, 'MB/s'),
        figure(`egress: memory taken by ${STALLED} stalled readers`, grownMegabytes, 'MB'),
      ];
    } finally {
      for (const server of [endless, short, tiny]) server.stop();
      await rig.dispose();
    }
  },
};
