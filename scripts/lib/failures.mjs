import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './paths.mjs';

/** Enough to see what was expected, and where. */
const MESSAGE_LINES = 24;

const shorten = (message) =>
  stripVTControlCharacters(message ?? 'no message')
    .trim()
    .split('\n')
    .slice(0, MESSAGE_LINES)
    .join('\n');

/** What failed by a report of Vitest's: `{ title, message }` each, a file that did not load among them. */
export function failuresOfVitest(report) {
  return (report.testResults ?? []).flatMap((file) => {
    if (file.status !== 'failed') return [];
    const where = relative(root, file.name ?? '');
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return [{ title: where, message: shorten(file.message) }];
    return failed.map((test) => ({
      title: `${where} > ${test.fullName}`,
      message: shorten(test.failureMessages?.join('\n')),
    }));
  });
}

/** What failed by a report of Playwright's: `{ title, message }` each, errors outside any test among them. */
export function failuresOfPlaywright(report) {
  const inTests = (report.suites ?? []).flatMap((suite) => failuresOfSuite(suite, []));
  if (inTests.length > 0) return inTests;
  return (report.errors ?? []).map((error) => ({
    title: 'outside any test',
    message: shorten(error.message),
  }));
}

function failuresOfSuite(suite, above) {
  const path = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) => {
    // One that passed at a second try counts as failed as well.
    const failed = spec.tests.filter((test) => test.status === 'unexpected' || test.status === 'flaky');
    return failed.map((test) => ({
      title: [...path, spec.title].join(' > '),
      message: shorten(test.results.find((result) => result.error)?.error.message),
    }));
  });
  return [...own, ...(suite.suites ?? []).flatMap((inner) => failuresOfSuite(inner, path))];
}
