import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Part } from './labelled-set';

/** One program that judges labelled lines: what it says of itself, where its own set is, how it reads and scores. */
export type Eval<Line extends { readonly part: Part }, Score> = {
  readonly help: string;
  readonly folder: string;
  /** Which files of it are its own; those of another hand are judged by their name alone. Left out: all. */
  readonly isOwn?: (file: string) => boolean;
  /** What of its own set is judged where nothing is said: all of it, where no line is used for tuning. */
  readonly usualPart: 'held-out' | 'all';
  read(text: string, file: string): readonly Line[];
  score(lines: readonly Line[]): Score;
  print(title: string, score: Score, withMisses: boolean): void;
  reachesGoals(score: Score): boolean;
};

const PARTS = ['tuning', 'held-out', 'all'];

/** Runs it by the command line and says the exit code: 2 when the set can't be read, with `--require` 1 below the goals. */
export function runEval<Line extends { readonly part: Part }, Score extends object>(
  evaluation: Eval<Line, Score>,
): number {
  try {
    return evaluate(evaluation);
  } catch (error) {
    console.error(
      `The set can't be judged: ${error instanceof Error ? error.message : error}. See --help for its form.`,
    );
    return 2;
  }
}

function evaluate<Line extends { readonly part: Part }, Score extends object>(
  evaluation: Eval<Line, Score>,
): number {
  const { values } = parseArgs({
    options: {
      file: { type: 'string' },
      part: { type: 'string' },
      json: { type: 'boolean' },
      require: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(evaluation.help);
    return 0;
  }
  const part = values.part ?? (values.file === undefined ? evaluation.usualPart : 'all');
  if (!PARTS.includes(part)) throw new Error(`--part must be one of ${PARTS.join(', ')}`);
  const lines = readSet(evaluation, values.file);
  const score = evaluation.score(lines.filter((line) => part === 'all' || line.part === part));
  if (values.json) console.log(JSON.stringify({ part, ...score }));
  else {
    evaluation.print(values.file ?? `Airlock's own set, part ${part}`, score, true);
    if (values.file === undefined && part !== 'all')
      evaluation.print("Airlock's own set, all", evaluation.score(lines), false);
  }
  return values.require && !evaluation.reachesGoals(score) ? 1 : 0;
}

function readSet<Line extends { readonly part: Part }, Score>(
  { folder, read, isOwn = () => true }: Eval<Line, Score>,
  file: string | undefined,
): readonly Line[] {
  if (file !== undefined) return read(readFileSync(file, 'utf8'), file);
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl') && isOwn(name));
  return names.sort().flatMap((name) => read(readFileSync(path.join(folder, name), 'utf8'), name));
}

export const percent = (value: number | null): string =>
  value === null ? '–' : `${(value * 100).toFixed(1)} %`;
