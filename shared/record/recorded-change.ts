import type { ApprovalOutcome } from '../domain/approval';
import type { EntryOf } from '../domain/audit-entry';
import type { Change, ChangeCause } from '../domain/change';
import type { StepApproval } from './run-steps';

/**
 * What became of a change, as far as the record tells. `let-go`: it may be sent and was not yet; `waiting`: for the
 * operator; `sent`: without an answer so far; `denied`: by the policy or the operator; `gave-up`: the page no longer wanted
 * it, before anything was sent; `dropped`: nobody decided on it before the run was over; `unknown`: it was sent and nobody
 * knows whether it arrived.
 */
export type ChangeOutcome =
  | 'let-go'
  | 'waiting'
  | 'sent'
  | 'answered'
  | 'denied'
  | 'gave-up'
  | 'dropped'
  | 'unknown';

/** Everything that a record says of one request that would change something. */
export type RecordedChange = {
  readonly id: string;
  /** The line that judged it. */
  readonly seq: number;
  readonly timestamp: string;
  /** The step that it belongs to; null where none led to it. */
  readonly step: number | null;
  readonly cause: ChangeCause;
  readonly change: Change;
  /** The page that it came from. Untrusted text. */
  readonly page: string | null;
  readonly sentBefore: number;
  readonly verdict: 'allow' | 'ask' | 'deny';
  /** The field or rule of the policy that decided, and its words. */
  readonly rule: string;
  readonly why: string;
  readonly grantId: string | null;
  /** What was asked about it, the newest last. */
  readonly approvals: readonly StepApproval[];
  readonly outcome: ChangeOutcome;
  /** Of the answer; null without one. */
  readonly status: number | null;
  /** How often the same kind came again and was let go, or refused, as this one was. */
  readonly repeats: number;
};

/** What the lines of a record have said of one change so far, in whatever order they did. */
export type ChangeLines = {
  readonly judged: EntryOf<'change-judged'>;
  readonly approvals: readonly StepApproval[];
  readonly isSent: boolean;
  readonly ended: EntryOf<'change-ended'>['detail'] | null;
  /** Of the same kind, without lines of their own. */
  readonly repeats: { readonly sent: number; readonly denied: number };
};

type Decision = 'let-go' | 'waiting' | 'denied' | 'dropped';

const AFTER_ANSWER: Readonly<Record<ApprovalOutcome, Decision>> = {
  approved: 'let-go',
  edited: 'let-go',
  denied: 'denied',
  expired: 'denied',
  void: 'denied',
  cancelled: 'dropped',
};

/** What became of it. That it was sent outweighs whatever else is said: a reviewer must not miss what was altered. */
export function outcomeOf({ judged, approvals, isSent, ended }: ChangeLines, isOver: boolean): ChangeOutcome {
  if (ended?.end === 'answered') return 'answered';
  if (isSent || ended?.end === 'broken') return ended !== null || isOver ? 'unknown' : 'sent';
  const decided = decisionOf(judged.detail.verdict, approvals);
  if (decided === 'denied') return 'denied';
  if (ended !== null) return 'gave-up';
  return isOver ? 'dropped' : decided;
}

function decisionOf(verdict: RecordedChange['verdict'], approvals: readonly StepApproval[]): Decision {
  if (verdict !== 'ask') return verdict === 'deny' ? 'denied' : 'let-go';
  const answer = approvals.at(-1)?.outcome ?? null;
  return answer === null ? 'waiting' : AFTER_ANSWER[answer];
}

/** Whether it altered something at the other end, or may have. */
export function wasSent({ outcome }: RecordedChange): boolean {
  return outcome === 'sent' || outcome === 'answered' || outcome === 'unknown';
}

/** Whether somebody or something kept it from being sent. */
export function wasKept({ outcome }: RecordedChange): boolean {
  return outcome === 'denied';
}
