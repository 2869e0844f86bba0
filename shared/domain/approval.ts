import { z } from 'zod';
import { PointSchema, RecordedAction } from './action';
import { RiskFinding, RiskLevel } from './risk';
import { Target } from './target';

/** `void`: approved, but what it was approved for had changed before it could run. `cancelled`: the session ended. */
export const APPROVAL_OUTCOMES = ['approved', 'denied', 'expired', 'cancelled', 'void'] as const;
export const ApprovalOutcome = z.enum(APPROVAL_OUTCOMES);
export type ApprovalOutcome = z.infer<typeof ApprovalOutcome>;

/** What waits: an action of the agent, a connection to a host outside the policy, or more data going out than agreed. */
export const ApprovalKind = z.enum(['action', 'connection', 'upload']);
export type ApprovalKind = z.infer<typeof ApprovalKind>;

const waiting = {
  id: z.string(),
  sessionId: z.string(),
  task: z.string(),
  step: z.number().int(),
  /** What will happen, in one sentence built by the console from facts. Quotes from the page in it are escaped. */
  sentence: z.string(),
  findings: z.array(RiskFinding).readonly(),
  level: RiskLevel,
  /** SHA-256 over what is asked for: what an approval is bound to. */
  digest: z.string(),
  /** Wall clock, milliseconds since the epoch. */
  createdAt: z.number(),
  expiresAt: z.number(),
};

/**
 * A risky action. The facts (target, host, findings) come from the host side; `agentWords` is what the model said
 * before the call and is unverified.
 */
export const ActionApproval = z
  .object({
    kind: z.literal('action'),
    ...waiting,
    action: RecordedAction,
    target: Target,
    /** Where the action lands, in screenshot pixels; null for keys. */
    point: PointSchema.nullable(),
    agentWords: z.string(),
    /** SHA-256 (hex) of the frame it was judged on; fetch it from the session's frames. */
    frame: z.string(),
    display: z.object({ width: z.number(), height: z.number() }).readonly(),
  })
  .readonly();
export type ActionApproval = z.infer<typeof ActionApproval>;

/** A connection that is held until the operator answers. */
export const ConnectionApproval = z
  .object({
    kind: z.literal('connection'),
    ...waiting,
    host: z.string(),
    port: z.number(),
    /** Whether it is plain HTTP, readable and changeable on its way. */
    isPlain: z.boolean(),
    /** Address of the page in front when it was asked for; null when unknown. Untrusted text. */
    page: z.string().nullable(),
  })
  .readonly();
export type ConnectionApproval = z.infer<typeof ConnectionApproval>;

/** Data that has stopped on its way out because of `ask_upload_above_kb`. */
export const UploadApproval = z
  .object({
    kind: z.literal('upload'),
    ...waiting,
    host: z.string(),
    port: z.number(),
    page: z.string().nullable(),
    /** Bytes that went to this host since the step began, those that are held not counted. */
    bytesUp: z.number(),
    limitBytes: z.number(),
  })
  .readonly();
export type UploadApproval = z.infer<typeof UploadApproval>;

export const Approval = z.discriminatedUnion('kind', [ActionApproval, ConnectionApproval, UploadApproval]);
export type Approval = z.infer<typeof Approval>;

export const ApprovalDecision = z
  .object({
    approvalId: z.string().min(1).max(100),
    verdict: z.enum(['approve', 'deny']),
    /** Goes to the agent when denied. Required then, so that the agent can take another way. */
    reason: z.string().max(500),
    /** `run`: also for the same host and port later in this run. Actions can only be approved once. */
    scope: z.enum(['once', 'run']).default('once'),
  })
  .strict()
  .readonly();
export type ApprovalDecision = z.input<typeof ApprovalDecision>;

/** An approval that has been settled, once and for all. */
export const SettledApproval = z
  .object({
    approvalId: z.string(),
    outcome: ApprovalOutcome,
    scope: z.enum(['once', 'run']),
    /** Who decided: the operator's account name, or `policy` / `clock` / `session`. */
    by: z.string(),
    reason: z.string(),
    decidedAfterMs: z.number(),
  })
  .readonly();
export type SettledApproval = z.infer<typeof SettledApproval>;
