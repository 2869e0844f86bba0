import type { Change } from '../../../shared/domain/change';
import { type ChangeScope, type Grant, isChangeScope, MAX_GRANT_USES } from '../../../shared/domain/grant';
import { isAtLeast } from '../../../shared/domain/risk';

const SAME = ['method', 'host', 'path', 'operation'] as const;

/** The widest that a change can be approved for the rest of a run; null when it can only be approved once. */
export function changeScopeOf({ method, host, path, operation, level }: Change): ChangeScope | null {
  if (level === 'critical') return null;
  const isWhole = host.length <= 300 && path.length <= 2000 && (operation?.length ?? 0) <= 300;
  return isWhole ? { method, host, path, operation, maxUses: MAX_GRANT_USES, minutes: null } : null;
}

/** Whether a grant is for this kind of change. One of another category, or higher, is not what was approved. */
export function coversChange({ scope, categories, level }: Grant, change: Change): boolean {
  if (!isChangeScope(scope) || change.level === 'critical') return false;
  return (
    SAME.every((field) => scope[field] === change[field]) &&
    isAtLeast(level, change.level) &&
    categories.includes(change.category)
  );
}
