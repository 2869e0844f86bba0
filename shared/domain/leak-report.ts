import { z } from 'zod';

/**
 * `held`: it was tried and failed, as it must. `leaked`: it was tried and got through. `not-run`: it could not be tried
 * on this engine, which is never counted as held.
 */
export const ProbeOutcome = z.enum(['held', 'leaked', 'not-run']);
export type ProbeOutcome = z.infer<typeof ProbeOutcome>;

/** One thing that was tried from inside a sandbox. */
export const ProbeFinding = z
  .object({
    /** Stable name, e.g. `net.tcp.ipv4`. */
    id: z.string().max(80),
    /** What was tried, in words for the operator. */
    tried: z.string().max(200),
    outcome: ProbeOutcome,
    /** What came of it: an error code or what was reached. From inside the sandbox, so untrusted text. */
    got: z.string().max(200),
  })
  .readonly();
export type ProbeFinding = z.infer<typeof ProbeFinding>;

/** What the leak test or the whole probe found. A sandbox whose report says `passed: false` is not used. */
export const LeakReport = z
  .object({
    passed: z.boolean(),
    durationMs: z.number(),
    findings: z.array(ProbeFinding).max(500).readonly(),
  })
  .readonly();
export type LeakReport = z.infer<typeof LeakReport>;
