import type { Clock } from '../base/clock';
import { withoutFailing } from '../base/may-fail';
import type { Pressed } from '../sandbox/display/pressed';
import type { Desktop } from './desktop';

/** What has been let go arrives over another connection than the agent's next action: how long it may take. */
const RELEASE_LIMIT_MS = 500;
const POLL_MS = 10;
const NOT_PRESSED = 'was held down that the agent has not pressed';
const LET_GO = 'the mouse button that it held down was let go meanwhile';
const CAPS_LOCK = { modifiers: [], key: 'caps_lock' } as const;

/**
 * Why nothing may be pressed now: a key, a button or a lock that is not the agent's, or a button of its own that somebody
 * let go, would make something else of what was judged. Null when there is none. Waits a moment for what is just being
 * pressed or let go, and switches Caps Lock off.
 */
export async function foreignInput(
  { display, browser }: Pick<Desktop, 'display' | 'browser'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<string | null> {
  const end = clock.monotonicMs() + RELEASE_LIMIT_MS;
  for (let look = 0; ; look += 1) {
    const asked = browser.pressed();
    const pressed = await withoutFailing(asked, null, 'what is not known is taken for held');
    if (pressed === null) return 'it could not be told whether a key is held down';
    const what = whatIsHeld(pressed, display.isButtonDown);
    if (what === null) return null;
    if (clock.monotonicMs() >= end) {
      // Held down again with the next movement, it would be a press that nobody has judged.
      if (what === LET_GO) display.forgetButtons();
      return what;
    }
    if (look === 0 && pressed.isCapsLockOn) display.tap(CAPS_LOCK);
    await clock.sleep(POLL_MS, signal);
  }
}

function whatIsHeld({ hasKey, hasButton, isCapsLockOn }: Pressed, isButtonOurs: boolean): string | null {
  if (hasKey) return `a key ${NOT_PRESSED}`;
  if (hasButton && !isButtonOurs) return `a mouse button ${NOT_PRESSED}`;
  if (isButtonOurs && !hasButton) return LET_GO;
  return isCapsLockOn ? 'Caps Lock was on that the agent has not pressed' : null;
}
