import { type Action, memberGroup } from '../../../shared/domain/action';
import type { Policy } from '../../../shared/domain/policy';
import { isAtLeast, RISK_LEVELS, type RiskFinding } from '../../../shared/domain/risk';
import type { Decision } from './decision';
import { MEANING } from './risk-meaning';

/** What the policy says when none of its rules has decided. */
export function weighRisk(policy: Policy, action: Action, findings: readonly RiskFinding[]): Decision {
  const worst = findings
    .filter(({ category, level }) => category === 'unknown' || isAtLeast(level, policy.risky_from))
    .reduce<RiskFinding | null>(higher, null);
  if (worst !== null) {
    const value = `${worst.category}, ${worst.level}`;
    const meaning = MEANING[worst.category];
    return policy.on_risk === 'ask'
      ? { verdict: 'ask', rule: 'on_risk', value, why: `${meaning} (${value})` }
      : {
          verdict: 'deny',
          rule: 'on_risk',
          value,
          why: `risky actions are denied by this session's policy: ${meaning} (${value})`,
        };
  }
  if (policy.confirm === 'every' && memberGroup[action.member] !== 'observe') {
    return { verdict: 'ask', rule: 'confirm', value: 'every', why: 'this policy asks before every action' };
  }
  return {
    verdict: 'allow',
    rule: 'policy',
    value: findings.length === 0 ? 'no risk found' : `below ${policy.risky_from}`,
    why: 'allowed by the policy; no risk found that it asks about',
  };
}

function higher(worst: RiskFinding | null, finding: RiskFinding): RiskFinding {
  if (worst === null) return finding;
  return RISK_LEVELS.indexOf(finding.level) > RISK_LEVELS.indexOf(worst.level) ? finding : worst;
}
