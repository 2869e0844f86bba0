import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AREAS, countMutants } from './lib/mutation-areas.mjs';
import { root } from './lib/paths.mjs';
import { isMain, runMain } from './setup.mjs';

const LEAST_PERCENT = 85;

/** Puts small faults into an area of the core, one at a time; false when too few were noticed by its unit tests. */
function mutate(name) {
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const env = { ...process.env, MUTATION_AREA: name, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' };
  return spawnSync(process.execPath, [stryker, 'run'], { cwd: root, env, stdio: 'inherit' }).status === 0;
}

function scoreOf(name) {
  const report = join(root, 'node_modules/.cache/mutation', `${name}.json`);
  return countMutants(JSON.parse(readFileSync(report, 'utf8')));
}

const percent = ({ noticed, all }) => (all === 0 ? 100 : (noticed / all) * 100);

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const wanted = process.argv.slice(2);
    const unknown = wanted.filter((name) => !Object.hasOwn(AREAS, name));
    if (unknown.length > 0) {
      console.error(`No such area: ${unknown.join(', ')}. There are ${Object.keys(AREAS).join(', ')}.`);
      return 2;
    }
    const areas = wanted.length > 0 ? wanted : Object.keys(AREAS);
    const isEachGood = areas.map(mutate).every(Boolean);
    const scores = areas.map((name) => ({ name, ...scoreOf(name) }));
    const total = scores.reduce(
      (sum, { noticed, all }) => ({ noticed: sum.noticed + noticed, all: sum.all + all }),
      { noticed: 0, all: 0 },
    );
    for (const score of [...scores, { name: 'all', ...total }])
      console.log(
        `${score.name.padEnd(8)} ${percent(score).toFixed(1).padStart(5)} %  ${score.noticed} of ${score.all}`,
      );
    return isEachGood && percent(total) >= LEAST_PERCENT ? 0 : 1;
  });
}
