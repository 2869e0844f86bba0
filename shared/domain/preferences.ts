import { z } from 'zod';
import { ModelAddress } from './model-address';

/** By how much everything in the window can be drawn larger or smaller. */
export const ZOOMS = [0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** How this console calls its operator, what it does when nobody is there, and where it asks the model. */
export const Preferences = z
  .object({
    /** Which approval comes first in the queue. */
    order: z.enum(['risk', 'oldest']),
    sound: z.boolean(),
    notify: z.boolean(),
    pauseWhenLocked: z.boolean(),
    /** Minutes without a hand on the console or the machine after which runs are paused; 0: never. */
    pauseWhenIdleMinutes: z.number().int().min(0).max(480),
    /** Where Claude is asked; null: at the official address, and nobody chose that. */
    modelAddress: ModelAddress.nullable().default(null),
    zoom: z.union(ZOOMS.map((zoom) => z.literal(zoom))).default(1),
  })
  .strict()
  .readonly();
export type Preferences = z.infer<typeof Preferences>;

export const USUAL_PREFERENCES: Preferences = {
  order: 'risk',
  sound: true,
  notify: true,
  pauseWhenLocked: true,
  pauseWhenIdleMinutes: 15,
  modelAddress: null,
  zoom: 1,
};
