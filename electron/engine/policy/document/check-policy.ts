import type { z } from 'zod';
import { Policy } from '../../../../shared/domain/policy';
import {
  MAX_POLICY_TEXT,
  type PolicyCheck,
  type PolicyProblem,
} from '../../../../shared/domain/policy-document';
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
    const { issues } = parsed.error;
    const told = (some: typeof issues) => some.flatMap((issue) => describeIssue(issue, lineOf));
    const wrong = told(issues.filter((issue) => !isMissing(value, issue)));
    return failed([...inLineOrder(wrong), ...told(issues.filter((issue) => isMissing(value, issue)))]);
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
  return { policy: hasError ? null : parsed.data, problems: inLineOrder(problems) };
}

/** As one reads; what is in no line comes last. */
function inLineOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const place = ({ line }: PolicyProblem) => line ?? Number.POSITIVE_INFINITY;
  return [...problems].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
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
  if (!issue.message.endsWith('received undefined')) return [at(issue.path, plainWords(issue))];
  // One of the document's own fields is on no line; one of a rule belongs to that rule.
  const missing = at(issue.path, 'is missing');
  return [issue.path.length > 1 ? missing : { ...missing, line: null }];
}

const KINDS: Readonly<Record<string, string>> = {
  boolean: 'must be true or false',
  number: 'must be a number',
  int: 'must be a whole number',
  string: 'must be text',
  array: 'must be a list',
  object: 'must be a list of fields with values',
};

/** What is wrong, in words that follow on the field's name. */
function plainWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.message;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be at least ${issue.minimum}`
        : `must have at least ${issue.minimum} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be at most ${issue.maximum}`
        : `must have at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

/** `rules[3].when.host` */
function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    '',
  );
}
