import type { AuditEntry, EntryOf } from '../domain/audit-entry';
import {
  type Exchange,
  numberOf,
  type RecordedApproval,
  type RecordedStep,
  type StepLine,
  statusAfter,
  statusAtEnd,
} from './recorded-step';

/** Nothing but a plan is approved without words. */
const PLAN_APPROVED = 'The plan is approved.';

/**
 * Reads the lines of a record, in its order, into steps and approvals. The one place that knows which line belongs to
 * which step. Each line costs the same however long the record is, and a step that it says nothing of stays the same
 * object.
 */
export class StepReader {
  readonly #steps = new Map<string, RecordedStep>();
  readonly #approvals = new Map<string, RecordedApproval>();
  #list: readonly RecordedStep[] | null = null;
  #last: string | null = null;
  #words = '';
  #said: readonly Exchange[] = [];

  read(entry: AuditEntry): void {
    switch (entry.kind) {
      case 'model-responded':
        // A summary is nothing that it says before a step.
        if (entry.detail.purpose === 'turn') this.#words = entry.detail.text;
        break;
      case 'conversation-compacted':
        this.#sumUp(entry.detail);
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
        this.#note(entry.detail.toolUseId, entry, { started: entry });
        break;
      case 'action-finished':
        this.#note(entry.detail.toolUseId, entry, { finished: entry });
        break;
      case 'action-skipped':
        this.#note(entry.detail.toolUseId, entry, {});
        break;
      case 'guidance':
        this.#guide(entry.detail);
        break;
      case 'session-ended':
        this.#end();
        break;
      default:
    }
  }

  /** Every call that the record speaks of, in the order in which it first does. */
  get steps(): readonly RecordedStep[] {
    this.#list ??= [...this.#steps.values()];
    return this.#list;
  }

  /** Everything that was put before the operator, connections too, oldest first. */
  get approvals(): readonly RecordedApproval[] {
    return [...this.#approvals.values()];
  }

  /** The step that the record spoke of last: no other can be open, since one ends before the next begins. */
  get last(): RecordedStep | null {
    return this.#last === null ? null : this.step(this.#last);
  }

  /** What the model has said since the last new step. */
  get words(): string {
    return this.#words;
  }

  step(toolUseId: string): RecordedStep | null {
    return this.#steps.get(toolUseId) ?? null;
  }

  #judge(entry: EntryOf<'action-judged'>): void {
    const { toolUseId } = entry.detail;
    const known = this.step(toolUseId);
    const judgements = known?.judgements ?? [];
    const isNew = judgements.length === 0;
    this.#note(toolUseId, entry, {
      judgements: [...judgements, entry],
      words: isNew ? this.#words : (known?.words ?? ''),
      said: isNew ? this.#said : (known?.said ?? []),
    });
    if (!isNew) return;
    this.#words = '';
    this.#said = [];
  }

  #request(entry: EntryOf<'approval-requested'>): void {
    const { about, approvalId } = entry.detail;
    // A connection that waits is no action: whatever is answered to it permits none.
    const toolUseId = about === 'action' ? (entry.detail.toolUseId ?? this.#lastAsked(entry.step)) : null;
    const approval: RecordedApproval = { requested: entry, settled: null, toolUseId };
    this.#approvals.set(approvalId, approval);
    const step = toolUseId === null ? null : this.step(toolUseId);
    if (step !== null) {
      this.#note(step.toolUseId, entry, { approvals: [...step.approvals, approval] });
    }
  }

  #settle(entry: EntryOf<'approval-settled'>): void {
    const { approvalId, toolUseId: named } = entry.detail;
    const asked = this.#approvals.get(approvalId);
    // An answer to what was never asked answers nothing, nor does one about another call than it was asked for.
    if (asked === undefined) return;
    if (asked.requested.detail.about === 'action' && named !== null && named !== asked.toolUseId) return;
    const approval = { ...asked, settled: entry };
    this.#approvals.set(approvalId, approval);
    if (asked.requested.detail.about === 'question') {
      this.#hear(entry);
      return;
    }
    const step = asked.toolUseId === null ? null : this.step(asked.toolUseId);
    if (step === null) return;
    this.#note(step.toolUseId, entry, {
      approvals: step.approvals.map((other) => (other === asked ? approval : other)),
    });
  }

  /** An answer to a call belongs to its step, one to a turn without a call to whatever comes next. */
  #hear({ detail }: EntryOf<'approval-settled'>): void {
    const { toolUseId, by } = detail;
    const answer = detail.answer ?? (detail.outcome === 'approved' ? PLAN_APPROVED : null);
    const asking = toolUseId === null ? null : this.step(toolUseId);
    if (asking !== null) {
      this.#set({ ...asking, answered: { kind: 'answer', words: '', answer, by } });
      this.#last = asking.toolUseId;
      return;
    }
    this.#said = [...this.#said, { kind: 'answer', words: this.#words, answer, by }];
    this.#words = '';
  }

  /** What the operator says stands with what the agent does when it has read it. */
  #guide({ change, text, by }: EntryOf<'guidance'>['detail']): void {
    if (change !== 'sent') return;
    this.#said = [...this.#said, { kind: 'guidance', words: this.#words, answer: text, by }];
    this.#words = '';
  }

  /** It stands with what the agent does next, by it. */
  #sumUp({ summary, summaryBy }: EntryOf<'conversation-compacted'>['detail']): void {
    this.#said = [...this.#said, { kind: 'summary', words: summary, answer: null, by: summaryBy }];
  }

  /** For lines from before they named the call: the step of that number that was asked about, else the last such. */
  #lastAsked(number: number | null): string | null {
    const asked = this.steps.filter(({ judgements }) => judgements.at(-1)?.detail.verdict === 'ask');
    const step = asked.filter((one) => numberOf(one) === number).at(-1) ?? asked.at(-1);
    return step?.toolUseId ?? null;
  }

  #note(toolUseId: string, line: StepLine, change: Partial<RecordedStep>): void {
    const known = this.step(toolUseId) ?? unread(toolUseId);
    this.#set({ ...known, ...change, status: statusAfter(known.status, line) });
    this.#last = toolUseId;
  }

  #end(): void {
    for (const step of this.steps) {
      const status = statusAtEnd(step.status);
      if (status !== step.status) this.#set({ ...step, status });
    }
  }

  #set(step: RecordedStep): void {
    this.#steps.set(step.toolUseId, step);
    this.#list = null;
  }
}

function unread(toolUseId: string): RecordedStep {
  return {
    toolUseId,
    words: '',
    said: [],
    answered: null,
    judgements: [],
    approvals: [],
    started: null,
    finished: null,
    status: 'judged',
  };
}

/** The steps of a whole record. Pure: the same lines give the same steps. */
export function readSteps(entries: readonly AuditEntry[]): StepReader {
  const reader = new StepReader();
  for (const entry of entries) reader.read(entry);
  return reader;
}
