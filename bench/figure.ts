/** One measured figure. `baseline` is another way to the same end, measured in the same run; `ratio` is baseline / value. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
};

export type Bench = {
  readonly name: string;
  /** What is measured against what, in one line. */
  readonly what: string;
  run(report: (line: string) => void): Promise<readonly Figure[]>;
};

export function figure(name: string, value: number, unit: string, baseline: number | null = null): Figure {
  return {
    name,
    value: round(value),
    unit,
    baseline: baseline === null ? null : round(baseline),
    ratio: baseline === null ? null : round(baseline / value),
  };
}

/** The value below which the part `p` (0 to 1) of the samples lies; nearest rank. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.max(0, Math.ceil(p * sorted.length) - 1);
  return sorted[rank] ?? Number.NaN;
}

/** Milliseconds that `work` takes, `times` times over, one after the other. */
export async function timeEach(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const start = performance.now();
    await work();
    samples.push(performance.now() - start);
  }
  return samples;
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
