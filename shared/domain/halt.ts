import { z } from 'zod';

/**
 * What has halted a run, so that the operator decides whether it goes on. Phrases of ours, but for the names of entries and
 * hosts.
 */
export const HaltCause = z.discriminatedUnion('kind', [
  /** A secret that was planted for nobody to use has come out. */
  z.object({
    kind: z.literal('honeytoken'),
    /** Where it was planted. */
    planted: z.string(),
    /** On which way it came out. */
    found: z.string(),
    /** Where it was to go; null where that is nowhere yet. */
    host: z.string().nullable(),
  }),
  /** A secret of the vault stood in what the agent wrote. */
  z.object({ kind: z.literal('known-secret'), entry: z.string() }),
  /** A sign-in that the run works with is over at its site. */
  z.object({
    kind: z.literal('signed-out'),
    entry: z.string(),
    origins: z.array(z.string()).readonly(),
  }),
]);
export type HaltCause = z.infer<typeof HaltCause>;
