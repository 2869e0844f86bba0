import { z } from 'zod';

/**
 * Whether the system tells how long no hand has been on the machine. `not-known-yet`: its value has not moved so far;
 * `works`: it moves; `blind`: it has not moved for so long that it tells nothing.
 */
export const IdleDetection = z.enum(['not-known-yet', 'works', 'blind']);
export type IdleDetection = z.infer<typeof IdleDetection>;
