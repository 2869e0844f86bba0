import type { ApprovalOutcome } from '../domain/approval';
import type { EntryOf } from '../domain/audit-entry';

/**
 * What became of a step. `judged`: it may run and has not begun; `waiting`: for the operator; `unknown`: it began and
 * its outcome was never recorded.
 */
export type StepStatus =
  | 'judged'
  | 'waiting'
  | 'running'
  | 'done'
  | 'failed'
  | 'denied'
  | 'skipped'
  | 'unknown';

/** Something that was put before the operator, and the answer once there is one. */
export type RecordedApproval = {
  readonly requested: EntryOf<'approval-requested'>;
  readonly settled: EntryOf<'approval-settled'> | null;
  /** The call that it was asked for; null for what is no action. */
  readonly toolUseId: string | null;
};

/**
 * Something that the agent asked or said, and what the operator answered, something that they said by themselves, or a
 * summary from which the agent goes on.
 */
export type Exchange = {
  readonly kind: 'answer' | 'guidance' | 'summary';
  /** The agent's; empty where the step itself is the question, and where there was none. */
  readonly words: string;
  /** The operator's; null where a question got no answer. */
  readonly answer: string | null;
  readonly by: string;
};

/** Everything that a record says of one call of the model, from the gate's judgement to its outcome. */
export type RecordedStep = {
  readonly toolUseId: string;
  /** What the model said before it; on the first step of a turn only. */
  readonly words: string;
  /** What was said between agent and operator since the step before. */
  readonly said: readonly Exchange[];
  /** What came of a step that asks the operator; null for any other, and until it is answered. */
  readonly answered: Exchange | null;
  /** Oldest first: it is judged again after whatever may have changed it. Empty for one that was skipped unjudged. */
  readonly judgements: readonly EntryOf<'action-judged'>[];
  readonly approvals: readonly RecordedApproval[];
  readonly started: EntryOf<'action-started'> | null;
  readonly finished: EntryOf<'action-finished'> | null;
  readonly status: StepStatus;
};

/** A line that says something of one step. */
export type StepLine = EntryOf<
  | 'action-judged'
  | 'approval-requested'
  | 'approval-settled'
  | 'action-started'
  | 'action-finished'
  | 'action-skipped'
>;

const AFTER_ANSWER: Readonly<Record<ApprovalOutcome, StepStatus>> = {
  approved: 'judged',
  edited: 'judged',
  denied: 'denied',
  expired: 'denied',
  void: 'denied',
  cancelled: 'skipped',
};

/** What a step has become with one more line: the newest line counts. */
export function statusAfter(before: StepStatus, line: StepLine): StepStatus {
  switch (line.kind) {
    case 'action-judged':
      return line.detail.verdict === 'deny' ? 'denied' : 'judged';
    case 'approval-requested':
      return 'waiting';
    case 'approval-settled':
      return AFTER_ANSWER[line.detail.outcome];
    case 'action-started':
      return 'running';
    case 'action-finished':
      return before === 'denied' ? 'denied' : line.detail.outcome;
    case 'action-skipped':
      return 'skipped';
  }
}

/** What becomes of a step that the end of the session finds as it is. */
export function statusAtEnd(before: StepStatus): StepStatus {
  if (before === 'running') return 'unknown';
  return before === 'waiting' || before === 'judged' ? 'skipped' : before;
}

/** The step's number in the session; null where no judgement has one. */
export function numberOf({ judgements }: RecordedStep): number | null {
  return lastKnown(judgements.map(({ step }) => step));
}

/** The last of these that is there at all. */
export function lastKnown<T>(values: readonly (T | null)[]): T | null {
  return values.filter((value) => value !== null).at(-1) ?? null;
}

/**
 * Whether the record lets a step begin: its newest judgement allows it, or asks and the operator approved what was asked
 * on it. An answer with changes permits nothing by itself: what was made of the action is judged anew.
 */
export function mayBegin({ judgements, approvals }: RecordedStep): boolean {
  const judged = judgements.at(-1);
  if (judged === undefined || judged.detail.verdict === 'deny') return false;
  if (judged.detail.verdict === 'allow') return true;
  const asked = approvals.at(-1);
  return (
    asked !== undefined && asked.requested.seq > judged.seq && asked.settled?.detail.outcome === 'approved'
  );
}
