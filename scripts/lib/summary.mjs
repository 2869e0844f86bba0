import { existsSync, readFileSync } from 'node:fs';
import { failuresOfPlaywright, failuresOfVitest } from './failures.mjs';

/**
 * What a suite came to: `{ name, passed, failed, failures, note }`. A suite that ran nothing counts as one failure.
 */
export function countVitest(name, report) {
  const passed = report.numPassedTests ?? 0;
  // A file that does not even load has no tests to fail.
  const broken = (report.testResults ?? []).filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = (report.numFailedTests ?? 0) + broken.length;
  return finish({ name, passed, failed, failures: failuresOfVitest(report) });
}

export function countPlaywright(name, report) {
  const { expected = 0, unexpected = 0, flaky = 0 } = report.stats ?? {};
  // An error outside any test, in a config or a hook, is in no count of tests.
  const outside = unexpected === 0 ? (report.errors ?? []).length : 0;
  const failed = unexpected + flaky + outside;
  return finish({ name, passed: expected, failed, failures: failuresOfPlaywright(report) });
}

function finish(suite) {
  if (suite.passed + suite.failed > 0) return { ...suite, note: '' };
  return { ...suite, failed: 1, note: 'ran no test' };
}

/** Reads a reporter's file; a suite that left none has crashed, or was never started. */
export function readReport(name, file, count, exitCode) {
  if (!existsSync(file))
    return { name, passed: 0, failed: 1, note: `left no report (exit code ${exitCode})` };
  const suite = count(name, JSON.parse(readFileSync(file, 'utf8')));
  if (exitCode === 0 || suite.failed > 0) return suite;
  return { ...suite, failed: 1, note: `ended with exit code ${exitCode}` };
}

/** A check without tests of its own, such as the linter, counts only when it fails. */
export function countCommand(name, exitCode) {
  return {
    name,
    passed: 0,
    failed: exitCode === 0 ? 0 : 1,
    note: exitCode === 0 ? 'ok' : `exit code ${exitCode}`,
  };
}

export function sumUp(suites) {
  const passed = suites.reduce((sum, suite) => sum + suite.passed, 0);
  const failed = suites.reduce((sum, suite) => sum + suite.failed, 0);
  return { passed, failed, line: `${passed} passed, ${failed} failed` };
}

export function printTable(suites) {
  for (const { name, passed, failed, note, seconds } of suites) {
    const mark = markOf({ passed, failed, note });
    const counts = passed > 0 || (failed > 0 && !note) ? `${passed} passed, ${failed} failed` : '';
    console.log(
      `  ${mark} ${name.padEnd(24)} ${[counts, note].filter(Boolean).join(', ').padEnd(44)} ${seconds ?? ''}`,
    );
  }
}

/** Each failed test once more, below everything else: the output of a whole run is long, and often cut. */
export function printFailures(suites) {
  for (const { name, failures = [] } of suites) {
    for (const failure of failures) {
      console.log(`\n  ✗ ${name}: ${failure.title}`);
      console.log(failure.message.replaceAll(/^/gm, '    '));
    }
  }
}

function markOf({ passed, failed, note }) {
  if (failed > 0) return '✗';
  return passed === 0 && note.startsWith('not run') ? '-' : '✓';
}
