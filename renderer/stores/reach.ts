import type { EgressLine, EgressVerdict } from '../../shared/domain/egress-check';
import type { Policy } from '../../shared/domain/policy';
import { airlock } from '../client/airlock-client';

/** What the broker would say to an address or host:port under a policy; null where it says nothing. Rejects as the engine does. */
export async function judgeReach(line: EgressLine, policy: Policy): Promise<EgressVerdict | null> {
  const [verdict] = await airlock().call('egress:check', { policy, lines: [line] });
  return verdict ?? null;
}
