import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePolicyOver } from '../../../../../electron/engine/policy/document/parse-policy';
import { Policy } from '../../../../../shared/domain/policy';
import { SUPERVISED } from '../../../../../shared/domain/policy-presets';
import { PolicyRule, RequestCondition, RuleCondition } from '../../../../../shared/domain/policy-rule';

const TEXT = readFileSync(path.resolve(import.meta.dirname, '../../../../../docs/policies.md'), 'utf8');
/** First column of all tables, in order: field → meaning. */
const ROWS = [...TEXT.matchAll(/^\| `(\w+)`\s*\| (.*?)\s*\|$/gm)].map(([, field = '', meaning = '']) => [
  field,
  meaning.replaceAll('\\', ''),
]);

describe('the documentation of policies', () => {
  for (const [what, { shape }] of Object.entries({
    policy: Policy.unwrap(),
    rule: PolicyRule.unwrap(),
    condition: RuleCondition.unwrap(),
    request: RequestCondition.unwrap(),
  })) {
    it(`has every field of a ${what} as the schema describes it, in its order`, () => {
      const expected = Object.entries(shape).map(([field, { description }]) => [field, description]);
      const [first] = expected;
      const start = ROWS.findIndex(([field, meaning]) => field === first?.[0] && meaning === first?.[1]);
      expect(ROWS.slice(start, start + expected.length)).toEqual(expected);
    });
  }

  it('has an example that can be used as it stands', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(TEXT)?.[1] ?? '';
    expect(parsePolicyOver(example, SUPERVISED).policy.name).toBe('Invoices, read and export');
  });
});
