import type { ApprovalOutcome } from '../../shared/domain/approval';
import type { RunStep } from '../../shared/record/run-steps';
import { OUTCOME_NAMES } from './outcome-words';

export type VerdictTone = 'neutral' | 'accent' | 'attention' | 'denied' | 'allowed';
export type StepVerdict = { readonly label: string; readonly tone: VerdictTone };

export const SETTLED_VERDICTS: Record<ApprovalOutcome, StepVerdict> = {
  approved: { label: OUTCOME_NAMES.approved, tone: 'allowed' },
  edited: { label: OUTCOME_NAMES.edited, tone: 'allowed' },
  denied: { label: OUTCOME_NAMES.denied, tone: 'denied' },
  expired: { label: OUTCOME_NAMES.expired, tone: 'denied' },
  void: { label: OUTCOME_NAMES.void, tone: 'denied' },
  cancelled: { label: OUTCOME_NAMES.cancelled, tone: 'neutral' },
};

/** What became of a step, in one word. `Blocked` is the policy's doing, `Denied` the operator's. */
export function stepVerdict(step: RunStep): StepVerdict {
  const outcome = step.approvals.at(-1)?.outcome ?? null;
  switch (step.status) {
    case 'waiting':
      return { label: 'Needs you', tone: 'attention' };
    case 'denied':
      return outcome === null || wasLetGo(outcome)
        ? { label: 'Denied by policy', tone: 'denied' }
        : SETTLED_VERDICTS[outcome];
    case 'done':
      return wasLetGo(outcome) ? SETTLED_VERDICTS[outcome] : { label: 'Allowed', tone: 'neutral' };
    case 'judged':
      return { label: 'Checked', tone: 'neutral' };
    case 'running':
      return { label: 'Running', tone: 'accent' };
    case 'skipped':
      return outcome === 'cancelled' ? SETTLED_VERDICTS.cancelled : { label: 'Not run', tone: 'neutral' };
    case 'failed':
      return { label: 'Failed', tone: 'denied' };
    case 'unknown':
      return { label: 'Outcome unknown', tone: 'denied' };
  }
}

function wasLetGo(outcome: ApprovalOutcome | null): outcome is 'approved' | 'edited' {
  return outcome === 'approved' || outcome === 'edited';
}

export function isDenied(step: RunStep): boolean {
  return step.status === 'denied';
}
