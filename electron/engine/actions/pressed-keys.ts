import type { Action } from '../../../shared/domain/action';
import { parseKeyCombo } from '../../../shared/domain/key-combo';

/** Every key or combination that an action presses or holds, as the model wrote them. */
export function pressedKeys(action: Action): readonly string[] {
  switch (action.member) {
    case 'key':
    case 'hold_key':
      return [action.input.text];
    case 'type': {
      // A line break or a tab in typed text is a press of that key and must not get round the key list.
      const text = action.input.text;
      return [...(/[\r\n]/.test(text) ? ['Return'] : []), ...(text.includes('\t') ? ['Tab'] : [])];
    }
    case 'left_click':
    case 'right_click':
    case 'middle_click':
    case 'double_click':
    case 'triple_click':
    case 'left_click_drag':
    case 'scroll':
      return action.input.text ? [action.input.text] : [];
    default:
      return [];
  }
}

/** `unclear`: it enters text that can't be told from the action, as pasting does. */
export type EnteredText =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unclear' };

const PASTE: ReadonlySet<string> = new Set(['ctrl+v', 'ctrl+shift+v', 'shift+insert']);

/** The text that an action would enter, by typing it or by pressing a key that writes a character. */
export function enteredText(action: Action): EnteredText {
  if (action.member === 'type') return { kind: 'text', text: action.input.text };
  if (action.member === 'middle_click') return { kind: 'unclear' };
  if (action.member !== 'key' && action.member !== 'hold_key') return { kind: 'none' };
  const combo = parseKeyCombo(action.input.text);
  if (combo === null) return { kind: 'unclear' };
  const { key, modifiers } = combo;
  if (PASTE.has([...modifiers, key ?? ''].join('+'))) return { kind: 'unclear' };
  if (key === null || modifiers.some((modifier) => modifier !== 'shift')) return { kind: 'none' };
  if (action.member === 'hold_key') return { kind: Array.from(key).length === 1 ? 'unclear' : 'none' };
  const times = action.input.repeat ?? 1;
  return Array.from(key).length === 1 ? { kind: 'text', text: key.repeat(times) } : { kind: 'none' };
}
