import { type Member, memberGroup } from '../../../../shared/domain/action';
import { formatKeyCombo, type KeyCombo, parseKeyCombo } from '../../../../shared/domain/key-combo';
import type { Policy } from '../../../../shared/domain/policy';
import { isAtLeast } from '../../../../shared/domain/risk';
import { error, type Finding, warning } from './lint-finding';

/** Keys, budgets and switches that contradict each other. */
export function lintLimits(policy: Policy): readonly Finding[] {
  return [...lintKeys(policy), ...lintRates(policy), ...lintBudgets(policy)];
}

function lintKeys(policy: Policy): Finding[] {
  const seen = new Map<string, string>();
  const found: Finding[] = [];
  const idle: { readonly text: string; readonly index: number }[] = [];
  for (const [index, text] of policy.allowed_key_combos.entries()) {
    const path = ['allowed_key_combos', index];
    const combo = parseKeyCombo(text);
    if (combo === null) {
      found.push(error(path, `"${text}" is not a key or combination`));
      continue;
    }
    const name = formatKeyCombo(combo);
    const first = seen.get(name);
    if (first !== undefined) found.push(warning(path, `"${text}" is there already, as "${first}"`));
    else if (!canBePressed(policy, combo)) idle.push({ text, index });
    seen.set(name, first ?? text);
  }
  const [first] = idle;
  if (first !== undefined) {
    const isOne = idle.length === 1;
    const which = isOne ? `"${first.text}" is` : `"${first.text}" and ${idle.length - 1} more are`;
    const message = `${which} allowed here, but allow_key is off: ${isOne ? 'it' : 'they'} can't be pressed`;
    found.push(warning(['allowed_key_combos', first.index], message));
  }
  return found;
}

/** With keys off, a line break may still be typed and a modifier be held during a click. */
function canBePressed(
  { allow_key, allow_type, allow_click, allow_scroll }: Policy,
  combo: KeyCombo,
): boolean {
  const name = formatKeyCombo(combo);
  if (allow_key || (allow_type && (name === 'return' || name === 'tab'))) return true;
  return (allow_click || allow_scroll) && combo.key === null;
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
  if (group === 'observe' || group === 'sign-in') return null;
  const field = `allow_${group}` as const;
  return policy[field] ? null : field;
}
