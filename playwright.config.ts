import { defineConfig } from '@playwright/test';

// A sandbox starts and draws several times slower under gVisor.
const patience = process.env.AIRLOCK_EXPECT_ISOLATION === 'gvisor' ? 3 : 1;

// One window and one container at a time: the machine has two cores, and focus belongs to one window.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.spec.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 60_000 * patience,
  expect: { timeout: 15_000 * patience },
  outputDir: 'test-results',
});
