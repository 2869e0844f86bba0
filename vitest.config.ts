import { defineConfig } from 'vitest/config';

// Containers and the engine are shared by a whole suite: one file at a time, with room for a slow start.
const withContainers = {
  environment: 'node',
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // The scripts are plain JavaScript, and so are their tests.
          include: ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx', 'test/unit/scripts/*.test.mjs'],
          exclude: ['test/unit/**/*.dom.test.tsx'],
        },
      },
      { test: { name: 'dom', environment: 'jsdom', include: ['test/unit/**/*.dom.test.tsx'] } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...withContainers } },
      { test: { name: 'attack', include: ['test/attack/**/*.test.ts'], ...withContainers } },
    ],
  },
});
