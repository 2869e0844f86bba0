import type { Box, Point } from '../../../shared/domain/geometry';
import type { Target } from '../../../shared/domain/target';
import type { Camera } from '../redaction/camera';
import type { Picture } from '../sandbox/display/framebuffer';
import type { Passkeys } from '../sandbox/passkeys/passkeys';
import type { SignInSight, SignInWith } from '../sandbox/sign-in/sign-in-form';

/** The part of a sandbox that the gate looks at. Nothing in it acts. */
export interface Scene {
  readonly display: {
    /** Of the screen, in pixels. */
    readonly size: { readonly width: number; readonly height: number };
    readonly cursor: Point;
    readonly isButtonDown: boolean;
    /** What is on a part of the screen now, unmasked; for comparing, never to be shown. */
    pixelsIn(box: Box): Picture;
  };
  /** The only pictures that may be kept or shown. */
  readonly camera: Pick<Camera, 'take'>;
  readonly browser: {
    targetAt(point: Point): Promise<Target>;
    focusedTarget(): Promise<Target>;
    /** Answers when the page has drawn what came of the input until now, or after a moment. Never rejects. */
    drawn(): Promise<void>;
    /**
     * Where on the screen the elements can be seen that each CSS selector matches. Null when that can't be told: then
     * it has to be taken for the whole screen.
     */
    boxesOf(selectors: readonly string[]): Promise<ReadonlyMap<string, readonly Box[] | null>>;
    /** The form of the page in front to sign in with, if it is on one of the origins. Never rejects. */
    findSignIn(wanted: {
      readonly with: SignInWith;
      readonly origins: readonly string[];
    }): Promise<SignInSight>;
    readonly passkeys: Pick<Passkeys, 'find'>;
  };
  /**
   * Waits until both can be used, and answers what the agent must be told since it was last asked, because what it saw
   * before is gone. Null: nothing.
   */
  recovered(signal: AbortSignal): Promise<string | null>;
}
