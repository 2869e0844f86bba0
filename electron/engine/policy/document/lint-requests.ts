import type { PolicyRule } from '../../../../shared/domain/policy-rule';
import { HostPattern } from '../rules/host-pattern';
import { TextPattern } from '../rules/text-pattern';
import { error, type Finding } from './lint-finding';

const OF_ACTIONS = ['member', 'host', 'path', 'role', 'name', 'text'] as const;
const PATTERN_FIELDS = ['path', 'operation', 'field'] as const;

/** What is wrong with a rule about requests. */
export function lintRequest(rule: PolicyRule, path: Finding['path']): readonly Finding[] {
  const { request } = rule.when;
  if (request === undefined) return [];
  const actions = OF_ACTIONS.filter((field) => rule.when[field] !== undefined).map((field) =>
    error([...path, field], 'does not go with request: a rule is about actions or about requests'),
  );
  return [...actions, ...lintPatterns(rule, [...path, 'request'])];
}

function lintPatterns(
  { when: { request = {} }, then }: PolicyRule,
  path: Finding['path'],
): readonly Finding[] {
  const hosts = (request.host ?? []).flatMap((source, index) =>
    new HostPattern(source).isValid
      ? []
      : [error([...path, 'host', index], `"${source}" is not app.example.com, *.example.com or *`)],
  );
  const patterns = PATTERN_FIELDS.flatMap((field) =>
    (request[field] ?? []).flatMap((source, index) => {
      const pattern = new TextPattern(source);
      const at = [...path, field, index];
      if (pattern.isEmpty) return [error(at, 'has nothing in it that can be seen')];
      if (then === 'allow' && !pattern.canPermit) {
        return [error(at, 'has hidden characters or mixes scripts in a word: it could not permit anything')];
      }
      return [];
    }),
  );
  const slash = (request.path ?? []).flatMap((source, index) =>
    source.startsWith('/') || source.startsWith('*')
      ? []
      : [error([...path, 'path', index], 'must begin with / or *')],
  );
  return [...hosts, ...patterns, ...slash];
}
