import { describe, expect, it, vi } from 'vitest';
import {
  countCommand,
  countPlaywright,
  countVitest,
  printFailures,
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
      failures: [],
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

describe('what failed', () => {
  const printed = (suite) => {
    const lines = [];
    const log = vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
    printFailures([suite]);
    log.mockRestore();
    return lines.join('\n');
  };

  it('is named with its file and message below the table, and what passed is not', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'gate holds' },
      {
        status: 'failed',
        fullName: 'gate denies',
        failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[39m'],
      },
    ];
    const testResults = [{ status: 'failed', name: 'gate.test.ts', assertionResults }];
    const text = printed(countVitest('unit', { numPassedTests: 1, numFailedTests: 1, testResults }));
    expect(text).toContain('✗ unit: gate.test.ts > gate denies\n    expected 1 to be 2');
    expect(text).not.toContain('holds');
  });

  it('names a file that does not load', () => {
    const testResults = [
      { status: 'failed', name: 'gate.test.ts', message: 'no such module', assertionResults: [] },
    ];
    const text = printed(countVitest('unit', { numPassedTests: 1, numFailedTests: 0, testResults }));
    expect(text).toContain('✗ unit: gate.test.ts\n    no such module');
  });

  it('names a window test with all that stands above it, one that passed at a second try too', () => {
    const test = (title, status, message) => ({
      title,
      tests: [{ status, results: [{ error: message && { message } }] }],
    });
    const inner = {
      title: 'with a card',
      specs: [test('opens', 'unexpected', 'late'), test('closes', 'expected')],
    };
    const specs = [test('starts', 'flaky', 'slow')];
    const suites = [{ title: 'live.spec.ts', specs, suites: [inner] }];
    const stats = { expected: 1, unexpected: 1, flaky: 1 };
    const text = printed(countPlaywright('e2e', { stats, suites }));
    expect(text).toContain('✗ e2e: live.spec.ts > starts\n    slow');
    expect(text).toContain('✗ e2e: live.spec.ts > with a card > opens\n    late');
    expect(text).not.toContain('closes');
  });

  it('names an error outside the tests', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0 };
    const text = printed(countPlaywright('e2e', { stats, errors: [{ message: 'bad config' }] }));
    expect(text).toContain('✗ e2e: outside any test\n    bad config');
  });
});
