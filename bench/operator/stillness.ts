/// <reference path="../../renderer/globals.d.ts" />
import type { Page } from '@playwright/test';
import type { Approval } from '../../shared/domain/approval';
import type { Session } from '../../shared/domain/session';
import type { ConsoleApp } from '../../test/e2e/console-app';
import { type Figure, figure } from '../figure';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const RUN_LIMIT_MS = 90_000;
/** What a person notices as a jump (web.dev, Cumulative Layout Shift). */
const JUMP = 0.1;

type Watched = {
  readonly shifts: number[];
  /** Those from the moment on at which the run ended. */
  readonly atEnd: number[];
  endedAt: number;
  /** What moved in those that are jumps. */
  readonly moved: string[];
};
/** The part of the Layout Instability API that is read here. */
type LayoutShift = {
  readonly value: number;
  readonly startTime: number;
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
};
type WatchedWindow = { watched: Watched };

/** What moves in the real window while a practice run works and its card comes and goes. */
export async function stillness(
  console: ConsoleApp,
  report: (line: string) => void,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES) {
    const name = `${size.width}×${size.height}`;
    report(`a practice run at ${name}`);
    await console.window.setViewportSize(size);
    const { shifts, atEnd, moved } = await watchRun(console);
    for (const one of moved) report(`moved: ${one}`);
    figures.push(
      figure(`layout: largest shift while a run works at ${name}`, Math.max(0, ...shifts), ''),
      figure(`layout: largest shift as it ends at ${name}`, Math.max(0, ...atEnd), ''),
      figure(
        `layout: shifts of ${JUMP} or more at ${name}`,
        [...shifts, ...atEnd].filter((one) => one >= JUMP).length,
        '',
      ),
    );
  }
  return figures;
}

async function watchRun(console: ConsoleApp): Promise<Watched> {
  const { window: page } = console;
  await console.startPractice('Download all, next to Delete all');
  await page.getByRole('region', { name: 'Live screen of the sandbox' }).waitFor();
  await watch(page, JUMP);
  await console.approval.waitFor({ timeout: RUN_LIMIT_MS });
  await page.evaluate(async () => {
    // Not by a click: what follows one within half a second does not count as a shift.
    const { value } = (await window.airlock.call('approvals:list', undefined)) as { value: Approval[] };
    for (const { id: approvalId, digest } of value) {
      await window.airlock.call('approvals:decide', { approvalId, digest, verdict: 'deny', reason: 'No.' });
    }
  });
  await console.approval.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Replay' }).waitFor({ timeout: RUN_LIMIT_MS });
  return page.evaluate(async () => {
    // What moved in a frame is told after it.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    return (window as unknown as WatchedWindow).watched;
  });
}

/** Collects what moves from now on. */
async function watch(page: Page, jump: number): Promise<void> {
  await page.evaluate((atLeast) => {
    const watched: Watched = {
      shifts: [],
      atEnd: [],
      endedAt: Number.POSITIVE_INFINITY,
      moved: [],
    };
    (window as unknown as WatchedWindow).watched = watched;
    new PerformanceObserver((list) => {
      for (const { value, startTime, sources } of list.getEntries() as unknown as LayoutShift[]) {
        (startTime < watched.endedAt ? watched.shifts : watched.atEnd).push(value);
        if (value < atLeast) continue;
        for (const { node, previousRect: from, currentRect: to } of sources) {
          const name = node instanceof Element ? node.className : (node?.nodeName ?? 'what is gone');
          const [before, after] = [from, to].map(({ x, y, width, height }) =>
            [x, y, width, height].join(' '),
          );
          watched.moved.push(`${value.toFixed(2)} ${name}: ${before} to ${after}`);
        }
      }
    }).observe({ type: 'layout-shift' });
    window.airlock.on('sessions:changed', (changed) => {
      if ((changed as Session).endedAt !== null)
        watched.endedAt = Math.min(watched.endedAt, performance.now());
    });
  }, jump);
}
