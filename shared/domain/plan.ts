import { z } from 'zod';
import { hasHidden } from '../text/visible-text';

/** The most steps of a plan, and the most characters of one step and of what is said of it. */
export const MAX_PLAN_STEPS = 20;
export const MAX_PLAN_STEP = 300;
export const MAX_STEP_NOTE = 300;
export const MAX_PLAN_NOTE = 1000;

/** One line that an operator can read whole: what can't be seen is not approved. */
export const PlanStepText = z
  .string()
  .trim()
  .min(1)
  .max(MAX_PLAN_STEP)
  .refine((text) => !hasHidden(text), 'one line, without characters that can’t be seen');

export const PlanSteps = z.array(PlanStepText).min(1).max(MAX_PLAN_STEPS).readonly();
export type PlanSteps = z.infer<typeof PlanSteps>;

/** How far a step is, as the agent says. */
export const SAID_STATES = ['begun', 'done', 'left_out'] as const;
const PlanStep = z
  .object({ text: z.string(), state: z.enum(['open', ...SAID_STATES]), note: z.string() })
  .readonly();
export type PlanStep = z.infer<typeof PlanStep>;

/** A plan that the operator has approved, and how far the agent says that it is. */
export const Plan = z
  .object({
    steps: z.array(PlanStep).readonly(),
    /** Who approved it. */
    by: z.string(),
    /** Whether the operator had changed what was proposed. */
    changed: z.boolean(),
  })
  .readonly();
export type Plan = z.infer<typeof Plan>;

/** What a record says of a plan that was approved. */
export const ApprovedPlan = z
  .object({ steps: z.array(z.string()).readonly(), by: z.string(), changed: z.boolean() })
  .readonly();
export type ApprovedPlan = z.infer<typeof ApprovedPlan>;

/** What the agent says of one step, numbered from 1. */
export type StepMark = {
  readonly step: number;
  readonly state: (typeof SAID_STATES)[number];
  readonly note?: string | null | undefined;
};

export function beginPlan({ steps, by, changed }: ApprovedPlan): Plan {
  return { steps: steps.map((text) => ({ text, state: 'open', note: '' })), by, changed };
}

/** The plan after one more word of the agent's; the same plan where it has no such step. */
export function markStep(plan: Plan, { step, state, note }: StepMark): Plan {
  if (plan.steps[step - 1] === undefined) return plan;
  const steps = plan.steps.map((one, index) =>
    index === step - 1 ? { ...one, state, note: note ?? '' } : one,
  );
  return { ...plan, steps };
}
