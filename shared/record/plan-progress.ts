import { memberInputs } from '../domain/action';
import type { AuditEntry, EntryOf } from '../domain/audit-entry';
import { beginPlan, markStep, type Plan } from '../domain/plan';

/** A plan after an action was carried out: what the agent says of a step by one is its claim, and the newest counts. */
export function planAfter(plan: Plan | null, { action, detail }: EntryOf<'action-finished'>): Plan | null {
  if (plan === null || action?.member !== 'mark_step' || detail.outcome !== 'done') return plan;
  const mark = memberInputs.mark_step.safeParse(action.input);
  return mark.success ? markStep(plan, mark.data) : plan;
}

/** The plan as it stood when the step of this number had ended; null where none was approved by then. */
export function planAt(entries: readonly AuditEntry[], step: number): Plan | null {
  let plan: Plan | null = null;
  for (const entry of entries) {
    if (entry.kind === 'action-judged' && (entry.step ?? 0) > step) break;
    if (entry.kind === 'plan') plan = beginPlan(entry.detail);
    if (entry.kind === 'action-finished') plan = planAfter(plan, entry);
  }
  return plan;
}
