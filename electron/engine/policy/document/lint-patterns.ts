import type { PolicyRule } from '../../../../shared/domain/policy-rule';
import { HostPattern } from '../rules/host-pattern';
import { TextPattern } from '../rules/text-pattern';
import { error, type Finding } from './lint-finding';

/** The patterns of a condition: hosts, and texts by their field, of which a `path` is one. */
export type Patterns = {
  readonly host: readonly string[] | undefined;
  readonly texts: Readonly<Record<string, readonly string[] | undefined>>;
};

/** What is wrong with the patterns of a rule: with hosts, with those that are empty or could permit nothing, with paths. */
export function lintPatterns(
  { host = [], texts }: Patterns,
  then: PolicyRule['then'],
  path: Finding['path'],
): readonly Finding[] {
  const hosts = host.flatMap((source, index) =>
    new HostPattern(source).isValid
      ? []
      : [error([...path, 'host', index], `"${source}" is not app.example.com, *.example.com or *`)],
  );
  const patterns = Object.entries(texts).flatMap(([field, sources = []]) =>
    sources.flatMap((source, index) => {
      const pattern = new TextPattern(source);
      const at = [...path, field, index];
      if (pattern.isEmpty) return [error(at, 'has nothing in it that can be seen')];
      if (then === 'allow' && !pattern.canPermit) {
        return [error(at, 'has hidden characters or mixes scripts in a word: it could not permit anything')];
      }
      return [];
    }),
  );
  const slash = (texts.path ?? []).flatMap((source, index) =>
    source.startsWith('/') || source.startsWith('*')
      ? []
      : [error([...path, 'path', index], 'must begin with / or *')],
  );
  return [...hosts, ...patterns, ...slash];
}
