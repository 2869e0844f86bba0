import { create } from 'zustand';
import { MAX_PLAN_STEP, MAX_PLAN_STEPS, PlanStepText } from '../../shared/domain/plan';

/** One step of a plan as typed. Its id outlives a change of place. */
export type PlanRow = { readonly id: number; readonly text: string };

/** Plans as changed so far, by the proposal that they are for: another card may come in between. */
export const usePlanDrafts = create<{ readonly plans: Readonly<Record<string, readonly PlanRow[]>> }>(() => ({
  plans: {},
}));

export function keepPlan(approvalId: string, rows: readonly PlanRow[]): void {
  usePlanDrafts.setState(({ plans }) => ({ plans: { ...plans, [approvalId]: rows } }));
}

export function rowsOf(steps: readonly string[]): readonly PlanRow[] {
  return steps.map((text, id) => ({ id, text }));
}

export function changeRow(rows: readonly PlanRow[], id: number, text: string): readonly PlanRow[] {
  return rows.map((row) => (row.id === id ? { id, text } : row));
}

/** The rows without the one in this place. */
export function removeRow(rows: readonly PlanRow[], place: number): readonly PlanRow[] {
  return rows.filter((_row, index) => index !== place);
}

/** The rows with the one in this place moved by one; the same rows where there is no such place. */
export function moveRow(rows: readonly PlanRow[], place: number, by: -1 | 1): readonly PlanRow[] {
  const [row, other] = [rows[place], rows[place + by]];
  if (row === undefined || other === undefined) return rows;
  return rows.map((one) => (one === row ? other : one === other ? row : one));
}

/** The rows with an empty one after this place; the same rows where a plan takes no more. */
export function addRow(rows: readonly PlanRow[], after: number): readonly PlanRow[] {
  if (rows.length >= MAX_PLAN_STEPS) return rows;
  const id = Math.max(-1, ...rows.map((row) => row.id)) + 1;
  return [...rows.slice(0, after + 1), { id, text: '' }, ...rows.slice(after + 1)];
}

export function stepsOf(rows: readonly PlanRow[]): readonly string[] {
  return rows.map(({ text }) => text.trim());
}

/** Why the rows are no plan that can be approved; null when they are one. */
export function planProblem(rows: readonly PlanRow[]): string | null {
  if (rows.length === 0) return 'A plan has at least one step.';
  const bad = rows.findIndex(({ text }) => !PlanStepText.safeParse(text).success);
  const row = rows[bad];
  if (row === undefined) return null;
  const name = `Step ${bad + 1}`;
  if (row.text.trim() === '') return `${name} is empty: write it or remove it.`;
  if (row.text.trim().length > MAX_PLAN_STEP) return `${name} is longer than ${MAX_PLAN_STEP} characters.`;
  return `${name} holds a character that can’t be seen: write it anew.`;
}
