import { AirlockError } from '../../../shared/airlock-error';
import type { Claim, SessionSettings, SessionState } from '../../../shared/domain/session';
import type { LoopEnd } from '../agent/agent-loop';
import { isCancelled } from '../base/limits';
import { claimSentence } from '../dialogue/claim-words';

/** The state a session ends in, why, and who ended it. */
export type Ending = {
  readonly state: SessionState;
  readonly reason: string;
  readonly by: string;
  /** What is said of the task. */
  readonly claim?: Claim | null;
};

/** The error for something that can't be done to a session in this state. */
export function conflict(what: string, state: SessionState): AirlockError {
  return new AirlockError('conflict', `Can't ${what}: the session is ${state.replaceAll('-', ' ')}.`);
}

/** The error for a resume that would send the model the very request that it has refused. */
export function heldUp(): AirlockError {
  return new AirlockError(
    'conflict',
    "Can't resume as it is: the model would refuse the same again. Say something to the agent, leave its last turn out or have the conversation summed up.",
  );
}

/** How a session ended whose agent came to an end by itself. */
export function describeEnd(end: LoopEnd, settings: SessionSettings): Ending {
  if (end.kind === 'finished') return finished(end.claim);
  if (end.kind === 'unanswered') {
    const reason = `Nobody answered the agent within ${settings.policy.question_timeout_seconds} s.`;
    return { state: 'stopped', reason, by: 'clock' };
  }
  const reason =
    end.kind === 'overspent'
      ? `The limit of ${end.budget} was reached.`
      : `The limit of ${settings.policy.max_steps} steps was reached.`;
  return { state: 'stopped', reason, by: 'policy' };
}

function finished(claim: Claim): Ending {
  const { by, outcome } = claim;
  const reason = claimSentence(by === 'agent' ? 'agent' : 'operator', outcome);
  return { state: 'finished', reason, by, claim };
}

/** How a session ended that an error ended. Only errors of ours say more than that there was one. */
export function describeFailure(error: unknown): Ending {
  if (isCancelled(error)) return { state: 'stopped', reason: 'Stopped.', by: 'console' };
  const isOurs = error instanceof AirlockError;
  const reason = isOurs
    ? error.message
    : 'An internal error ended the session. The record shows how far it came.';
  return { state: 'failed', reason, by: 'console' };
}
