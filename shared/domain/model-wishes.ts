import { z } from 'zod';
import { Effort, ThinkingDisplay } from './model-row';

/** The API refuses a smaller one. */
export const LEAST_TASK_BUDGET = 20_000;
export const MOST_TASK_BUDGET = 100_000_000;

/** How the model of a run is asked, for the whole of it. Null: as the model does by itself. */
export const ModelWishes = z
  .object({
    effort: Effort.nullable().default(null),
    thinkingDisplay: ThinkingDisplay.nullable().default(null),
    /** Tokens that the task should take, which the model sees and is not held to. */
    taskBudget: z.number().int().min(LEAST_TASK_BUDGET).max(MOST_TASK_BUDGET).nullable().default(null),
  })
  .strict()
  .readonly();
export type ModelWishes = z.infer<typeof ModelWishes>;

export const NO_WISHES: ModelWishes = { effort: null, thinkingDisplay: null, taskBudget: null };
