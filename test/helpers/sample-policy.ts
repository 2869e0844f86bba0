import type { Policy } from '../../shared/domain/policy';
import { SUPERVISED } from '../../shared/domain/policy-presets';

/** The default policy with some fields changed. */
export function samplePolicy(changes: Partial<Policy> = {}): Policy {
  return { ...SUPERVISED, ...changes };
}
