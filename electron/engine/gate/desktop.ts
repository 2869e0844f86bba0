import type { Box, Point } from '../../../shared/domain/geometry';
import type { Target } from '../../../shared/domain/target';
import type { Display } from '../sandbox/display/display';

/** The part of a sandbox that the agent's actions reach and the gate looks at. */
export interface Desktop {
  readonly display: Display;
  readonly browser: {
    targetAt(point: Point): Promise<Target>;
    focusedTarget(): Promise<Target>;
    /**
     * Where on the screen the elements can be seen that each CSS selector matches. Null when that can't be told: then
     * it has to be taken for the whole screen.
     */
    boxesOf(selectors: readonly string[]): Promise<ReadonlyMap<string, readonly Box[] | null>>;
    isLoading(): boolean;
    /** Puts text into the focused field; false, and nothing done, when no page has the keyboard. */
    insertText(text: string): Promise<boolean>;
  };
  /**
   * Waits until both can be used, and answers what the agent must be told since it was last asked, because what it saw
   * before is gone. Null: nothing.
   */
  recovered(signal: AbortSignal): Promise<string | null>;
}
