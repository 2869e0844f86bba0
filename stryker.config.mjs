import { chosenArea } from './scripts/lib/mutation-areas.mjs';

const { name, mutate } = chosenArea();
const folder = 'node_modules/.cache/mutation';

/**
 * Small faults are put into a copy of the core, and the unit tests have to notice them (docs/mutation.md).
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate,
  packageManager: 'npm',
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // The tests of an area are few: to work out anew for each mutant which of them could reach it takes longer than to run them.
  vitest: { configFile: 'vitest.mutate.config.mjs', related: false },
  // It would rewrite paths with a programming interface that this version of TypeScript does not have.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  // Mutants of tables and patterns that are made when a file is loaded would each need every test of the area.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: `${folder}/${name}-incremental.json`,
  tempDirName: '.mutation',
  ignorePatterns: [
    'out',
    'dist',
    'docs',
    'bench',
    'test/e2e',
    'test/integration',
    'test/attack',
    'test-results',
  ],
  reporters: ['clear-text', 'json', 'html', 'progress-append-only'],
  jsonReporter: { fileName: `${folder}/${name}.json` },
  htmlReporter: { fileName: `${folder}/${name}.html` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 85 },
};
