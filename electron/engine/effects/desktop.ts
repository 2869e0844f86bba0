import type { InputKind } from '../sandbox/browser/input-probe';
import type { InputWatch } from '../sandbox/browser/input-watch';
import type { Display } from '../sandbox/display/display';
import type { Pressed } from '../sandbox/display/pressed';

/** A watch over the input of one action, as actions use it. */
export type WatchedInput = Pick<InputWatch, 'aimAt' | 'reached' | 'insertText' | 'end'>;

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
    | 'forgetButtons'
  >;
  readonly browser: {
    isLoading(): boolean;
    /** Keeps the input of one action from every page, until it is aimed at an element, and for that alone. */
    watchInput(kind: InputKind): Promise<WatchedInput>;
    /** What is down on keyboard and mouse, whoever pressed it. Rejects when nobody can tell. */
    pressed(): Promise<Pressed>;
  };
  /** What has happened to the sandbox that the agent must be told, asked once; null: nothing. Waits for a repair. */
  recovered(signal: AbortSignal): Promise<string | null>;
}
