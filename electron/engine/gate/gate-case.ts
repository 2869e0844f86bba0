import type { Action, RecordedAction } from '../../../shared/domain/action';
import type { Grant } from '../../../shared/domain/grant';
import type { RiskFinding } from '../../../shared/domain/risk';
import type { SignInUse } from '../../../shared/domain/sign-in';
import { recordCall } from '../actions/record-call';
import type { Decision } from '../policy/decide';
import type { Batch, BatchCall } from './batch';
import type { Sight } from './sight';

/** A call on its way through the gate: as the model made it, and the action it is now. */
export type GateCase = {
  readonly call: BatchCall;
  readonly action: Action;
  /** The action as the record has it. */
  readonly recorded: RecordedAction;
  readonly batch: Batch;
  /** Number of the call in the run, from 1. */
  readonly step: number;
};

/** What was found of a case at one moment, and what the policy says to that. */
export type Judgement = {
  readonly decision: Decision;
  readonly sight: Sight;
  readonly findings: readonly RiskFinding[];
  /** The credential that it would use, and where; null for any other action. */
  readonly signIn: SignInUse | null;
  /** Name of a credential of which a secret would have been typed; null for none. */
  readonly secretOf: string | null;
  /** The screen that it was judged on. */
  readonly frame: string;
  /** The grant that lets it through without asking; null when none does. One use of it is spent when it passes. */
  readonly grant: Grant | null;
};

/** A judgement that nobody has written down: of a call that comes later. */
export type Considered = Pick<Judgement, 'decision' | 'sight' | 'findings' | 'signIn' | 'secretOf'>;

export function gateCase(about: Omit<GateCase, 'recorded'>): GateCase {
  return { ...about, recorded: recordCall(about.action.member, about.action.input) };
}
