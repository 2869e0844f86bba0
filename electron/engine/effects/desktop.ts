import type { Unsubscribe } from '../base/emitter';
import type { Camera } from '../redaction/camera';
import type { FilledDocuments } from '../sandbox/browser/filled-documents';
import type { InputKind } from '../sandbox/browser/input-probe';
import type { InputWatch } from '../sandbox/browser/input-watch';
import type { Display } from '../sandbox/display/display';
import type { Pressed } from '../sandbox/display/pressed';
import type { KeptSignIns } from '../sandbox/kept-sign-in/kept-sign-ins';
import type { Passkeys } from '../sandbox/passkeys/passkeys';
import type { HeldHeaders } from '../sandbox/requests/held-headers';
import type { SignInForm, SignInOutcome, SignInValues } from '../sandbox/sign-in/sign-in-form';
import type { SignedOutSigns } from '../sandbox/sign-in/signed-out-signs';

/** A watch over the input of one action, as actions use it. */
export type WatchedInput = Pick<InputWatch, 'aimAt' | 'reached' | 'insertText' | 'end'>;

/** The part of a sandbox that actions reach. */
export interface Desktop {
  readonly display: Pick<
    Display,
    | 'cursor'
    | 'isButtonDown'
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
  /** The only pictures that may be kept or shown. */
  readonly camera: Pick<Camera, 'take' | 'hide'>;
  readonly browser: {
    isLoading(): boolean;
    /** Keeps the input of one action from every page, until it is aimed at an element, and for that alone. */
    watchInput(kind: InputKind): Promise<WatchedInput>;
    /**
     * Fills a form and sends it as one step, if it is still what it was. Whatever happens, no value stays in the page for
     * longer than that takes.
     */
    signIn(form: SignInForm, values: SignInValues, signal: AbortSignal): Promise<SignInOutcome>;
    readonly passkeys: Pick<Passkeys, 'use'>;
    /** Headers that the console adds to what pages ask for. */
    readonly requests: { readonly headers: Pick<HeldHeaders, 'hold'> };
    readonly keptSignIns: Pick<KeptSignIns, 'putBack' | 'stands'>;
    /** What in its pages speaks against a sign-in that was put back. */
    readonly signedOutSigns: Pick<SignedOutSigns, 'mark' | 'find'>;
    /** Loads the page in front anew, if it is of one of these origins. Rejects when no page can be asked. */
    loadFrontAnew(origins: readonly string[]): Promise<void>;
    onClosed(listener: (why: string) => void): Unsubscribe;
    /** What its pages have of the secrets that were filled in. */
    readonly filled: Pick<FilledDocuments, 'holdAny' | 'destinationsOf'>;
    /** What is down on keyboard and mouse, whoever pressed it. Rejects when nobody can tell. */
    pressed(): Promise<Pressed>;
  };
  /** What has happened to the sandbox that the agent must be told, asked once; null: nothing. Waits for a repair. */
  recovered(signal: AbortSignal): Promise<string | null>;
}
