import type { Member } from '../../../../shared/domain/action';
import type { Policy } from '../../../../shared/domain/policy';
import type { PolicyRule, RuleCondition } from '../../../../shared/domain/policy-rule';
import { type HostRule, parseHostRule } from '../../../../shared/reach/allowed-host';
import { actsOnElement } from '../../actions/acts-on-element';
import { type Finding, warning } from './lint-finding';
import { switchedOff } from './lint-limits';
import { lintPatterns, type Patterns } from './lint-patterns';
import { lintRequest } from './lint-requests';
import { coversRule } from './rule-cover';

const WRITING: ReadonlySet<Member> = new Set(['type', 'key', 'hold_key', 'middle_click']);

/** Rules that can never hold, or not as they are meant. */
export function lintRules(policy: Policy): readonly Finding[] {
  return policy.rules.flatMap((rule, index) => {
    const path = ['rules', index];
    const coveredBy = policy.rules.slice(0, index).findIndex((earlier) => coversRule(earlier, rule));
    return [
      ...(coveredBy < 0 ? [] : [warning(path, `is never reached: rules[${coveredBy}] decides before it`)]),
      ...lintPatterns(patternsOf(rule.when), rule.then, [...path, 'when']),
      ...lintRequest(rule, [...path, 'when']),
      ...lintMembers(rule.when, policy, [...path, 'when', 'member']),
      ...lintAllow(rule, policy, path),
    ];
  });
}

function patternsOf({ host, path, role, name, text }: RuleCondition): Patterns {
  return { host, texts: { path, role, name, text } };
}

function lintMembers(when: RuleCondition, policy: Policy, path: Finding['path']): readonly Finding[] {
  const members = when.member ?? [];
  if (members.length === 0) return [];
  if (members.every((member) => switchedOff(policy, member) !== null)) {
    const [first] = members;
    return [warning(path, `can't happen: ${first && switchedOff(policy, first)} is off`)];
  }
  if (when.text !== undefined && !members.some((member) => WRITING.has(member))) {
    return [warning(path, 'none of these enters text, and the rule is about text')];
  }
  const isAboutTargets = when.host ?? when.path ?? when.role ?? when.name;
  if (isAboutTargets !== undefined && members.every((member) => !actsOnElement(member, true))) {
    return [warning(path, "none of these acts on an element: it can't be told what the rule asks")];
  }
  return [];
}

function lintAllow({ when, then }: PolicyRule, policy: Policy, path: Finding['path']): readonly Finding[] {
  if (then !== 'allow') return [];
  const found: Finding[] = [];
  if (when.level === 'critical' && when.risk === undefined) {
    found.push(
      warning(
        [...path, 'when', 'level'],
        'never holds: a critical risk is allowed only by naming its category in risk',
      ),
    );
  }
  const { allowed_hosts, unknown_hosts } = policy;
  // None at all: they are chosen when a run is started.
  if (allowed_hosts.length === 0 || unknown_hosts === 'ask') return found;
  const reachable = allowed_hosts.flatMap((entry) => {
    const reading = parseHostRule(entry);
    return reading.kind === 'rule' ? [reading.rule] : [];
  });
  for (const [index, source] of (when.host ?? []).entries()) {
    if (!canReach(source, reachable)) {
      found.push(
        warning([...path, 'when', 'host', index], `"${source}" can't be reached: it is not in allowed_hosts`),
      );
    }
  }
  return found;
}

/** Whether a host pattern and a reachable host can be of one host. */
function canReach(source: string, reachable: readonly HostRule[]): boolean {
  const isBelow = source.startsWith('*.');
  const host = (isBelow ? source.slice(2) : source).toLowerCase().replace(/:\d+$/, '');
  if (source === '*') return true;
  return reachable.some((rule) => {
    if (host === rule.host) return isBelow === rule.includesSubdomains;
    if (isBelow && rule.host.endsWith(`.${host}`)) return true;
    return rule.includesSubdomains && host.endsWith(`.${rule.host}`);
  });
}
