import { describe, expect, it } from 'vitest';
import {
  countCommand,
  countPlaywright,
  countVitest,
  readReport,
  sumUp,
} from '../../../scripts/lib/summary.mjs';

describe('counting vitest', () => {
  it('takes the passed and failed tests', () => {
    const report = { numPassedTests: 7, numFailedTests: 2, testResults: [] };
    expect(countVitest('unit', report)).toMatchObject({ passed: 7, failed: 2 });
  });

  it('counts a file that does not load as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countVitest('unit', { numPassedTests: 3, numFailedTests: 0, testResults }).failed).toBe(1);
  });

  it('does not count a file twice whose tests failed', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }];
    expect(countVitest('unit', { numPassedTests: 0, numFailedTests: 1, testResults }).failed).toBe(1);
  });

  it('fails a suite that ran nothing', () => {
    expect(countVitest('attack', { numPassedTests: 0, numFailedTests: 0, testResults: [] })).toEqual({
      name: 'attack',
      passed: 0,
      failed: 1,
      note: 'ran no test',
    });
  });
});

describe('counting Playwright', () => {
  it('takes a flaky test as failed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright('e2e', { stats, errors: [{}] })).toMatchObject({ passed: 4, failed: 2 });
  });

  it('counts an error outside the tests', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0 };
    expect(countPlaywright('e2e', { stats, errors: [{}] })).toMatchObject({ passed: 0, failed: 1 });
  });
});

it('fails a suite that left no report', () => {
  expect(readReport('e2e', '/nonexistent/report.json', countPlaywright, 137)).toMatchObject({
    passed: 0,
    failed: 1,
    note: 'left no report (exit code 137)',
  });
});

it('counts a linter only when it fails', () => {
  expect([countCommand('types', 0).failed, countCommand('types', 2).failed]).toEqual([0, 1]);
});

it('ends with one line over all suites', () => {
  const suites = [
    { passed: 40, failed: 0 },
    { passed: 2, failed: 1 },
  ];
  expect(sumUp(suites).line).toBe('42 passed, 1 failed');
});
