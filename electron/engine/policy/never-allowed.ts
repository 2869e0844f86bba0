import { COMPUTER_MEMBERS, type ComputerMember, memberGroup } from '../../../shared/domain/action';
import type { Policy } from '../../../shared/domain/policy';

/** Actions on the screen that a policy refuses whatever they act on: no agent need be offered them. */
export function neverAllowed(policy: Policy): readonly ComputerMember[] {
  const hasNoKeys = policy.allowed_key_combos.length === 0;
  return COMPUTER_MEMBERS.filter((member) => {
    const group = memberGroup[member];
    if (policy.rate_limits[member] === 0 || (group === 'key' && hasNoKeys)) return true;
    return group !== 'observe' && group !== 'sign-in' && !policy[`allow_${group}`];
  });
}
