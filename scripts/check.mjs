import { runBiome, runTypeCheck, runVitest } from './lib/suites.mjs';
import { printFailures, printTable, sumUp } from './lib/summary.mjs';
import { isMain, runMain } from './setup.mjs';

/** For what hangs; it takes two minutes, and more than four on a machine that is slow that day. */
const UNIT_LIMIT_MS = 10 * 60_000;

/** Everything that needs no container and no window: format, lint, types, layer rules and unit tests, side by side. */
export async function runChecks() {
  return Promise.all([
    runBiome(),
    runTypeCheck(),
    runVitest('unit', ['unit', 'dom'], { limitMs: UNIT_LIMIT_MS }),
  ]);
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const suites = await runChecks();
    console.log('');
    printTable(suites);
    printFailures(suites);
    const { failed, line } = sumUp(suites);
    console.log(line);
    return failed === 0 ? 0 : 1;
  });
}
