import type { Policy } from '../../../../shared/domain/policy';
import type { Finding } from './lint-finding';
import { lintLimits } from './lint-limits';
import { lintRegions } from './lint-regions';
import { lintRules } from './lint-rules';
import { lintSockets } from './lint-sockets';

/** What is wrong with a policy that is well formed: contradictions, and what can never have an effect. */
export function lintPolicy(policy: Policy): readonly Finding[] {
  return [...lintLimits(policy), ...lintRegions(policy), ...lintRules(policy), ...lintSockets(policy)];
}
