import { type Member, memberGroup } from '../../../../shared/domain/action';
import { formatKeyCombo, parseKeyCombo } from '../../../../shared/domain/key-combo';
import type { Policy } from '../../../../shared/domain/policy';
import { isAtLeast } from '../../../../shared/domain/risk';
import { error, type Finding, warning } from './lint-finding';

/** Keys, budgets and switches that contradict each other. */
export function lintLimits(policy: Policy): readonly Finding[] {
  return [...lintKeys(policy), ...lintRates(policy), ...lintBudgets(policy)];
}

function lintKeys({
  allowed_key_combos,
  allow_key,
  allow_type,
  allow_click,
  allow_scroll,
}: Policy): Finding[] {
  const seen = new Map<string, string>();
  return allowed_key_combos.flatMap((text, index) => {
    const path = ['allowed_key_combos', index];
    const combo = parseKeyCombo(text);
    if (combo === null) return [error(path, `"${text}" is not a key or combination`)];
    const name = formatKeyCombo(combo);
    const first = seen.get(name);
    if (first !== undefined) return [warning(path, `"${text}" is there already, as "${first}"`)];
    seen.set(name, text);
    // With keys off, a line break may still be typed and a modifier be held during a click.
    const isTyped = allow_type && (name === 'return' || name === 'tab');
    const isHeld = (allow_click || allow_scroll) && combo.key === null;
    return allow_key || isTyped || isHeld
      ? []
      : [warning(path, `"${text}" is allowed here, but allow_key is off: it can't be pressed`)];
  });
}

function lintRates(policy: Policy): Finding[] {
  const { rate_limits, max_actions_per_minute } = policy;
  return Object.entries(rate_limits).flatMap(([member, limit = 0]) => {
    const path = ['rate_limits', member];
    const off = switchedOff(policy, member as Member);
    if (off !== null) return [warning(path, `has no effect: ${off} is off`)];
    if (limit < max_actions_per_minute) return [];
    return [warning(path, `has no effect: max_actions_per_minute is ${max_actions_per_minute}`)];
  });
}

function lintBudgets(policy: Policy): Finding[] {
  const { ask_upload_above_kb, max_upload_mb, risky_from, allow_missing_sni } = policy;
  const found: Finding[] = [];
  if (ask_upload_above_kb !== null && ask_upload_above_kb >= max_upload_mb * 1000) {
    found.push(
      warning(
        ['ask_upload_above_kb'],
        `has no effect: max_upload_mb ends all uploads at ${max_upload_mb} MB`,
      ),
    );
  }
  if (isAtLeast(risky_from, 'high') && policy.confirm === 'risky') {
    found.push(warning(['risky_from'], `lets risks below ${risky_from} through without asking`));
  }
  if (allow_missing_sni) {
    found.push(
      warning(['allow_missing_sni'], "lets connections through of which the server's name is not known"),
    );
  }
  return found;
}

/** The switch that is off for an action; null when it may be done. */
export function switchedOff(policy: Policy, member: Member): string | null {
  const group = memberGroup[member];
  if (group === 'observe') return null;
  const field = `allow_${group}` as const;
  return policy[field] ? null : field;
}
