import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parsePolicy } from '../../../../../electron/engine/policy/document/parse-policy';
import { samplePolicy } from '../../../../helpers/sample-policy';

const YAML = stringify(samplePolicy({ allowed_hosts: ['app.example.com'] }));

function problem(text: string): string {
  try {
    parsePolicy(text);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a policy document', () => {
  it('is read from YAML and from JSON', () => {
    const policy = samplePolicy({ allowed_hosts: ['app.example.com'] });
    expect([parsePolicy(YAML), parsePolicy(JSON.stringify(policy, null, 2))]).toEqual([policy, policy]);
  });

  it('with a misspelt field is refused, with its line', () => {
    expect(problem(YAML.replace('max_steps:', 'max_stepps:'))).toMatch(/line \d+, max_stepps: no such field/);
  });

  it('with a wrong value is refused, with its line and field', () => {
    expect(problem(YAML.replace('max_steps: 30', 'max_steps: many'))).toMatch(/line \d+, max_steps: /);
  });

  for (const host of ['*', '*.com', 'https://app.example.com', '127.0.0.1', '2130706433', 'localhost', '']) {
    it(`refuses ${JSON.stringify(host)} as an allowed host`, () => {
      expect(problem(YAML.replace('- app.example.com', `- ${JSON.stringify(host)}`))).toContain(
        'allowed_hosts[0]',
      );
    });
  }

  it('with a key that is no key is refused', () => {
    expect(problem(YAML.replace('- Return', '- Retrun'))).toMatch(
      /line \d+, allowed_key_combos\[0\]: "Retrun" is not a key/,
    );
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['a list', '- a\n- b'],
    ['broken YAML', 'a: [1, 2'],
    ['a field twice', `${YAML}\nmax_steps: 10\n`],
    ['an alias bomb', 'a: &a [1]\nb: [*a, *a]\n'],
    ['binary rubbish', '\u0000\u0001\u0002'],
  ] as const) {
    it(`refuses ${what} with a message and no crash`, () => {
      expect(problem(text)).toContain("The policy can't be used.");
    });
  }
});
