import { expect, it } from 'vitest';
import { asSentence, plainReason, ruleName } from '../../../../renderer/words/policy-words';
import { MEMBERS } from '../../../../shared/domain/action';
import { Policy } from '../../../../shared/domain/policy';

/** Fields that decide nothing by themselves. */
const SILENT: ReadonlySet<string> = new Set(['version', 'name', 'rules', 'redaction', 'isolation']);

it('leaves what it does not know as it is, hostile names of JavaScript too', () => {
  expect(ruleName('constructor')).toBe('constructor');
  expect(ruleName('__proto__')).toBe('__proto__');
  expect(plainReason('it names my_allowed_hosts_list')).toBe('it names my_allowed_hosts_list');
});

it('no field of a policy that can decide is shown by the name that the document has for it', () => {
  const limits = /_timeout_seconds$|^timeout_seconds$|^risky_from$|^on_no_answer$|^allow_missing_sni$/;
  const fields = Object.keys(Policy.unwrap().shape).filter((one) => !SILENT.has(one) && !limits.test(one));
  expect(fields.filter((field) => ruleName(field) === field)).toEqual([]);
});

it('counts the rules of a policy from one, as the form does', () => {
  expect(ruleName('rules[0]')).toBe('rule 1 of the policy');
  expect(ruleName('rate_limits.left_click')).toBe('the limit of left click');
});

it('says reasons without the names of fields and of actions', () => {
  expect(plainReason('the host is not in allowed_hosts')).toBe('the host is not in the allowed hosts');
  expect(plainReason('left_click is not permitted by this session’s policy')).toBe(
    'left click is not permitted by this session’s policy',
  );
  const reasons = MEMBERS.map((member) => plainReason(`more than 3 times ${member} in a minute`));
  expect(reasons.filter((reason) => reason.includes('_'))).toEqual([]);
});

it('begins a sentence with a large letter, and an empty one with nothing', () => {
  expect(asSentence('it may pay')).toBe('It may pay');
  expect(asSentence('')).toBe('');
});
