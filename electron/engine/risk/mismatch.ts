import type { Action } from '../../../shared/domain/action';
import type { Target } from '../../../shared/domain/target';

/** Where the agent's words name another control than the one under the pointer; null when they don't, or can't be told. */
export function findMismatch(
  _agentWords: string,
  _action: Action,
  _targets: readonly Target[],
): { said: string; found: string } | null {
  return null;
}
