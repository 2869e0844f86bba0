import type { Display } from '../sandbox/display/display';
import type { Pressed } from '../sandbox/display/pressed';

/** The part of a sandbox that actions reach. */
export interface Desktop {
  readonly display: Pick<
    Display,
    | 'cursor'
    | 'isButtonDown'
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
    /** What is down on keyboard and mouse, whoever pressed it. Rejects when nobody can tell. */
    pressed(): Promise<Pressed>;
  };
  /** What has happened to the sandbox that the agent must be told, asked once; null: nothing. Waits for a repair. */
  recovered(signal: AbortSignal): Promise<string | null>;
}
