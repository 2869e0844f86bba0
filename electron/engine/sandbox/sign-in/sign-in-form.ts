import type { SignInStep } from '../../../../shared/domain/sign-in';
import type { ElementTarget } from '../../../../shared/domain/target';

/** What is signed in with: user name and password in one step or two, or a one-time code. */
export type SignInWith = 'login' | 'code';

/** What is asked for by a form. */
export type FormStep = Exclude<SignInStep, 'passkey'>;

/** A form to sign in with, as it was read from the page in front. Every string of its targets is untrusted. */
export type SignInForm = {
  readonly step: FormStep;
  /** Of the document that the fields are in, and of the page around it: both are bound origins. */
  readonly origin: string;
  readonly topOrigin: string;
  /** Origin that the form goes to. */
  readonly submitsTo: string;
  /** The fields that are filled, in the order of the page; six boxes of a code are six. */
  readonly fields: readonly ElementTarget[];
  /** What sends it; null when that is the Enter key. */
  readonly submit: ElementTarget | null;
  /** Names frame, document, form and fields: another of any of them has another. */
  readonly fingerprint: string;
};

/** `none`: nothing is filled here, for a reason that is a fixed phrase of ours. */
export type SignInSight =
  | { readonly kind: 'form'; readonly form: SignInForm }
  | { readonly kind: 'none'; readonly why: string };

/** What goes into the fields; wiped by whoever made it. */
export type SignInValues = {
  readonly userName: Buffer | null;
  readonly password: Buffer | null;
  readonly code: Buffer | null;
};

/**
 * `sent`: filled, sent, and another document or another step has come. `cleared`: filled and sent, nothing came of it
 * within the limit, and the fields were emptied. `refused`: it was no longer what it had been, and nothing was filled.
 * `exposedMs`: how long a value stood in the page.
 */
export type SignInOutcome =
  | { readonly kind: 'sent' | 'cleared'; readonly exposedMs: number }
  | { readonly kind: 'refused'; readonly why: string };
