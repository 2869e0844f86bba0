import { expect, it } from 'vitest';
import { hintOf, problemAt } from '../../../../../renderer/features/policies/policy-form-state';
import { Policy } from '../../../../../shared/domain/policy';

const FIELDS = Object.keys(Policy.unwrap().shape) as (keyof Policy)[];

it('no hint names a field of the document, or writes in its notation', () => {
  const hints = FIELDS.map((field) => hintOf(field));
  expect(hints.filter((hint) => /[a-z]_[a-z]|[{}]|\bnull\b/i.test(hint))).toEqual([]);
});

it('what is wrong with a field is said without the names of the document', () => {
  const message = '"F5" is allowed here, but allow_key is off: it can’t be pressed';
  const problem = {
    severity: 'warning',
    field: 'allowed_key_combos[2]',
    message,
    line: 4,
    column: 1,
  } as const;
  expect(problemAt([problem], 'allowed_key_combos')?.message).toBe(
    '"F5" is allowed here, but pressing keys is off: it can’t be pressed',
  );
});
