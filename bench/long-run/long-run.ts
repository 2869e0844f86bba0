import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import { createPracticeModel } from '../../electron/engine/practice/messages-server';
import { type Bench, type Figure, figure, percentile } from '../figure';
import type { Said } from './engine-process';

/** As many as the issue of a long run is about; fewer with AIRLOCK_BENCH_STEPS, to see that it works. */
const STEPS = Number(process.env.AIRLOCK_BENCH_STEPS ?? 2000);
/** Steps on either side of the one that is measured. */
const AROUND = 15;
const MIB = 1024 ** 2;

/** A run of thousands of steps on a real sandbox: what a step costs at its beginning and at its end. */
export const longRun: Bench = {
  name: 'long-run',
  what: `a run of ${STEPS.toLocaleString('en-US')} steps, each with a picture: time of a step and size of a request at step 20 and at the end, memory of the engine`,
  async run(report) {
    const folder = await mkdtemp(path.join(tmpdir(), 'airlock-bench-'));
    let step = 0;
    const model = await createPracticeModel({
      wordDelayMs: 0,
      script: () => {
        step += 1;
        return scroll(step);
      },
      summary: () => `I have scrolled ${step} times and go on.`,
    });
    try {
      return figuresOf(await watch([folder, model.baseUrl, model.apiKey, String(STEPS)], report));
    } finally {
      await model.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Another place each time, so that no two steps are the same and the screen changes. */
function scroll(step: number): AssistantTurn {
  const input = {
    coordinate: [300 + ((step * 37) % 800), 200 + ((step * 23) % 500)],
    scroll_direction: step % 2 === 1 ? 'down' : 'up',
    scroll_amount: 1 + (step % 7),
  };
  const id = `toolu_bench_${step}`;
  const text = { type: 'text', text: `I look for the next invoice (${step}).` };
  return {
    kind: 'reply',
    content: [text, { type: 'tool_use', id, name: 'scroll', toolset_name: 'computer', input }],
  };
}

type Seen = {
  readonly steps: Extract<Said, { kind: 'step' }>[];
  readonly requests: Extract<Said, { kind: 'request' }>[];
  ended: string;
};

function watch(args: readonly string[], report: (line: string) => void): Promise<Seen> {
  const seen: Seen = { steps: [], requests: [], ended: '' };
  const program = path.join(import.meta.dirname, 'engine-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as Said;
    if (said.kind === 'step') seen.steps.push(said);
    else if (said.kind === 'request') seen.requests.push(said);
    else seen.ended = said.reason;
    if (said.kind === 'step' && seen.steps.length % 200 === 0) report(`step ${seen.steps.length}`);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(seen) : reject(new Error(`The engine ended with ${code}: ${seen.ended}`)),
    );
  });
}

function figuresOf({ steps, requests, ended }: Seen): readonly Figure[] {
  if (steps.length < STEPS) throw new Error(`The run ended after ${steps.length} steps: ${ended}`);
  const turns = requests.filter(({ isSummary }) => !isSummary).map(({ bytes }) => bytes / MIB);
  const rss = steps.map(({ rssBytes }) => rssBytes / MIB);
  const early = stepMs(steps, 20);
  const settled = rss.slice(Math.min(200, Math.floor(STEPS / 2)));
  return [
    figure(`long-run: step ${STEPS}, against step 20`, stepMs(steps, STEPS - AROUND), 'ms', early),
    figure('long-run: request at step 20', turns[20] ?? Number.NaN, 'MiB'),
    figure('long-run: largest request', Math.max(...turns), 'MiB'),
    figure(
      'long-run: all requests together',
      turns.reduce((sum, one) => sum + one, 0),
      'MiB',
    ),
    figure('long-run: summaries', requests.length - turns.length, ''),
    figure('long-run: engine at its largest', Math.max(...rss), 'MiB'),
    figure('long-run: engine from step 200 on, largest', percentile(settled, 1), 'MiB'),
    figure('long-run: engine in the last 200 steps, median', percentile(rss.slice(-200), 0.5), 'MiB'),
    figure('long-run: engine at step 200', rss[Math.min(199, STEPS - 1)] ?? Number.NaN, 'MiB'),
  ];
}

/** The median time from one step to the next around one of them. */
function stepMs(steps: Seen['steps'], around: number): number {
  const near = steps.slice(Math.max(0, around - AROUND), around + AROUND);
  return percentile(
    near.slice(1).map(({ atMs }, index) => atMs - (near[index]?.atMs ?? atMs)),
    0.5,
  );
}
