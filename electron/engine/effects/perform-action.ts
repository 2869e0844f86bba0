import { assertDefined } from '../../../shared/assert';
import type { Action } from '../../../shared/domain/action';
import { parseKeyCombo } from '../../../shared/domain/key-combo';
import { pointOf } from '../actions/coordinate';
import type { Clock } from '../base/clock';
import { heldCombo, type MouseButton } from '../sandbox/display/display';
import { isOnLayout } from '../sandbox/display/keysyms';
import type { Desktop } from './desktop';

type Screen = Pick<Desktop, 'display' | 'browser'>;

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
};

/**
 * Does what an allowed action says, with pointer and keyboard; false when what it was aimed at was gone before its end,
 * and the rest was left out. Only `Effects` calls it, with a permit of the gate. Rejects when `signal` aborts.
 */
export async function performAction(action: Action, desktop: Screen, watch: Watch): Promise<boolean> {
  if (isClick(action)) return performClick(action, desktop.display, watch);
  await performOther(action, desktop, watch);
  return true;
}

function isClick(action: Action): action is Click {
  return Object.hasOwn(CLICKS, action.member);
}

/** `screenshot`, `zoom` and `cursor_position` change nothing; their answer is made of the screen. */
async function performOther(
  action: Exclude<Action, Click>,
  desktop: Screen,
  { clock, signal }: Watch,
): Promise<void> {
  const { display } = desktop;
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
    case 'type':
      return typeText(action.input.text, desktop, signal);
    case 'key': {
      const combo = assertDefined(parseKeyCombo(action.input.text), 'key combination');
      for (let press = 0; press < (action.input.repeat ?? 1); press += 1) {
        if (press > 0) await clock.sleep(REPEAT_PAUSE_MS, signal);
        display.tap(combo);
      }
      return;
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
 * Text that the keyboard layout has is typed key by key. Any other goes into the focused field whole, as from an input
 * method: keys made up for it on the spot are few, and the browser learns of them too late to read the first press.
 */
async function typeText(text: string, { display, browser }: Screen, signal: AbortSignal): Promise<void> {
  if (isOnLayout(text) || !(await browser.insertText(text))) await display.type(text, signal);
}

function performClick(
  { member, input }: Click,
  display: Screen['display'],
  { signal, isStill }: Watch,
): Promise<boolean> {
  const { button, times } = CLICKS[member];
  const at = input.coordinate ? pointOf(input.coordinate) : display.cursor;
  return display.holding(heldCombo(input.text), () => display.click(at, button, times, signal, isStill));
}
