import type { AuditDraft } from '../../../shared/domain/audit-entry';
import {
  type ApprovedPlan,
  beginPlan,
  markStep,
  type Plan,
  type StepMark,
} from '../../../shared/domain/plan';

export type PlanBookDeps = {
  /** Whether the agent proposes its steps before it may do anything but look. */
  readonly planFirst: boolean;
  readonly record: { append(draft: AuditDraft): Promise<unknown> };
};

/** The plan of one run: which steps the operator has approved, and how far the agent says that it is. */
export class PlanBook {
  #approved: Plan | null = null;
  #isProposed = false;

  constructor(private readonly deps: PlanBookDeps) {}

  get planFirst(): boolean {
    return this.deps.planFirst;
  }

  /** The plan that holds; null before one was approved. */
  get approved(): Plan | null {
    return this.#approved;
  }

  /** Whether nothing but looking is allowed: no plan was approved yet, or another one is before the operator. */
  get isAwaited(): boolean {
    return this.planFirst && (this.#approved === null || this.#isProposed);
  }

  /** A plan is put before the operator; until the returned function is called the one before does not count. */
  propose(): () => void {
    this.#isProposed = true;
    return () => {
      this.#isProposed = false;
    };
  }

  /** On disk when it answers, and only then in force. Rejects with `audit-failed`. */
  async approve(plan: ApprovedPlan): Promise<void> {
    await this.deps.record.append({ kind: 'plan', detail: plan });
    this.#approved = beginPlan(plan);
  }

  /** False where the plan has no such step. */
  mark(mark: StepMark): boolean {
    if (this.#approved?.steps[mark.step - 1] === undefined) return false;
    this.#approved = markStep(this.#approved, mark);
    return true;
  }
}
