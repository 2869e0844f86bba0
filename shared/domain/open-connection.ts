import { z } from 'zod';

/** A connection of a sandbox that is open right now. */
export const OpenConnection = z
  .object({
    /** Its number in the session's record. */
    connection: z.number().int(),
    host: z.string(),
    port: z.number(),
    step: z.number().int(),
    bytesUp: z.number(),
    bytesDown: z.number(),
    /** Milliseconds since it was let through. */
    sinceMs: z.number(),
  })
  .readonly();
export type OpenConnection = z.infer<typeof OpenConnection>;
