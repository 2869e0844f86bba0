import type { RecordedAction } from '../domain/action';
import type { ApprovalOutcome } from '../domain/approval';
import type { AuditEntry } from '../domain/audit-entry';
import type { Point } from '../domain/geometry';
import type { RiskFinding, RiskLevel } from '../domain/risk';
import type { Target } from '../domain/target';

/** What became of a step. `waiting`: for the operator; `unknown`: it started and its outcome was never recorded. */
export type StepStatus =
  | 'judged'
  | 'waiting'
  | 'running'
  | 'done'
  | 'failed'
  | 'denied'
  | 'skipped'
  | 'unknown';

export type StepApproval = {
  readonly approvalId: string;
  readonly sentence: string;
  readonly outcome: ApprovalOutcome | null;
  readonly by: string;
  readonly reason: string;
  readonly decidedAfterMs: number | null;
};

/** One call of the model, from the gate's verdict to its outcome, gathered from the record's lines. */
export type RunStep = {
  readonly toolUseId: string;
  /** Number of the step in the session; the record's own. */
  readonly number: number;
  readonly seq: number;
  readonly timestamp: string;
  readonly action: RecordedAction;
  readonly target: Target | null;
  readonly points: readonly Point[];
  readonly verdict: 'allow' | 'ask' | 'deny';
  readonly rule: string;
  /** The value of the rule that decided, in words; empty where there is none. */
  readonly value: string;
  readonly why: string;
  readonly findings: readonly RiskFinding[];
  readonly level: RiskLevel;
  readonly approvals: readonly StepApproval[];
  readonly status: StepStatus;
  readonly denialReason: string | null;
  readonly error: string | null;
  readonly durationMs: number | null;
  readonly before: string | null;
  readonly after: string | null;
  /** What the model said before this step; on the first step of a turn only. */
  readonly words: string;
};

type Draft = { -readonly [K in keyof RunStep]: RunStep[K] };
type Judged = Extract<AuditEntry, { kind: 'action-judged' }>;
type Requested = Extract<AuditEntry, { kind: 'approval-requested' }>;
type Settled = Extract<AuditEntry, { kind: 'approval-settled' }>;
type Finished = Extract<AuditEntry, { kind: 'action-finished' }>;

/** The steps of a record so far, in its order. Pure: the same lines give the same steps. */
export function deriveSteps(entries: readonly AuditEntry[]): readonly RunStep[] {
  const gatherer = new StepGatherer();
  for (const entry of entries) gatherer.read(entry);
  return gatherer.steps;
}

class StepGatherer {
  readonly steps: Draft[] = [];
  readonly #byToolUse = new Map<string, Draft>();
  readonly #byApproval = new Map<string, Draft>();
  #words = '';

  read(entry: AuditEntry): void {
    switch (entry.kind) {
      case 'model-responded':
        this.#words = entry.detail.text;
        break;
      case 'action-judged':
        this.#judge(entry);
        break;
      case 'approval-requested':
        this.#request(entry);
        break;
      case 'approval-settled':
        this.#settle(entry);
        break;
      case 'action-started':
        this.#change(entry.detail.toolUseId, { status: 'running' });
        break;
      case 'action-finished':
        this.#finish(entry);
        break;
      case 'action-skipped':
        this.#change(entry.detail.toolUseId, { status: 'skipped' });
        break;
      case 'session-ended':
        this.#close();
        break;
      default:
        break;
    }
  }

  #judge(entry: Judged): void {
    const { detail } = entry;
    const known = this.#byToolUse.get(detail.toolUseId);
    const isDenied = detail.verdict === 'deny';
    const judged = {
      ...detail,
      seq: known?.seq ?? entry.seq,
      timestamp: known?.timestamp ?? entry.timestamp,
      number: entry.step ?? known?.number ?? this.steps.length + 1,
      action: entry.action ?? known?.action ?? { member: 'unknown', input: {} },
      before: entry.screenshot_saved ?? known?.before ?? null,
      status: isDenied ? ('denied' as const) : ('judged' as const),
      denialReason: isDenied ? (entry.denial_reason ?? detail.why) : null,
    };
    if (known !== undefined) {
      Object.assign(known, judged);
      return;
    }
    const step: Draft = {
      ...judged,
      approvals: [],
      error: null,
      durationMs: null,
      after: null,
      words: this.#words,
    };
    this.#words = '';
    this.steps.push(step);
    this.#byToolUse.set(detail.toolUseId, step);
  }

  #request(entry: Requested): void {
    // A connection that waits is no action; the network of the run has it.
    if (entry.detail.about !== 'action') return;
    const step = this.#waitingStep(entry.step);
    if (step === undefined) return;
    const { approvalId, sentence } = entry.detail;
    const approval = { approvalId, sentence, outcome: null, by: '', reason: '', decidedAfterMs: null };
    step.approvals = [...step.approvals, approval];
    step.status = 'waiting';
    this.#byApproval.set(approvalId, step);
  }

  /** The step an approval belongs to: by number, else the last one that the gate asked about. */
  #waitingStep(number: number | null): Draft | undefined {
    const asked = this.steps.filter((step) => step.verdict === 'ask');
    return asked.filter((step) => step.number === number).at(-1) ?? asked.at(-1);
  }

  #settle(entry: Settled): void {
    const { detail } = entry;
    const step = this.#byApproval.get(detail.approvalId);
    if (step === undefined) return;
    step.approvals = step.approvals.map((approval) =>
      approval.approvalId === detail.approvalId ? { ...approval, ...detail } : approval,
    );
    if (detail.outcome === 'approved' || detail.outcome === 'edited') step.status = 'judged';
    else {
      step.status = detail.outcome === 'cancelled' ? 'skipped' : 'denied';
      step.denialReason = entry.denial_reason ?? (detail.reason || OUTCOME_REASONS[detail.outcome]);
    }
  }

  #finish(entry: Finished): void {
    const { toolUseId, outcome, error, durationMs } = entry.detail;
    const step = this.#byToolUse.get(toolUseId);
    const after = entry.screenshot_saved ?? step?.after ?? null;
    const isDenied = step?.status === 'denied';
    this.#change(toolUseId, { status: isDenied ? 'denied' : outcome, error, durationMs, after });
  }

  #change(toolUseId: string, change: Partial<Draft>): void {
    const step = this.#byToolUse.get(toolUseId);
    if (step !== undefined) Object.assign(step, change);
  }

  #close(): void {
    for (const step of this.steps) {
      if (step.status === 'running') step.status = 'unknown';
      if (step.status === 'waiting' || step.status === 'judged') step.status = 'skipped';
    }
  }
}

const OUTCOME_REASONS: Record<Exclude<ApprovalOutcome, 'approved' | 'edited'>, string> = {
  denied: 'Denied by the operator.',
  expired: 'Nobody answered in time.',
  cancelled: 'The session ended before a decision.',
  void: 'The screen changed after the approval.',
};
