import type { Action } from '../../../shared/domain/action';
import { type Grant, type GrantScope, isChangeScope, MAX_GRANT_USES } from '../../../shared/domain/grant';
import { formatKeyCombo, parseKeyCombo } from '../../../shared/domain/key-combo';
import { highestLevel, isAtLeast, type RiskCategory, type RiskFinding } from '../../../shared/domain/risk';
import type { ElementTarget, Target } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';

/** What is asked about every single time (security requirement: money, secrets, files and new sites have no standing permit). */
const NEVER: ReadonlySet<RiskCategory> = new Set([
  'payment',
  'credentials',
  'upload',
  'download',
  'navigation',
  'unknown',
]);

/** Members whose effect is on the one element under them. */
const MEMBERS: ReadonlySet<string> = new Set([
  'left_click',
  'right_click',
  'middle_click',
  'double_click',
  'triple_click',
  'type',
  'key',
  'hold_key',
]);

/** The widest that an action can be approved for the rest of a run; null when it can only be approved once. */
export function grantScopeOf(
  action: Action,
  targets: readonly Target[],
  findings: readonly RiskFinding[],
): GrantScope | null {
  const [target, another] = targets;
  if (target?.kind !== 'element' || another !== undefined || !MEMBERS.has(action.member)) return null;
  if (highestLevel(findings) === 'critical') return null;
  if (findings.some(({ category }) => NEVER.has(category))) return null;
  const place = placeOf(target);
  if (place === null || nameOf(target) === '') return null;
  return {
    member: action.member,
    key: keyOf(action),
    origin: place.origin,
    role: target.role.slice(0, 60),
    name: nameOf(target),
    path: null,
    maxUses: MAX_GRANT_USES,
    minutes: null,
  };
}

/** Whether a grant is for this very thing. Anything found that was not found then, or higher, is not covered. */
export function isCovered(
  { scope, categories, level }: Grant,
  action: Action,
  targets: readonly Target[],
  findings: readonly RiskFinding[],
): boolean {
  const now = grantScopeOf(action, targets, findings);
  const [target] = targets;
  if (now === null || isChangeScope(scope) || target?.kind !== 'element') return false;
  const isSame = (['member', 'key', 'origin', 'role', 'name'] as const).every(
    (field) => now[field] === scope[field],
  );
  if (!isSame) return false;
  if (scope.path !== null && placeOf(target)?.path !== scope.path) return false;
  if (!isAtLeast(level, highestLevel(findings))) return false;
  return findings.every(({ category }) => categories.includes(category));
}

function keyOf(action: Action): string | null {
  if (action.member !== 'key' && action.member !== 'hold_key') return null;
  const combo = parseKeyCombo(action.input.text);
  return combo === null ? action.input.text.slice(0, 100) : formatKeyCombo(combo);
}

function nameOf(target: ElementTarget): string {
  return labelOf(target).trim().slice(0, 300);
}

function placeOf({
  url,
  frameUrl,
}: ElementTarget): { readonly origin: string; readonly path: string } | null {
  try {
    const { protocol, origin, pathname } = new URL(frameUrl ?? url);
    if (protocol !== 'https:' && protocol !== 'http:') return null;
    return { origin: origin.slice(0, 300), path: pathname.slice(0, 2000) };
  } catch {
    return null;
  }
}
