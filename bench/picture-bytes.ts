import type { Picture } from '../electron/engine/sandbox/display/framebuffer';
import type { Sandbox } from '../electron/engine/sandbox/sandbox';
import { encodeWebp } from '../electron/engine/webp/encode-webp';
import { type Figure, figure, percentile, timeEach } from './figure';
import { DISPLAY } from './open-sandbox';
import { referencePng } from './reference-png';
import { HARD_SCREENS, PRACTICE_SCREENS } from './screens';

const RUNS = 15;

/** One screen, encoded both ways. Sizes in kB, times in milliseconds; of the processor, each on average. */
type Measured = {
  readonly kb: number;
  readonly pngKb: number;
  readonly times: readonly number[];
  readonly pngTimes: readonly number[];
  readonly cpuMs: number;
  readonly pngCpuMs: number;
};

/** How large pictures are and how long they take, against PNG: of the practice site to reach half, in 20 ms at most. */
export async function pictureBytes(sandbox: Sandbox): Promise<readonly Figure[]> {
  const practice: Measured[] = [];
  for (const url of PRACTICE_SCREENS) practice.push(await measure(await screenOf(sandbox, url)));
  const figures = [
    figure('screenshot: bytes, practice screens together', sum(practice, 'kb'), 'kB', sum(practice, 'pngKb')),
    figure('screenshot: bytes, the worst of them, part of its PNG', worst(practice), 'part'),
    time(
      'practice screens, p50',
      practice.flatMap(({ times }) => times),
      practice.flatMap(({ pngTimes }) => pngTimes),
    ),
    figure(
      'screenshot: encode practice screens, processor time each',
      sum(practice, 'cpuMs') / practice.length,
      'ms',
      sum(practice, 'pngCpuMs') / practice.length,
    ),
  ];
  for (const [name, url] of Object.entries(HARD_SCREENS)) {
    const measured = await measure(await screenOf(sandbox, url));
    figures.push(
      figure(`screenshot: bytes, ${name}`, measured.kb, 'kB', measured.pngKb),
      time(`${name}, p50`, measured.times, measured.pngTimes),
      figure(`screenshot: encode ${name}, processor time`, measured.cpuMs, 'ms', measured.pngCpuMs),
    );
  }
  return figures;
}

function time(name: string, times: readonly number[], pngTimes: readonly number[]): Figure {
  return figure(`screenshot: encode ${name}`, percentile(times, 0.5), 'ms', percentile(pngTimes, 0.5));
}

async function screenOf({ browser, display }: Sandbox, url: string): Promise<Picture> {
  await browser.open(url);
  await browser.painted();
  await display.settle(() => browser.isLoading(), new AbortController().signal);
  return display.pixelsIn({ x: 0, y: 0, ...DISPLAY });
}

async function measure(picture: Picture): Promise<Measured> {
  await timeEach(3, () => encodeWebp(picture));
  return {
    kb: (await encodeWebp(picture)).length / 1000,
    pngKb: (await referencePng(picture)).length / 1000,
    times: await timeEach(RUNS, () => encodeWebp(picture)),
    pngTimes: await timeEach(RUNS, () => referencePng(picture)),
    cpuMs: await processorMs(() => encodeWebp(picture)),
    pngCpuMs: await processorMs(() => referencePng(picture)),
  };
}

/** What the whole process computes for one run, its other threads included: it holds on a machine with much else to do. */
async function processorMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await timeEach(RUNS, work);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / RUNS;
}

function sum(measured: readonly Measured[], part: 'kb' | 'pngKb' | 'cpuMs' | 'pngCpuMs'): number {
  return measured.reduce((total, one) => total + one[part], 0);
}

function worst(measured: readonly Measured[]): number {
  return Math.max(...measured.map(({ kb, pngKb }) => kb / pngKb));
}
