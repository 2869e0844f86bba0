import { z } from 'zod';
import { RecordedAction } from './action';
import { Change, ChangeCause } from './change';
import { Point } from './geometry';
import { AnyScope, ChangeScope, GrantScope } from './grant';
import { HaltCause } from './halt';
import { PlanSteps } from './plan';
import { RiskFinding, RiskLevel } from './risk';
import { SignInUse } from './sign-in';
import { Target } from './target';
import { MAX_TYPED_CODE } from './typed-code';

/**
 * `edited`: approved with changes, which went through the gate again. `void`: approved, but what it was approved for
 * had changed before it could run. `cancelled`: the session ended, or nobody waits for it any more.
 */
const APPROVAL_OUTCOMES = ['approved', 'edited', 'denied', 'expired', 'cancelled', 'void'] as const;
export const ApprovalOutcome = z.enum(APPROVAL_OUTCOMES);
export type ApprovalOutcome = z.infer<typeof ApprovalOutcome>;

/**
 * What waits: an action of the agent, a request of a page that would change something, a connection to a host outside the
 * policy, more data going out than agreed, a run that was halted, or a question of the agent.
 */
export const ApprovalKind = z.enum(['action', 'change', 'connection', 'upload', 'halt', 'question']);
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
  /** Why a click is not enough and the button has to be held for a second; null when a click is. */
  hold: z.string().nullable().default(null),
};

/** One call of the turn that an action belongs to, as far as it can be judged on the screen of now. */
export const BatchStep = z
  .object({
    toolUseId: z.string(),
    action: RecordedAction,
    sentence: z.string(),
    level: RiskLevel,
    findings: z.array(RiskFinding).readonly(),
    state: z.enum(['done', 'current', 'next']),
    /** What the policy says of it now. One that is `deny` will be refused whatever the operator says. */
    verdict: z.enum(['allow', 'ask', 'deny']),
  })
  .readonly();
export type BatchStep = z.infer<typeof BatchStep>;

/**
 * A risky action. The facts (target, host, findings) come from the host side; `agentWords` is what the model said
 * before the call and is unverified.
 */
export const ActionApproval = z
  .object({
    kind: z.literal('action'),
    ...waiting,
    action: RecordedAction,
    /** What it acts on first; both ends of a drag are in `targets`. */
    target: Target,
    targets: z.array(Target).readonly(),
    /** The field or rule of the policy that asks, e.g. `on_risk` or `rules[2]`, and its words. */
    rule: z.string(),
    why: z.string(),
    /** The credential that it would use, and where; null for any other action. */
    signIn: SignInUse.nullable().default(null),
    /** The agent's words name another thing than the one under the pointer. */
    mismatch: z.object({ said: z.string(), found: z.string() }).readonly().nullable(),
    /** All calls of the agent's turn in order; only this one when it made a single call. */
    batch: z.array(BatchStep).readonly(),
    /** The widest that it can be approved for the rest of the run; null when it can only be approved once. */
    grantable: GrantScope.nullable(),
    /** What has changed since it was approved before; empty when it was not. */
    difference: z.array(z.string()).readonly(),
    /** What of it only the page writes: an approval holds even if that changes again. */
    acceptable: z.array(z.string()).readonly().default([]),
    /** Where the action lands, in screenshot pixels; null for keys. */
    point: Point.nullable(),
    agentWords: z.string(),
    /** SHA-256 (hex) of the frame it was judged on; fetch it from the session's frames. */
    frame: z.string(),
    display: z.object({ width: z.number(), height: z.number() }).readonly(),
  })
  .readonly();
export type ActionApproval = z.infer<typeof ActionApproval>;

/** A request that would change something at the other end, and that the browser holds until the operator answers. */
export const ChangeApproval = z
  .object({
    kind: z.literal('change'),
    ...waiting,
    change: Change,
    cause: ChangeCause,
    /** The action of that step, and what it acted on; null where none led to it. */
    action: RecordedAction.nullable(),
    target: Target.nullable(),
    /** What had been approved or let through as harmless, in one sentence; null where no action led to it. */
    acted: z.string().nullable(),
    /** In what it is more than the action was approved for; empty where the action was not asked about. */
    beyond: z.array(z.string()).readonly(),
    /** How often this very request has been sent in this run. */
    sentBefore: z.number().int(),
    /** Address of the page that it comes from, as far as is known. Untrusted text. */
    page: z.string().nullable(),
    /** The field or rule of the policy that asks, and its words. */
    rule: z.string(),
    why: z.string(),
    /** The widest that it can be approved for the rest of the run; null when it can only be approved once. */
    grantable: ChangeScope.nullable(),
    /** SHA-256 (hex) of the screen while it waits. */
    frame: z.string(),
    display: z.object({ width: z.number(), height: z.number() }).readonly(),
  })
  .readonly();
export type ChangeApproval = z.infer<typeof ChangeApproval>;

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

/** A run that stands still because of something that came to light. Denied, it stays as it is. */
export const HaltApproval = z.object({ kind: z.literal('halt'), ...waiting, cause: HaltCause }).readonly();
export type HaltApproval = z.infer<typeof HaltApproval>;

/** The agent asks, has stopped with words in place of a call, or goes in circles. Approved is what is answered; denied, the run ends. */
export const QuestionApproval = z
  .object({
    kind: z.literal('question'),
    ...waiting,
    /**
     * `call`: it asked for an answer. `turn`: it ended its turn without saying that the task is over. `finish`: it says that
     * it is, and the desktop is kept for a while; denied or unanswered, the run ends by what it says. `console`: nobody but
     * the console asks, since the agent goes in circles. `plan`: it proposes its steps; approved with steps, or answered.
     */
    asked: z.enum(['call', 'turn', 'finish', 'console', 'plan']),
    /** The agent's own words, empty where it said nothing; what the console has noticed where that asks. Untrusted. */
    words: z.string(),
    /** Answers that it proposes. Untrusted. */
    options: z.array(z.string()).readonly(),
    /** The steps that it proposes, and those that were approved before, which hold until these are; null for all else. */
    plan: z
      .object({ steps: PlanSteps, before: z.array(z.string()).readonly() })
      .readonly()
      .nullable()
      .default(null),
    /** SHA-256 (hex) of the screen that it asked on. */
    frame: z.string(),
    display: z.object({ width: z.number(), height: z.number() }).readonly(),
  })
  .readonly();
export type QuestionApproval = z.infer<typeof QuestionApproval>;

export const Approval = z.discriminatedUnion('kind', [
  ActionApproval,
  ChangeApproval,
  ConnectionApproval,
  UploadApproval,
  HaltApproval,
  QuestionApproval,
]);
export type Approval = z.infer<typeof Approval>;

/** The most characters of an answer to the agent. */
export const MAX_ANSWER = 4000;

export const ApprovalDecision = z
  .object({
    approvalId: z.string().min(1).max(100),
    /** The digest that the operator saw. Another one than the approval's own is a conflict. */
    digest: z.string().min(1).max(100),
    verdict: z.enum(['approve', 'deny']),
    /** Goes to the agent when denied. Required then, so that the agent can take another way. */
    reason: z.string().max(500),
    /** `run`: also for the same thing later in this run. */
    scope: z.enum(['once', 'run']).default('once'),
    /** What `run` covers of an action or a change; within what the approval offers. */
    grant: AnyScope.nullable().default(null),
    /** The input that the action gets instead of its own. It goes through the gate again. */
    edit: z.record(z.string(), z.unknown()).nullable().default(null),
    /** Approves the steps of the batch after this one too, up to this tool use; those after it are not run. */
    upTo: z.string().max(200).nullable().default(null),
    /** How long what is `acceptable` may change: for this action, or for the same thing later in this run too. */
    accepts: z.enum(['once', 'run']).default('once'),
    /** The button was held for a second. */
    wasHeld: z.boolean().default(false),
    /** The one-time code that is asked for with it. It is in nothing that is kept or answered. */
    code: z.string().max(MAX_TYPED_CODE).nullable().default(null),
    /** What is answered to a question; null for all else. */
    answer: z.string().max(MAX_ANSWER).nullable().default(null),
    /** The steps that are approved of a plan, as proposed or changed; null for all else. */
    plan: PlanSteps.nullable().default(null),
    /** What happens to the run after a denial. */
    then: z.enum(['go-on', 'stop', 'take-over']).default('go-on'),
  })
  .strict()
  .readonly();
export type ApprovalDecision = z.input<typeof ApprovalDecision>;

/** An approval that has been settled, once and for all. */
export const SettledApproval = z
  .object({
    approvalId: z.string(),
    digest: z.string(),
    outcome: ApprovalOutcome,
    scope: z.enum(['once', 'run']),
    grant: AnyScope.nullable(),
    edit: z.record(z.string(), z.unknown()).nullable(),
    upTo: z.string().nullable(),
    accepts: z.enum(['once', 'run']),
    wasHeld: z.boolean(),
    answer: z.string().nullable(),
    plan: PlanSteps.nullable(),
    /** Who decided: the operator's account name, or `policy` / `clock` / `session`. */
    by: z.string(),
    reason: z.string(),
    decidedAfterMs: z.number(),
  })
  .readonly();
export type SettledApproval = z.infer<typeof SettledApproval>;
