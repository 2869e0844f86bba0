import { z } from 'zod';

/** How much work the model puts into an answer. */
export const Effort = z.enum(['low', 'medium', 'high', 'xhigh', 'max']);
export type Effort = z.infer<typeof Effort>;

/** What is read of the model's thinking: notes made for the reader, a summary, or nothing. */
export const ThinkingDisplay = z.enum(['updates', 'summarized', 'omitted']);
export type ThinkingDisplay = z.infer<typeof ThinkingDisplay>;

/** What is known of a model before it is asked. Names and numbers are those of the Messages API. */
export const ModelRow = z
  .object({
    id: z.string().min(1).max(100),
    /** As the operator reads it. */
    name: z.string(),
    /** The newest form of the computer tool that it takes. */
    computerTool: z.enum(['computer_toolset_20260801', 'computer_20251124', 'computer_20250124']),
    /** Whether it reads messages of the role `system` in the middle of a conversation. */
    takesSystemMessages: z.boolean(),
    /** Whether it sums up a conversation when it is asked to, in a block that the API signs ("Compaction on demand"). */
    compaction: z.enum(['on-demand', 'none']),
    maxInputTokens: z.number().int().positive(),
    maxOutputTokens: z.number().int().positive(),
    /** Pictures that one request may carry. */
    mostPictures: z.number().int().positive(),
    /** Levels of effort, from low to high; empty where it takes none. */
    efforts: z.array(Effort).readonly(),
    thinking: z.array(z.enum(['adaptive', 'between_tools', 'disabled', 'enabled'])).readonly(),
    /** The first is the one to ask for. */
    displays: z.array(ThinkingDisplay).readonly(),
    /** Whether it can be told how many tokens the task should take. */
    takesTaskBudget: z.boolean(),
    /** Its provider keeps what it is sent for 30 days. */
    keepsData: z.boolean(),
    /** Open to whom its provider has invited; offered only where the API lists it. */
    byInvitation: z.boolean(),
    /** The day from which on it is planned to answer no more, `YYYY-MM-DD`; null while none is known. */
    retiresAt: z.string().nullable(),
  })
  .strict()
  .readonly();
export type ModelRow = z.infer<typeof ModelRow>;
