import { describe, expect, it } from 'vitest';
import { checkPolicyText } from '../../../../../electron/engine/policy/document/check-policy';

const problemsOf = (text: string) =>
  checkPolicyText(text).problems.map(({ line, message }) => ({ line, message }));

describe('a policy file that is no YAML', () => {
  it('names both lines of a field that it has twice', () => {
    const text = 'max_steps: 3\nname: Twice\nversion: 1\n\nmax_steps: 4\n';
    expect(problemsOf(text)).toEqual([
      { line: 5, message: '“max_steps” stands here and in line 1: a field has one value' },
    ]);
  });

  it('finds it in a rule, too', () => {
    const text = 'rules:\n  - do: ask\n    when: {}\n    do: deny\n';
    expect(problemsOf(text)).toEqual([
      { line: 4, message: '“do” stands here and in line 2: a field has one value' },
    ]);
  });

  it.each([
    ['a name without its colon', 'name: A\nmax_steps\nversion: 1\n', /colon on the same line/],
    ['tabs', 'rules:\n\t- do: ask\n', /by spaces, not by tabs/],
    ['an open bracket', 'allowed_hosts: [a.example\nname: A\n', /./],
    ['an open quotation mark', 'name: "A\nversion: 1\n', /not closed/],
    ['two documents', 'name: A\n---\nname: B\n', /leave out the line ---/],
  ])('says what is wrong with %s in plain words', (_what, text, words) => {
    const [first] = problemsOf(text);
    expect(first?.message).toMatch(words);
    expect(first?.message).not.toMatch(/implicit|scalar|mapping|collection/i);
    expect(first?.line).toBeGreaterThan(0);
  });
});

it('what is wrong is told in the order of the lines, what is missing after it', () => {
  const { problems } = checkPolicyText('max_steps: many\nname: 5\nallow_click: maybe\n');
  expect(problems.slice(0, 3).map(({ line, field }) => [line, field])).toEqual([
    [1, 'max_steps'],
    [2, 'name'],
    [3, 'allow_click'],
  ]);
});
