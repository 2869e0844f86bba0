import { Policy } from '../../../shared/domain/policy';
import type { PolicyProblem } from '../../../shared/domain/policy-document';
import { plainReason } from '../../words/policy-words';

/** What every field of the form needs. */
export type PolicyFormState = {
  readonly policy: Policy;
  /** A preset, or a document that can't be read at the moment. */
  readonly isLocked: boolean;
  readonly problems: readonly PolicyProblem[];
  readonly change: (change: Partial<Policy>) => void;
};

const SHAPE = Policy.unwrap().shape;

/** What the schema says of a field, but for what only the document has a word for. */
export function hintOf(field: keyof Policy): string {
  return (SHAPE[field].description ?? '').replace(/ Null: [^.]*\.$/, '').replace(/, e\.g\. \{[^}]*\}/, '');
}

/** What is wrong with a value of a field; null when nothing is. */
export function faultOf(field: keyof Policy, value: unknown): string | null {
  const [issue] = SHAPE[field].safeParse(value).error?.issues ?? [];
  if (issue === undefined) return null;
  if (issue.code === 'too_small' && issue.origin === 'number') return `At least ${String(issue.minimum)}.`;
  if (issue.code === 'too_big' && issue.origin === 'number')
    return `At most ${Number(issue.maximum).toLocaleString('en-US')}.`;
  if (issue.code === 'invalid_type') return 'Enter a whole number.';
  return issue.message;
}

/** The first thing that is to be said of a field or of a part of it, in words that name no field of the document. */
export function problemAt(problems: readonly PolicyProblem[], field: string): PolicyProblem | undefined {
  const found = problems.find(
    (problem) =>
      problem.field === field ||
      problem.field.startsWith(`${field}[`) ||
      problem.field.startsWith(`${field}.`),
  );
  return found && { ...found, message: plainReason(found.message) };
}
