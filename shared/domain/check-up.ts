import { z } from 'zod';

/** One line of the check-up: is this part there, and if not, how to mend it. */
export const CheckUpItem = z
  .object({
    id: z.enum(['engine', 'image', 'isolation', 'disk', 'key', 'model-way', 'vault', 'runtime']),
    label: z.string(),
    state: z.enum(['ok', 'warning', 'missing']),
    /** What was found, e.g. `Docker 20.10.24, API 1.41`. */
    found: z.string(),
    /** What to do, empty when ok. Commands stand on lines of their own. */
    remedy: z.string(),
  })
  .readonly();
export type CheckUpItem = z.infer<typeof CheckUpItem>;

export const CheckUp = z.object({ items: z.array(CheckUpItem).readonly(), checkedAt: z.number() }).readonly();
export type CheckUp = z.infer<typeof CheckUp>;
