import type { z } from 'zod';
import { Policy } from '../../../shared/domain/policy';
import {
  MAX_POLICY_TEXT,
  type PolicyCheck,
  type PolicyProblem,
} from '../../../shared/domain/policy-document';
import { lintPolicy } from './lint-policy';
import { readPolicyYaml } from './policy-yaml';

/**
 * Reads a policy document, YAML or JSON, and says with line and field what is wrong with it. Anything that is not
 * understood is an error: a policy never loads in part. Fields that the document leaves out come from `base`, if there
 * is one. Never throws.
 */
export function checkPolicyText(text: string, base?: Policy): PolicyCheck {
  if (text.length > MAX_POLICY_TEXT) {
    return failed([{ line: null, field: 'document', message: 'is too long', severity: 'error' }]);
  }
  const yaml = readPolicyYaml(text);
  if ('problems' in yaml) return failed(yaml.problems);
  const { value, lineOf } = yaml;
  const isList = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isList) {
    return failed([
      { line: null, field: 'document', message: 'must be a list of fields with values', severity: 'error' },
    ]);
  }
  const parsed = Policy.safeParse({ ...base, ...value });
  if (!parsed.success) {
    // What stands in the document and is wrong comes before what is missing from it.
    const issues = [...parsed.error.issues].sort(
      (a, b) => Number(isMissing(value, a)) - Number(isMissing(value, b)),
    );
    return failed(issues.flatMap((issue) => describeIssue(issue, lineOf)));
  }
  const problems = lintPolicy(parsed.data).map(
    ({ path, message, severity }): PolicyProblem => ({
      line: lineOf(path),
      field: formatPath(path),
      message,
      severity,
    }),
  );
  const hasError = problems.some(({ severity }) => severity === 'error');
  return { policy: hasError ? null : parsed.data, problems };
}

function failed(problems: readonly PolicyProblem[]): PolicyCheck {
  return { policy: null, problems };
}

function isMissing(value: object, { code, path }: z.core.$ZodIssue): boolean {
  const [field] = path;
  return code !== 'unrecognized_keys' && field !== undefined && !Object.hasOwn(value, field);
}

function describeIssue(
  issue: z.core.$ZodIssue,
  lineOf: (path: readonly PropertyKey[]) => number | null,
): readonly PolicyProblem[] {
  const at = (path: readonly PropertyKey[], message: string): PolicyProblem => ({
    line: lineOf(path),
    field: formatPath(path) || 'document',
    message,
    severity: 'error',
  });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...issue.path, key], 'no such field'));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // Of the forms that it may have, the one that it comes nearest to is meant.
    const [nearest = []] = [...issue.errors].sort((a, b) => a.length - b.length);
    return nearest.flatMap((part) => describeIssue({ ...part, path: [...issue.path, ...part.path] }, lineOf));
  }
  if (!issue.message.endsWith('received undefined')) return [at(issue.path, issue.message)];
  // One of the document's own fields is on no line; one of a rule belongs to that rule.
  const missing = at(issue.path, 'is missing');
  return [issue.path.length > 1 ? missing : { ...missing, line: null }];
}

/** `rules[3].when.host` */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    '',
  );
}
