import { z } from 'zod';
import { PointSchema, RecordedAction } from './action';
import { RiskFinding, RiskLevel } from './risk';
import { Target } from './target';

/** `void`: approved, but what it was approved for had changed before it could run. `cancelled`: the session ended. */
export const APPROVAL_OUTCOMES = ['approved', 'denied', 'expired', 'cancelled', 'void'] as const;
export const ApprovalOutcome = z.enum(APPROVAL_OUTCOMES);
export type ApprovalOutcome = z.infer<typeof ApprovalOutcome>;

/**
 * One risky action that waits for the operator. The facts (target, host, findings) come from the host side; `agentWords`
 * is what the model said before the call and is unverified.
 */
export const Approval = z
  .object({
    id: z.string(),
    sessionId: z.string(),
    task: z.string(),
    step: z.number().int(),
    action: RecordedAction,
    /** What will happen, in one sentence built by the console from facts. Quotes from the page in it are escaped. */
    sentence: z.string(),
    target: Target,
    /** Where the action lands, in screenshot pixels; null for keys. */
    point: PointSchema.nullable(),
    findings: z.array(RiskFinding).readonly(),
    level: RiskLevel,
    agentWords: z.string(),
    /** SHA-256 (hex) of the frame it was judged on; fetch it from the session's frames. */
    frame: z.string(),
    display: z.object({ width: z.number(), height: z.number() }).readonly(),
    /** SHA-256 over action, target, host and frame: what an approval is bound to. */
    digest: z.string(),
    /** Wall clock, milliseconds since the epoch. */
    createdAt: z.number(),
    expiresAt: z.number(),
  })
  .readonly();
export type Approval = z.infer<typeof Approval>;

export const ApprovalDecision = z
  .object({
    approvalId: z.string().min(1).max(100),
    verdict: z.enum(['approve', 'deny']),
    /** Goes to the agent when denied. Required then, so that the agent can take another way. */
    reason: z.string().max(500),
  })
  .strict()
  .readonly();
export type ApprovalDecision = z.infer<typeof ApprovalDecision>;

/** An approval that has been settled, once and for all. */
export const SettledApproval = z
  .object({
    approvalId: z.string(),
    outcome: ApprovalOutcome,
    /** Who decided: the operator's account name, or `policy` / `clock` / `session`. */
    by: z.string(),
    reason: z.string(),
    decidedAfterMs: z.number(),
  })
  .readonly();
export type SettledApproval = z.infer<typeof SettledApproval>;
