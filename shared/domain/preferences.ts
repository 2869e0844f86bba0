import { z } from 'zod';

/** How this console calls its operator, and what it does when nobody is there. */
export const Preferences = z
  .object({
    /** Which approval comes first in the queue. */
    order: z.enum(['risk', 'oldest']).default('risk'),
    sound: z.boolean().default(true),
    notify: z.boolean().default(true),
    pauseWhenLocked: z.boolean().default(true),
    /** Minutes without a hand on the console or the machine after which runs are paused; 0: never. */
    pauseWhenIdleMinutes: z.number().int().min(0).max(480).default(15),
  })
  .strict()
  .readonly();
export type Preferences = z.infer<typeof Preferences>;

export const USUAL_PREFERENCES: Preferences = Preferences.parse({});
