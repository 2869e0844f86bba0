import { assertDefined } from '../../../shared/assert';
import type { Action } from '../../../shared/domain/action';
import { parseKeyCombo } from '../../../shared/domain/key-combo';
import { pointOf } from '../actions/coordinate';
import type { Clock } from '../base/clock';
import { heldCombo, type MouseButton } from '../sandbox/display/display';
import { isOnLayout } from '../sandbox/display/keysyms';
import type { Desktop, WatchedInput } from './desktop';

type Screen = Desktop['display'];

type Click = Extract<
  Action,
  { member: 'left_click' | 'right_click' | 'middle_click' | 'double_click' | 'triple_click' }
>;

const CLICKS: Readonly<Record<Click['member'], { readonly button: MouseButton; readonly times: number }>> = {
  left_click: { button: 'left', times: 1 },
  right_click: { button: 'right', times: 1 },
  middle_click: { button: 'middle', times: 1 },
  double_click: { button: 'left', times: 2 },
  triple_click: { button: 'left', times: 3 },
};

/** A little time between repeats of a key, so that none is lost in the application's queue. */
const REPEAT_PAUSE_MS = 10;

/** What watches over an action while it is done. */
export type Watch = {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether what the action was judged on is still there. */
  readonly isStill: () => Promise<boolean>;
  /** Where its keys or presses go; null where there is nothing to watch. */
  readonly input: WatchedInput | null;
};

/**
 * Does what an allowed action says, with pointer and keyboard; false when what it was aimed at was gone before its end,
 * and the rest was left out. Only `Effects` calls it, with a permit of the gate. Rejects when `signal` aborts.
 *
 * `screenshot`, `zoom` and `cursor_position` change nothing; their answer is made of the screen.
 */
export async function performAction(action: Action, display: Screen, watch: Watch): Promise<boolean> {
  if (isClick(action)) return performClick(action, display, watch);
  if (action.member === 'type') return typeText(action.input.text, display, watch);
  if (action.member === 'key') return pressKey(action.input, display, watch);
  await performOther(action, display, watch);
  return true;
}

function isClick(action: Action): action is Click {
  return Object.hasOwn(CLICKS, action.member);
}

async function performOther(
  action: Exclude<Action, Click | { member: 'type' | 'key' }>,
  display: Screen,
  { clock, signal }: Watch,
): Promise<void> {
  switch (action.member) {
    case 'left_click_drag': {
      const { start_coordinate, coordinate, text } = action.input;
      return display.holding(heldCombo(text), () =>
        display.drag(pointOf(start_coordinate), pointOf(coordinate), signal),
      );
    }
    case 'mouse_move':
      return display.move(pointOf(action.input.coordinate));
    case 'left_mouse_down':
      return display.press('left');
    case 'left_mouse_up':
      return display.release('left');
    case 'scroll': {
      const { coordinate, scroll_direction, scroll_amount, text } = action.input;
      const at = coordinate ? pointOf(coordinate) : display.cursor;
      return display.holding(heldCombo(text), () => display.scroll(at, scroll_direction, scroll_amount));
    }
    case 'hold_key': {
      const combo = assertDefined(parseKeyCombo(action.input.text), 'key combination');
      return display.hold(combo, action.input.duration * 1000, signal);
    }
    case 'wait':
      return clock.sleep(action.input.duration * 1000, signal);
    case 'screenshot':
    case 'zoom':
    case 'cursor_position':
      return;
  }
}

/**
 * Text that the keyboard layout has is typed key by key. Any other goes into the field whole, as from an input method:
 * keys made up for it on the spot are few, and the browser learns of them too late to read the first press.
 */
async function typeText(text: string, display: Screen, { signal, input }: Watch): Promise<boolean> {
  if (input !== null && !isOnLayout(text)) return input.insertText(text);
  let typed = 0;
  // A page may answer what is typed with a dialog: what would press something in there comes after a look.
  for (const piece of text.replace(/\r\n?/g, '\n').split(/(?=[ \n\t])/)) {
    if (typed > 0 && input !== null && !(await input.reached(typed))) return false;
    await display.type(piece, signal);
    typed += Array.from(piece).length;
  }
  return true;
}

async function pressKey(
  { text, repeat }: Extract<Action, { member: 'key' }>['input'],
  display: Screen,
  { clock, signal, input }: Watch,
): Promise<boolean> {
  const combo = assertDefined(parseKeyCombo(text), 'key combination');
  // The browser keeps some combinations to itself: no page is asked whether they have come.
  const isPlain = combo.modifiers.every((modifier) => modifier === 'shift');
  for (let press = 0; press < (repeat ?? 1); press += 1) {
    if (press > 0) await clock.sleep(REPEAT_PAUSE_MS, signal);
    if (press > 0 && isPlain && input !== null && !(await input.reached(press))) return false;
    display.tap(combo);
  }
  return true;
}

function performClick(
  { member, input }: Click,
  display: Screen,
  { signal, isStill }: Watch,
): Promise<boolean> {
  const { button, times } = CLICKS[member];
  const at = input.coordinate ? pointOf(input.coordinate) : display.cursor;
  return display.holding(heldCombo(input.text), () => display.click(at, button, times, signal, isStill));
}
