import type { Action, RecordedAction } from '../../../shared/domain/action';
import type { Credential } from '../../../shared/domain/credential';
import type { FormUse } from '../../../shared/domain/sign-in';
import type { Target } from '../../../shared/domain/target';
import type { Agreed } from '../barrier/act';
import type { PasskeyPlace } from '../sandbox/passkeys/passkey-place';
import type { SignInForm } from '../sandbox/sign-in/sign-in-form';

/** Leave to carry out one action, now and once. Its intent is on disk. */
export type Permit = {
  readonly toolUseId: string;
  readonly step: number;
  readonly action: Action;
  /** The action as the record has it. */
  readonly recorded: RecordedAction;
  /** What the agent has to be told with the result; null: nothing. */
  readonly note: string | null;
  /** What was agreed to before it, by a person or a rule that names the risk; null where it passed as harmless. */
  readonly agreed: Agreed | null;
  /** Whether the target has to be read once more right before the effect: the operator was asked about it. */
  readonly wasAsked: boolean;
  /** Reads the target once more, and says what has changed. */
  readonly look: () => Promise<readonly string[]>;
  /** What the action would hit, as it was judged: for a click or a drag what is at its places, in their order. */
  readonly targets: readonly Target[];
  /** What is filled with which credential, and into nothing else; null for any other action. */
  readonly signIn: {
    readonly entryId: string;
    /** That the entry is bound to. */
    readonly origins: readonly string[];
    readonly form: SignInForm;
    readonly codeFrom: FormUse['codeFrom'];
  } | null;
  /** Which passkey is used, and where; for this one press. Null for any other action. */
  readonly passkey: { readonly entryId: string; readonly place: PasskeyPlace } | null;
  /** The entry whose sign-in is used on its origins, as it was judged, and as no other; null for any other action. */
  readonly session: Credential | null;
  /** What the same is now, drawn anew perhaps; null when something else is there. Read between two presses, too. */
  readonly again: () => Promise<readonly Target[] | null>;
};

/** The permits of one run: only the gate issues them, and only the newest is good, once. */
export class Permits {
  #current: Permit | null = null;

  issue(permit: Permit): Permit {
    this.#current = permit;
    return permit;
  }

  /** True for the permit that was issued last and has not been taken: from here on it is used up. */
  take(permit: Permit): boolean {
    const isGood = permit === this.#current;
    if (isGood) this.#current = null;
    return isGood;
  }
}
