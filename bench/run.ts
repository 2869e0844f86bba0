/** npm run bench [-- NAME …] [--json]: measures, prints a table, or one JSON line for each figure. */
import { changes } from './changes';
import { changesJudge } from './changes-judge';
import { clickSettled } from './click-settled';
import { egress } from './egress/egress';
import type { Bench, Figure } from './figure';
import { gate } from './gate';
import { longRun } from './long-run/long-run';
import { operator } from './operator/operator';
import { redaction } from './redaction';
import { risk } from './risk';
import { sandboxStart } from './sandbox-start';
import { screenshot } from './screenshot';
import { target } from './target';

const BENCHES: readonly Bench[] = [
  sandboxStart,
  screenshot,
  target,
  clickSettled,
  changes,
  egress,
  gate,
  longRun,
  operator,
  redaction,
  risk,
  changesJudge,
];

async function main(args: readonly string[]): Promise<number> {
  const isJson = args.includes('--json');
  const names = args.filter((argument) => !argument.startsWith('--'));
  const unknown = names.find((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown !== undefined) {
    process.stderr.write(
      `There is no bench ${unknown}. There are: ${BENCHES.map(({ name }) => name).join(', ')}\n`,
    );
    return 2;
  }
  const report = (line: string) => process.stderr.write(`  ${line}\n`);
  const chosen = BENCHES.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const bench of chosen) {
    process.stderr.write(`${bench.name}: ${bench.what}\n`);
    const figures = await bench.run(report);
    process.stdout.write(
      isJson ? figures.map((figure) => `${JSON.stringify(figure)}\n`).join('') : table(figures),
    );
  }
  return 0;
}

function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, value, unit, baseline, ratio }) => {
      const against =
        baseline === null ? '' : `   baseline ${String(baseline).padStart(7)} ${unit}   ${ratio}×`;
      return `${name.padEnd(width)}  ${String(value).padStart(8)} ${unit}${against}\n`;
    })
    .join('');
}

process.exitCode = await main(process.argv.slice(2));
