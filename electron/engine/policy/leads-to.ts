import type { Action } from '../../../shared/domain/action';
import { parseKeyCombo } from '../../../shared/domain/key-combo';
import type { ElementTarget, Target } from '../../../shared/domain/target';

const CLICKS: ReadonlySet<string> = new Set([
  'left_click',
  'middle_click',
  'double_click',
  'triple_click',
  'left_mouse_down',
  'left_mouse_up',
  'use_passkey',
]);
const SUBMITTING_TYPES: ReadonlySet<string> = new Set(['submit', 'image']);

/**
 * The http and https addresses in the links and forms that an action on its targets would follow or send, unless a script
 * of the page does something else instead. Pure.
 */
export function leadsTo(action: Action, targets: readonly Target[]): readonly string[] {
  const isClick = CLICKS.has(action.member);
  if (!isClick && !pressesReturn(action)) return [];
  return targets
    .flatMap((target) => (target.kind === 'element' ? addressesOf(target, isClick) : []))
    .filter((address) => /^https?:/i.test(address));
}

function addressesOf({ href, form, inputType, tag }: ElementTarget, isClick: boolean): readonly string[] {
  if (href !== null) return [href];
  if (form === null) return [];
  // Return in a field sends its form; a click does so only on the button for it.
  const sends = isClick ? SUBMITTING_TYPES.has(inputType ?? '') : tag !== 'textarea';
  return sends ? [form.action] : [];
}

function pressesReturn(action: Action): boolean {
  if (action.member === 'type') return /[\r\n]/.test(action.input.text);
  if (action.member !== 'key' && action.member !== 'hold_key') return false;
  return parseKeyCombo(action.input.text)?.key === 'return';
}
