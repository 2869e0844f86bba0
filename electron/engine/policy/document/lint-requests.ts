import type { PolicyRule } from '../../../../shared/domain/policy-rule';
import { error, type Finding } from './lint-finding';
import { lintPatterns } from './lint-patterns';

const OF_ACTIONS = ['member', 'host', 'path', 'role', 'name', 'text'] as const;

/** What is wrong with a rule about requests. */
export function lintRequest(rule: PolicyRule, path: Finding['path']): readonly Finding[] {
  const { request } = rule.when;
  if (request === undefined) return [];
  const actions = OF_ACTIONS.filter((field) => rule.when[field] !== undefined).map((field) =>
    error([...path, field], 'does not go with request: a rule is about actions or about requests'),
  );
  const { host, path: paths, operation, field } = request;
  const patterns = { host, texts: { path: paths, operation, field } };
  return [...actions, ...lintPatterns(patterns, rule.then, [...path, 'request'])];
}
