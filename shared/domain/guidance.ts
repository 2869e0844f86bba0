import { z } from 'zod';

/** The most characters of one word to the agent. */
export const MAX_GUIDANCE = 4000;

/** Something that the operator says to the agent while it is at work. It is read with the agent's next turn. */
export const Guidance = z
  .object({
    id: z.string(),
    text: z.string(),
    /** The operator's account name. */
    by: z.string(),
    /** Wall clock, milliseconds since the epoch. */
    at: z.number(),
  })
  .readonly();
export type Guidance = z.infer<typeof Guidance>;
