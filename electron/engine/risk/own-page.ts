import { type Action, memberGroup } from '../../../shared/domain/action';
import { type KeyCombo, parseKeyCombo } from '../../../shared/domain/key-combo';
import type { RiskFinding } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { unknown } from './finding';

/** Where Chromium shows that a page could not be had, or that its certificate is wrong. */
const ERROR_PAGE = /^chrome-error:/i;

/**
 * The browser's own warnings take a click, or a phrase that is typed, for leave to open what it has refused: whatever is
 * pressed there is asked about, but for the browser's own commands, such as going to another address.
 */
export function ownPageFindings(action: Action, targets: readonly Target[]): readonly RiskFinding[] {
  const isOwn = targets.some(({ url }) => ERROR_PAGE.test(url ?? ''));
  return isOwn && presses(action)
    ? [unknown('it is on a page of the browser that says why it opened nothing')]
    : [];
}

function presses(action: Action): boolean {
  if (action.member === 'key' || action.member === 'hold_key') {
    const combo = parseKeyCombo(action.input.text);
    return combo === null || !isCommand(combo);
  }
  return memberGroup[action.member] !== 'observe' && memberGroup[action.member] !== 'scroll';
}

function isCommand({ modifiers, key }: KeyCombo): boolean {
  return modifiers.some((modifier) => modifier !== 'shift') || /^f[0-9]+$/.test(key ?? '');
}
