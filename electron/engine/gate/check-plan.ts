import { type Member, memberGroup } from '../../../shared/domain/action';
import { type Decision, refusal } from '../policy/decision';

const NO_PLAN = 'the plan has not been approved yet; propose one with propose_plan';

/**
 * Refuses everything but looking and speaking while a plan is awaited; null where nothing is to be said. What can't be
 * told counts as awaited.
 */
export function checkPlan(isAwaited: () => boolean, member: Member): Decision | null {
  if (memberGroup[member] === 'observe') return null;
  try {
    if (!isAwaited()) return null;
  } catch {
    // Refused below.
  }
  return refusal('plan', '', NO_PLAN);
}
