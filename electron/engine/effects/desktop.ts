import type { Display } from '../sandbox/display/display';

/** The part of a sandbox that actions reach. */
export interface Desktop {
  readonly display: Pick<
    Display,
    | 'cursor'
    | 'capture'
    | 'captureBox'
    | 'settle'
    | 'move'
    | 'press'
    | 'release'
    | 'click'
    | 'drag'
    | 'scroll'
    | 'type'
    | 'tap'
    | 'hold'
    | 'holding'
  >;
  readonly browser: {
    isLoading(): boolean;
    /** Puts text into the focused field; false, and nothing done, when no page has the keyboard. */
    insertText(text: string): Promise<boolean>;
  };
  /** What has happened to the sandbox that the agent must be told, asked once; null: nothing. Waits for a repair. */
  recovered(signal: AbortSignal): Promise<string | null>;
}
