import { type Action, memberGroup } from '../../../shared/domain/action';
import type { Policy } from '../../../shared/domain/policy';
import { type Decision, type Facts, refusal } from './decision';

/**
 * Whether a credential may be used at all: it is there, it names this policy, and the page in front has a form for it on
 * an origin that it is bound to. What can't be told is refused.
 */
export function checkSignIn(
  policy: Policy,
  { action, signIn }: Pick<Facts, 'action' | 'signIn'>,
): Decision | null {
  if (memberGroup[action.member] !== 'sign-in') return null;
  if (signIn === null)
    return refusal('credentials', 'not known', 'it is not known what would be filled, and where');
  if (signIn.kind === 'none') return refusal('credentials', credentialOf(action), signIn.why);
  if (signIn.policies.includes(policy.name)) return null;
  return refusal('credentials', credentialOf(action), "that credential is not for this session's policy");
}

/** No rule lets a credential be used without the operator's word; it is the gate that knows where they gave it before. */
export function askedFirst(decision: Decision, { signIn }: Pick<Facts, 'signIn'>): Decision {
  if (signIn?.kind !== 'use' || decision.verdict !== 'allow') return decision;
  return {
    verdict: 'ask',
    rule: 'credentials',
    value: signIn.use.entry,
    why: 'the operator is asked before a credential is used',
  };
}

function credentialOf({ input }: Action): string {
  return 'credential' in input ? input.credential : '';
}
