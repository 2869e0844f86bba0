import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatPolicy, updateDocument } from '../../../../../electron/engine/policy/document/format-policy';
import { parsePolicy } from '../../../../../electron/engine/policy/document/parse-policy';
import { Policy } from '../../../../../shared/domain/policy';
import { samplePolicy } from '../../../../helpers/sample-policy';

const RICH = samplePolicy({
  name: 'no: "yes" # really',
  allowed_hosts: ['app.example.com', '*.example.org:8443'],
  blocked_regions: [{ x1: 1, y1: 2, x2: 3, y2: 4, reason: 'a: b' }, { selector: "a[title='x']" }],
  screen_area: { x1: 0, y1: 0, x2: 500, y2: 500 },
  rate_limits: { type: 3 },
  rules: [
    {
      when: { name: ['Delete*', '削除'], time: { from: '08:00', to: '22:30', days: ['mon'] }, level: 'high' },
      then: 'deny',
      reason: 'no',
    },
    { when: {}, then: 'ask', reason: '- 012' },
  ],
});

/** The paths of all fields that say nothing of themselves. */
function undescribed(schema: z.ZodType, path: string): readonly string[] {
  const inner = (schema as { unwrap?: () => z.ZodType }).unwrap;
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, field]) => [
      ...((field as z.ZodType).description ? [] : [`${path}.${key}`]),
      ...undescribed(field as z.ZodType, `${path}.${key}`),
    ]);
  }
  if (schema instanceof z.ZodArray) return undescribed(schema.element as z.ZodType, `${path}[]`);
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => undescribed(option as z.ZodType, path));
  }
  return typeof inner === 'function' ? undescribed(inner.call(schema), path) : [];
}

describe('a policy written as a document', () => {
  it('is read again as it was, from YAML and JSON', () => {
    expect(parsePolicy(formatPolicy(RICH, 'yaml'))).toEqual(RICH);
    expect(parsePolicy(formatPolicy(RICH, 'json'))).toEqual(RICH);
  });

  it('is read again whatever its texts are', () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 40 })
      .filter((one) => one.trim() !== '');
    fc.assert(
      fc.property(text, text, (name, reason) => {
        const policy = Policy.parse(samplePolicy({ name, rules: [{ when: {}, then: 'deny', reason }] }));
        expect(parsePolicy(formatPolicy(policy, 'json'))).toEqual(policy);
        expect(parsePolicy(formatPolicy(policy, 'yaml'))).toEqual(policy);
      }),
    );
  });

  it('has no aliases, also when a part of it is there twice', () => {
    const region = { x1: 1, y1: 2, x2: 3, y2: 4 };
    const twice = samplePolicy({ blocked_regions: [region], allowed_regions: [region], screen_area: region });
    expect(parsePolicy(formatPolicy(twice, 'yaml'))).toEqual(twice);
  });

  it('explains each field in YAML', () => {
    const lines = formatPolicy(RICH, 'yaml').split('\n');
    expect(lines[lines.indexOf('allow_type: true') - 1]).toBe('# Typing text.');
  });

  it('is changed where it differs, and keeps what the operator wrote around it', () => {
    const text = formatPolicy(RICH, 'yaml')
      .replace('allow_type: true', 'allow_type: true # as agreed with finance')
      .replace('max_steps: 30', 'max_steps: 30 # per invoice');
    const changed = { ...RICH, max_steps: 12, rules: [...RICH.rules].reverse() };
    const updated = updateDocument(text, changed);
    expect(parsePolicy(updated)).toEqual(changed);
    expect(updated).toContain('allow_type: true # as agreed with finance');
    expect(updated).toMatch(/^max_steps: 12/m);
    expect(updateDocument(text, RICH)).toBe(text);
    expect(parsePolicy(updateDocument('{"a": 1', RICH))).toEqual(RICH);
  });

  it('does not depend on the order of the fields', () => {
    const reversed = Object.fromEntries(Object.entries(RICH).reverse()) as Policy;
    expect(formatPolicy(reversed, 'yaml')).toBe(formatPolicy(RICH, 'yaml'));
  });

  it('has no field that the schema does not describe', () => {
    expect(undescribed(Policy, 'policy')).toEqual([]);
  });
});
