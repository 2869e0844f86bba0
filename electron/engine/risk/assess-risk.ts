import type { Action } from '../../../shared/domain/action';
import type { RiskFinding } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { clickElement } from './click-meaning';
import { clickDialog } from './dialog-meaning';
import { dragFindings } from './drag-meaning';
import { unknown, worstFirst } from './finding';
import { pressKey, typeText } from './key-meaning';
import { ownPageFindings } from './own-page';

/**
 * What makes an action risky, from what is under it (read from the browser, never from the model). `targets` holds one
 * for each place that the action acts on, for drags both ends; keys and typing have the focused element. One finding a
 * category, the worst first; empty: harmless. Nothing known about a target is a finding of its own. Pure, never throws.
 */
export function assessRisk(action: Action, targets: readonly Target[]): readonly RiskFinding[] {
  const known = targets.length === 0 ? [NOTHING] : targets;
  return worstFirst([...findingsOf(action, known), ...ownPageFindings(action, known)]);
}

const NOTHING: Target = { kind: 'unknown', reason: 'nothing was found there', url: null, host: null };

const OF_THE_VAULT: RiskFinding = {
  category: 'credentials',
  level: 'high',
  why: 'It uses a credential of the vault.',
};

function findingsOf(action: Action, targets: readonly Target[]): readonly RiskFinding[] {
  switch (action.member) {
    case 'left_click':
    case 'double_click':
    case 'triple_click':
    case 'left_mouse_down':
    case 'left_mouse_up':
    case 'middle_click':
      return targets.flatMap(click);
    case 'right_click':
      // It opens a menu, whose entries are judged when they are chosen.
      return targets.flatMap((target) => (target.kind === 'element' ? [] : click(target)));
    case 'left_click_drag':
      return dragFindings(targets, click);
    case 'key':
    case 'hold_key':
      return targets.flatMap((target) => pressKey(action.input.text, target));
    case 'type':
      return targets.flatMap((target) => typeText(action.input.text, target));
    case 'fill_login':
    case 'fill_otp':
    case 'use_session':
      return [OF_THE_VAULT];
    case 'use_passkey':
      return [OF_THE_VAULT, ...targets.flatMap(click)];
    default:
      return [];
  }
}

function click(target: Target): readonly RiskFinding[] {
  switch (target.kind) {
    case 'element':
      return clickElement(target);
    case 'dialog':
      return clickDialog(target);
    case 'window':
      return target.part === undefined ? [unknown('it is a window, and not a web page')] : [];
    default:
      return [unknown(target.reason)];
  }
}
