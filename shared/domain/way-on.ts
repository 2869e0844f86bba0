import { z } from 'zod';

/**
 * What an operator can do with a run whose conversation the model refuses as it is. `word`: say something to the agent;
 * `drop-turn`: leave its newest turn out; `compact`: go on from a summary.
 */
export const WayOn = z.enum(['word', 'drop-turn', 'compact']);
export type WayOn = z.infer<typeof WayOn>;
