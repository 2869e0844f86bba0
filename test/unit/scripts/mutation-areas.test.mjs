import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { AREAS, chosenArea, countMutants } from '../../../scripts/lib/mutation-areas.mjs';
import { root } from '../../../scripts/lib/paths.mjs';

afterEach(() => {
  delete process.env.MUTATION_AREA;
});

it('every area names folders that are there, and its tests', () => {
  const patterns = Object.values(AREAS).flatMap(({ mutate, tests }) => [...mutate, ...tests]);
  const folders = patterns.map((pattern) => dirname(pattern.replace('/**', '')));
  expect(folders.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
  expect(Object.values(AREAS).every(({ mutate, tests }) => mutate.length > 0 && tests.length > 0)).toBe(true);
});

it('one area at a time is chosen, and no other than there are', () => {
  process.env.MUTATION_AREA = 'desk';
  expect(chosenArea()).toEqual({ name: 'desk', ...AREAS.desk });
  for (const name of ['', 'constructor', 'all']) {
    process.env.MUTATION_AREA = name;
    expect(chosenArea).toThrow('npm run mutate');
  }
});

it('a mutant that hangs was noticed, one that no test reaches was not, and what is left out counts for nothing', () => {
  const mutants = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'];
  const files = {
    'a.ts': { mutants: mutants.map((status) => ({ status })) },
    'b.ts': { mutants: [{ status: 'Killed' }] },
  };
  expect(countMutants({ files })).toEqual({ noticed: 3, all: 5 });
});
