import { defineConfig } from '@playwright/test';

// One window and one container at a time: the machine has two cores, and focus belongs to one window.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.spec.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
});
