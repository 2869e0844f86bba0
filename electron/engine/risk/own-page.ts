import { type Action, memberGroup } from '../../../shared/domain/action';
import type { RiskFinding } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { unknown } from './finding';

/** Where Chromium shows that a page could not be had, or that its certificate is wrong. */
const ERROR_PAGE = /^chrome-error:/i;

/**
 * The browser's own warnings take a click, or a phrase that is typed, for leave to open what it has refused: whatever is
 * pressed there is asked about.
 */
export function ownPageFindings({ member }: Action, targets: readonly Target[]): readonly RiskFinding[] {
  const isPressed = memberGroup[member] !== 'observe' && memberGroup[member] !== 'scroll';
  const isOwn = targets.some(({ url }) => ERROR_PAGE.test(url ?? ''));
  return isPressed && isOwn
    ? [unknown('it is on a page of the browser that says why it opened nothing')]
    : [];
}
