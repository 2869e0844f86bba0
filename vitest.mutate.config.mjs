import { statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { chosenArea } from './scripts/lib/mutation-areas.mjs';

/** The small files first: they are quick, and most mutants fail in them. */
class SmallFirst {
  async shard(files) {
    return files;
  }

  async sort(files) {
    return files.toSorted((a, b) => statSync(a.moduleId).size - statSync(b.moduleId).size);
  }
}

/** The tests by which an area of `npm run mutate` is judged. */
export default defineConfig({
  test: {
    environment: 'node',
    include: chosenArea().tests,
    // One process for all files of a run: most of its time goes into loading what they share. Each mutant gets a new one.
    isolate: false,
    maxWorkers: 1,
    sequence: { sequencer: SmallFirst },
  },
});
