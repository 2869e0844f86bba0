import { defineConfig } from 'vitest/config';

// Room for a slow start.
const withContainers = {
  environment: 'node',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What is waited for comes, on a slow machine too.
  expect: { poll: { timeout: 5000 } },
};

/** They look at the whole machine, load it, or are about how quickly a page answers. */
const BY_THEMSELVES = [
  ...['bombs', 'container', 'probe-notices', 'remapped-engine', 'seccomp'].map(
    (name) => `test/attack/${name}.test.ts`,
  ),
  'test/integration/busy-page.test.ts',
];

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
          // Roles are worked out anew for each question, over all of a large form.
          testTimeout: 20_000,
          ...onEveryCore,
        },
      },
      // Two files at a time: most of their time is spent waiting for containers, which belong to one test each.
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: BY_THEMSELVES,
          maxWorkers: 2,
          ...withContainers,
        },
      },
      // What pages try, each in a sandbox of its own.
      {
        test: {
          name: 'attack',
          include: ['test/attack/**/*.test.ts'],
          exclude: BY_THEMSELVES,
          maxWorkers: 2,
          ...withContainers,
        },
      },
      // One at a time.
      {
        test: {
          name: 'siege',
          include: BY_THEMSELVES,
          fileParallelism: false,
          ...withContainers,
        },
      },
    ],
  },
});
