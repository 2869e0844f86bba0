import type { Action } from '../../../shared/domain/action';
import { parseKeyCombo } from '../../../shared/domain/key-combo';
import type { ElementTarget, Target } from '../../../shared/domain/target';
import { mayFail } from '../base/may-fail';
import type { Permit } from '../gate/permits';
import type { InputKind } from '../sandbox/browser/input-probe';
import { nodeOf } from '../sandbox/browser/to-target';
import type { Desktop, WatchedInput } from './desktop';

/** A page that draws an element anew all the time: how often it is looked for. */
const MOST_TRIES = 8;

/**
 * `isThere`: false when what was judged is not there any more. `input` is null where there is nothing to watch; it is aimed
 * at an element, or at nothing in any page.
 */
export type Watched = {
  readonly isThere: boolean;
  readonly input: WatchedInput | null;
  readonly isAimed: boolean;
};

const UNWATCHED: Watched = { isThere: true, input: null, isAimed: false };

/**
 * Lets the input of an action reach nothing in any page but the element that was judged. What is typed into the browser's
 * own bars reaches no page at all, whatever takes the keyboard meanwhile. Other windows and what is unknown are not watched.
 */
export async function watchInput(
  { action, targets, again }: Pick<Permit, 'action' | 'targets' | 'again'>,
  { browser }: Pick<Desktop, 'browser'>,
): Promise<Watched> {
  const kind = inputOf(action);
  if (kind === null) return UNWATCHED;
  if (kind === 'keys' && isBar(targets))
    return { isThere: true, input: await browser.watchInput(kind), isAimed: false };
  if (watchable(targets) === null) return UNWATCHED;
  const input = await browser.watchInput(kind);
  try {
    let now: readonly Target[] | null = targets;
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      const target = now && watchable(now);
      if (target === null) break;
      if (await input.aimAt(target)) return { isThere: true, input, isAimed: true };
      now = await again();
    }
  } catch (error) {
    mayFail(input.end(), 'a browser that is gone has nothing to watch');
    throw error;
  }
  await input.end();
  return { ...UNWATCHED, isThere: false };
}

/** How the input of an action reaches the first of its targets; null when none has to be watched. */
function inputOf(action: Action): InputKind | null {
  switch (action.member) {
    case 'left_click':
    case 'right_click':
    case 'middle_click':
    case 'double_click':
    case 'triple_click':
    case 'left_mouse_down':
    case 'left_mouse_up':
    case 'use_passkey':
      return 'click';
    case 'left_click_drag':
      return 'press';
    case 'type':
      return 'keys';
    case 'key':
    case 'hold_key':
      return isMove(action.input.text) ? null : 'keys';
    default:
      return null;
  }
}

/** Keys that move about in a page: where the next press of them goes is what the one before was for. */
const MOVES =
  /^(?:up|down|left|right|home|end|page_up|page_down|tab|escape|insert|print|caps_lock|num_lock|f\d+)$/;

function isMove(text: string): boolean {
  const key = parseKeyCombo(text)?.key ?? null;
  return key === null || MOVES.test(key);
}

function isBar([target]: readonly Target[]): boolean {
  return target?.kind === 'window' && target.part !== undefined;
}

/** Where the input of an action begins, if that is an element of a page. */
function watchable([target]: readonly Target[]): ElementTarget | null {
  return target?.kind === 'element' && nodeOf(target) !== null ? target : null;
}
