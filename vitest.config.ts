import { defineConfig } from 'vitest/config';

// Room for a slow start.
const withContainers = {
  environment: 'node',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What is waited for comes, on a slow machine too.
  expect: { poll: { timeout: 5000 } },
};

// One core is left free otherwise, which is half of a small machine.
const onEveryCore = { maxWorkers: '100%' };

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
          // Some try thousands of inputs.
          testTimeout: 20_000,
          ...onEveryCore,
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['test/unit/**/*.dom.test.tsx'],
          ...onEveryCore,
        },
      },
      // Two files at a time: most of their time is spent waiting for containers, which belong to one test each.
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          maxWorkers: 2,
          ...withContainers,
        },
      },
      // One at a time: they look at the whole machine, or load it.
      {
        test: {
          name: 'attack',
          include: ['test/attack/**/*.test.ts'],
          fileParallelism: false,
          ...withContainers,
        },
      },
    ],
  },
});
