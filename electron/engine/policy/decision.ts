import type { Action } from '../../../shared/domain/action';
import type { Box } from '../../../shared/domain/geometry';
import type { RiskFinding } from '../../../shared/domain/risk';
import type { SignInUse } from '../../../shared/domain/sign-in';
import type { Target } from '../../../shared/domain/target';
import type { PointerState } from '../actions/touched';
import type { ClockTime } from './rules/clock-window';

/** All that a policy goes by. */
export type Facts = {
  readonly action: Action;
  /** One for each place that the action acts on; keys and typing have the focused element. */
  readonly targets: readonly Target[];
  readonly findings: readonly RiskFinding[];
  readonly pointer: PointerState;
  /** In screenshot pixels. */
  readonly display: { readonly width: number; readonly height: number };
  /**
   * Where the policy's selectors match now, in screenshot pixels. Null: it can't be told, which counts as the whole
   * screen for a blocked region and as nothing for an allowed one.
   */
  readonly selectorBoxes: ReadonlyMap<string, readonly Box[] | null>;
  /** What a call to sign in would use, and where; null for any other action. */
  readonly signIn: SignInFacts | null;
  /** Name of a credential of which a secret would stand in what was typed, with this text at its end; null for none. */
  readonly secretOf: string | null;
  /** Whether a secret may stand in a page, filled in by the console. */
  readonly isExposed: boolean;
  readonly counts: Counts;
  /** Local time of the console. */
  readonly time: ClockTime;
};

/** `none`: nothing can be signed in with, or nowhere, for a reason that is a fixed phrase. `policies`: which may use it. */
export type SignInFacts =
  | { readonly kind: 'use'; readonly use: SignInUse; readonly policies: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

/** What the session has used, this action not counted. */
export type Counts = {
  readonly steps: number;
  readonly actionsInLastMinute: number;
  readonly sameMemberInLastMinute: number;
  readonly tokens: number;
  /** Null: the model's price is not known. */
  readonly costUsd: number | null;
};

export type Decision = {
  readonly verdict: 'allow' | 'ask' | 'deny';
  /** The policy's field that decided, or `rules[3]`. */
  readonly rule: string;
  /** The value that decided, in plain words: `30 steps`, `name Delete*`, `payment, critical`. */
  readonly value: string;
  /** A fixed phrase or the rule's own reason, for agent and operator. Of the page it has at most a host, cut. */
  readonly why: string;
};

export function refusal(rule: string, value: string, why: string): Decision {
  return { verdict: 'deny', rule, value, why };
}

const STRICTNESS: Readonly<Record<Decision['verdict'], number>> = { allow: 0, ask: 1, deny: 2 };

/** The stricter of two; of equal ones the first. */
export function stricter(first: Decision, second: Decision): Decision {
  return STRICTNESS[second.verdict] > STRICTNESS[first.verdict] ? second : first;
}
