import type { RecordedAction } from '../domain/action';
import type { ApprovalOutcome } from '../domain/approval';
import type { EntryOf } from '../domain/audit-entry';
import type { Point } from '../domain/geometry';
import type { RedactionNote } from '../domain/redaction';
import type { RiskFinding, RiskLevel } from '../domain/risk';
import type { SignInUse } from '../domain/sign-in';
import type { Target } from '../domain/target';
import {
  type Exchange,
  lastKnown,
  numberOf,
  type RecordedApproval,
  type RecordedStep,
  type StepStatus,
} from './recorded-step';

export type StepApproval = {
  readonly approvalId: string;
  readonly sentence: string;
  readonly outcome: ApprovalOutcome | null;
  readonly by: string;
  readonly reason: string;
  readonly decidedAfterMs: number | null;
};

/** A step as the window shows it. */
export type RunStep = {
  readonly toolUseId: string;
  /** Number of the step in the session; the record's own. */
  readonly number: number;
  readonly seq: number;
  readonly timestamp: string;
  readonly action: RecordedAction;
  readonly target: Target | null;
  /** Everything it acts on, where that is more than one thing: both ends of a drag. */
  readonly targets?: readonly Target[];
  readonly points: readonly Point[];
  readonly verdict: 'allow' | 'ask' | 'deny';
  readonly rule: string;
  /** The value of the rule that decided, in words; empty where there is none. */
  readonly value: string;
  readonly why: string;
  readonly findings: readonly RiskFinding[];
  readonly level: RiskLevel;
  /** The credential that it used, or would have used, and where; null for any other action. */
  readonly signIn: SignInUse | null;
  /** For how long a secret stood in the page; null where none did. */
  readonly exposedMs: number | null;
  readonly approvals: readonly StepApproval[];
  readonly status: StepStatus;
  readonly denialReason: string | null;
  readonly error: string | null;
  readonly durationMs: number | null;
  readonly before: string | null;
  readonly after: string | null;
  /** What is black in the two pictures and why; null where nothing is. */
  readonly masked: { readonly before: RedactionNote | null; readonly after: RedactionNote | null };
  /** What the model said before this step; on the first step of a turn only. */
  readonly words: string;
  /** What was said between agent and operator since the step before. */
  readonly said: readonly Exchange[];
  /** What came of a question that it asks; null for any other step. */
  readonly answered: Exchange | null;
};

type Judged = EntryOf<'action-judged'>;

/**
 * The judged steps of a record, in the order in which they first were, as the window shows them. What is read of one
 * costs the same however many there are, and leaves the others the objects that they are.
 */
export class RunSteps {
  /** Grows in place. */
  readonly #shown: RunStep[] = [];
  readonly #places = new Map<string, number>();

  get all(): readonly RunStep[] {
    return this.#shown;
  }

  /** Shows a step as its record now is; one that was not judged is none. */
  note(step: RecordedStep): void {
    const [first] = step.judgements;
    const last = step.judgements.at(-1);
    if (first === undefined || last === undefined) return;
    const place = this.#places.get(step.toolUseId) ?? this.#shown.length;
    this.#places.set(step.toolUseId, place);
    this.#shown[place] = show(step, { first, last, place: place + 1 });
  }
}

type Judgements = { readonly first: Judged; readonly last: Judged; readonly place: number };

function show(step: RecordedStep, { first, last, place }: Judgements): RunStep {
  const { toolUseId, judgements, approvals, finished, status, words, said, answered } = step;
  const lastPicture = [...judgements].reverse().find(({ screenshot_saved }) => screenshot_saved !== null);
  const { target, targets, points, verdict, rule, value, why, findings, level, signIn } = last.detail;
  const { error = null, durationMs = null, exposedMs = null } = finished?.detail ?? {};
  return {
    toolUseId,
    number: numberOf(step) ?? place,
    seq: first.seq,
    timestamp: first.timestamp,
    action: lastKnown(judgements.map(({ action }) => action)) ?? { member: 'unknown', input: {} },
    target,
    ...(targets.length > 1 && { targets }),
    points,
    verdict,
    rule,
    value,
    why,
    findings,
    level,
    signIn,
    exposedMs,
    approvals: approvals.map(showApproval),
    status,
    denialReason: denialReason(last, approvals),
    error,
    durationMs,
    before: lastKnown(judgements.map(({ screenshot_saved }) => screenshot_saved)),
    after: finished?.screenshot_saved ?? null,
    masked: { before: lastPicture?.redaction ?? null, after: finished?.redaction ?? null },
    words,
    said,
    answered,
  };
}

export function showApproval({ requested, settled }: RecordedApproval): StepApproval {
  const { approvalId, sentence } = requested.detail;
  if (settled === null) {
    return { approvalId, sentence, outcome: null, by: '', reason: '', decidedAfterMs: null };
  }
  const { outcome, by, reason, decidedAfterMs } = settled.detail;
  return { approvalId, sentence, outcome, by, reason, decidedAfterMs };
}

const OUTCOME_REASONS: Record<Exclude<ApprovalOutcome, 'approved' | 'edited'>, string> = {
  denied: 'Denied by the operator.',
  expired: 'Nobody answered in time.',
  cancelled: 'The session ended before a decision.',
  void: 'The screen changed after the approval.',
};

/** Why it was not done, by the newest judgement or what the operator said to it. */
function denialReason(judged: Judged, approvals: readonly RecordedApproval[]): string | null {
  const reasons = approvals.map(({ settled }) =>
    settled === null || settled.seq < judged.seq ? null : refusal(settled),
  );
  const refused = lastKnown(reasons);
  if (refused !== null || judged.detail.verdict !== 'deny') return refused;
  return judged.denial_reason ?? judged.detail.why;
}

function refusal({ detail, denial_reason }: EntryOf<'approval-settled'>): string | null {
  const { outcome, reason } = detail;
  if (outcome === 'approved' || outcome === 'edited') return null;
  return denial_reason ?? (reason || OUTCOME_REASONS[outcome]);
}
