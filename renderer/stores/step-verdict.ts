import type { ApprovalOutcome } from '../../shared/domain/approval';
import type { RunStep } from './run-steps';

export type VerdictTone = 'neutral' | 'accent' | 'attention' | 'denied' | 'allowed';
export type StepVerdict = { readonly label: string; readonly tone: VerdictTone };

const SETTLED: Record<Exclude<ApprovalOutcome, 'approved'>, StepVerdict> = {
  denied: { label: 'Denied', tone: 'denied' },
  expired: { label: 'No answer', tone: 'denied' },
  void: { label: 'Void', tone: 'denied' },
  cancelled: { label: 'Not run', tone: 'neutral' },
};

/** What became of a step, in one word. `Blocked` is the policy's doing, `Denied` the operator's. */
export function stepVerdict(step: RunStep): StepVerdict {
  const outcome = step.approvals.at(-1)?.outcome ?? null;
  switch (step.status) {
    case 'waiting':
      return { label: 'Needs you', tone: 'attention' };
    case 'denied':
      return outcome === null || outcome === 'approved'
        ? { label: 'Blocked', tone: 'denied' }
        : SETTLED[outcome];
    case 'done':
      return outcome === 'approved'
        ? { label: 'Approved', tone: 'allowed' }
        : { label: 'Allowed', tone: 'neutral' };
    case 'judged':
      return { label: 'Checked', tone: 'neutral' };
    case 'running':
      return { label: 'Running', tone: 'accent' };
    case 'skipped':
      return { label: 'Not run', tone: 'neutral' };
    case 'failed':
      return { label: 'Failed', tone: 'denied' };
    case 'unknown':
      return { label: 'Outcome unknown', tone: 'denied' };
  }
}

export function isDenied(step: RunStep): boolean {
  return step.status === 'denied';
}
