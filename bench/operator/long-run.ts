import type { CDPSession, Page } from '@playwright/test';
import type { AuditEntry } from '../../shared/domain/audit-entry';
import { type Figure, figure } from '../figure';
import { Preview } from './preview';
import { stepLines } from './step-lines';

const SESSION = 'claude-run';
/** How many lines the preview's record of that session has, so that the next ones follow. */
const LINES_BEFORE = 14;
const STEPS_BEFORE = 2;
const AT = [20, 500, 2000] as const;
/** Over how many steps a figure is taken. */
const MEASURED = 20;
const MIB = 1024 * 1024;

type FakeClient = {
  emit(event: string, payload: unknown): void;
  changeSession(id: string, change: object): void;
};
type PreviewWindow = { readonly fakeClient: FakeClient };

/** What one step costs the window in a run that grows, and what it holds after 2,000 of them. */
export async function longRun(
  env: Record<string, string>,
  report: (line: string) => void,
): Promise<readonly Figure[]> {
  const preview = await Preview.open(`view=live&session=${SESSION}`, env);
  try {
    const { window } = preview;
    await window.getByRole('list', { name: 'Steps' }).getByRole('listitem').first().waitFor();
    const cdp = await window.context().newCDPSession(window);
    await cdp.send('Performance.enable');
    const run = new GrowingRun(window);
    await run.begin();
    const costs: number[] = [];
    for (const step of AT) {
      await run.jumpTo(step);
      report(`steps ${step} to ${step + MEASURED}`);
      const before = await cpuMs(cdp);
      await run.playTo(step + MEASURED);
      costs.push((await cpuMs(cdp)) - before);
    }
    const [early = Number.NaN, ...later] = costs.map((cost) => cost / MEASURED);
    return [
      figure(`window: CPU for a step at step ${AT[0]}`, early, 'ms'),
      ...later.map((cost, index) =>
        figure(`window: CPU for a step at step ${AT[index + 1]}, against step ${AT[0]}`, cost, 'ms', early),
      ),
      figure('window: heap after 2,000 steps', (await heapBytes(cdp)) / MIB, 'MiB'),
      figure('window: memory of its process after 2,000 steps', (await processBytes(preview)) / MIB, 'MiB'),
    ];
  } finally {
    await preview.close();
  }
}

/** A run of the preview that is given lines as an engine would announce them. */
class GrowingRun {
  #step = STEPS_BEFORE;
  #seq = LINES_BEFORE;

  constructor(private readonly window: Page) {}

  async begin(): Promise<void> {
    await this.window.evaluate((id) => {
      const { fakeClient } = window as unknown as PreviewWindow;
      fakeClient.changeSession(id, { state: 'running' });
    }, SESSION);
  }

  /** All at once: the window draws what came of it. */
  async jumpTo(step: number): Promise<void> {
    const steps = this.#nextSteps(step);
    await this.window.evaluate(
      async ([id, all, done]) => {
        const { fakeClient } = window as unknown as PreviewWindow;
        for (const entry of all.flat()) fakeClient.emit('sessions:recorded', { sessionId: id, entry });
        fakeClient.changeSession(id, { steps: done });
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      },
      [SESSION, steps, step] as const,
    );
  }

  /** One line after the other, each in a frame of its own, and the model's words as they stream in. */
  async playTo(step: number): Promise<void> {
    const steps = this.#nextSteps(step);
    await this.window.evaluate(
      async ([id, all, done]) => {
        const { fakeClient } = window as unknown as PreviewWindow;
        const said = 'The exports page lists 48 invoices. Next I look for a button that exports all of them.';
        for (const [index, lines] of all.entries()) {
          for (let end = 10; end < said.length; end += 10) {
            fakeClient.emit('sessions:words', { sessionId: id, text: said.slice(0, end) });
            await new Promise(requestAnimationFrame);
          }
          fakeClient.emit('sessions:words', { sessionId: id, text: '' });
          for (const entry of lines) {
            fakeClient.emit('sessions:recorded', { sessionId: id, entry });
            await new Promise(requestAnimationFrame);
          }
          fakeClient.changeSession(id, { steps: done - all.length + index + 1 });
          await new Promise(requestAnimationFrame);
        }
      },
      [SESSION, steps, step] as const,
    );
  }

  #nextSteps(step: number): readonly (readonly AuditEntry[])[] {
    return Array.from({ length: step - this.#step }, () => {
      this.#step += 1;
      const lines = stepLines(this.#step, this.#seq);
      this.#seq += lines.length;
      return lines;
    });
  }
}

/** What the window's process has computed so far, over all its threads. */
async function cpuMs(cdp: CDPSession): Promise<number> {
  return (await metric(cdp, 'ProcessTime')) * 1000;
}

async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  return metric(cdp, 'JSHeapUsedSize');
}

async function processBytes({ app }: Preview): Promise<number> {
  const kib = await app.evaluate(({ app: electron, BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId();
    return electron.getAppMetrics().find((one) => one.pid === pid)?.memory.workingSetSize ?? Number.NaN;
  });
  return kib * 1024;
}

async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const found = metrics.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The window does not tell ${name}.`);
  return found.value;
}
