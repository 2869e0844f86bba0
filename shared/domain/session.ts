import { z } from 'zod';
import { TaskOutcome } from './action';
import { CacheWarmth, NO_WARMTH } from './cache-warmth';
import { Guidance } from './guidance';
import { ModelWishes, NO_WISHES } from './model-wishes';
import { Plan } from './plan';
import { Policy } from './policy';
import { Cost, TokenUsage } from './token-usage';
import { WayOn } from './way-on';

export const SESSION_STATES = [
  'queued',
  'preparing',
  'running',
  'waiting-for-approval',
  'waiting-for-answer',
  'paused',
  'taken-over',
  'finished',
  'stopped',
  'failed',
  'interrupted',
] as const;
export const SessionState = z.enum(SESSION_STATES);
export type SessionState = z.infer<typeof SessionState>;

const ENDED_STATES = [
  'finished',
  'stopped',
  'failed',
  'interrupted',
] as const satisfies readonly SessionState[];

export function isEnded(state: SessionState): boolean {
  return (ENDED_STATES as readonly SessionState[]).includes(state);
}

/** Characters of a task; over this the model's attention and the operator's reading both suffer. */
export const MAX_TASK_LENGTH = 20_000;

export const PRACTICE_SCENARIOS = [
  'download-all',
  'supplier-payment',
  'supplier-portal',
  'copied-portal',
  'passkey-portal',
  'injected-page',
  'mislabelled-button',
  'unclear-task',
  'suspected-orders',
] as const;
export const PracticeScenario = z.enum(PRACTICE_SCENARIOS);
export type PracticeScenario = z.infer<typeof PracticeScenario>;

export const ModelChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('claude'), model: z.string().min(1).max(100) }).strict(),
  z.object({ kind: z.literal('practice'), scenario: PracticeScenario }).strict(),
]);
export type ModelChoice = z.infer<typeof ModelChoice>;

export const DisplaySize = z
  .object({ width: z.number().int().min(640).max(2560), height: z.number().int().min(480).max(1600) })
  .strict()
  .readonly();
export type DisplaySize = z.infer<typeof DisplaySize>;

/** A desktop that is kept takes up room on its engine. */
export const MAX_KEEP_MINUTES = 240;

/** Everything the operator chooses before a run. Steps, time and hosts are in the policy. */
export const SessionSettings = z
  .object({
    task: z.string().trim().min(1, 'Describe the task.').max(MAX_TASK_LENGTH),
    model: ModelChoice,
    policy: Policy,
    display: DisplaySize,
    /** Where the browser opens. Its host must be allowed. Null: an empty page. */
    startUrl: z.string().max(2000).nullable(),
    /** Which container engine; null: the enabled one with most room. */
    engine: z.string().max(200).nullable().default(null),
    /** How long the desktop is kept after the agent has finished, in case there is more to do; 0: not at all. */
    keepMinutes: z.number().int().min(0).max(MAX_KEEP_MINUTES).default(0),
    /** Whether the agent proposes its steps before it may do anything but look. */
    planFirst: z.boolean().default(false),
    /** How its model is asked, for the whole of it. */
    wishes: ModelWishes.default(NO_WISHES),
  })
  .strict()
  .readonly();
export type SessionSettings = z.infer<typeof SessionSettings>;

/** How far somebody says that the task has come. Nobody has checked it. */
export const Claim = z
  .object({
    /** `agent`, or the operator's account name. */
    by: z.string(),
    outcome: TaskOutcome,
    /** The agent's report in its own words. Untrusted. */
    report: z.string(),
  })
  .readonly();
export type Claim = z.infer<typeof Claim>;

/** How the operator's answers went in one session. */
export const ApprovalNumbers = z
  .object({
    asked: z.number().int(),
    approved: z.number().int(),
    edited: z.number().int(),
    denied: z.number().int(),
    expired: z.number().int(),
    cancelled: z.number().int(),
    void: z.number().int(),
    /** Milliseconds that each answer of the operator took, newest last, the last 200. */
    decideMs: z.array(z.number()).readonly(),
  })
  .readonly();
export type ApprovalNumbers = z.infer<typeof ApprovalNumbers>;

export const NO_APPROVALS: ApprovalNumbers = {
  asked: 0,
  approved: 0,
  edited: 0,
  denied: 0,
  expired: 0,
  cancelled: 0,
  void: 0,
  decideMs: [],
};

/** How often a session changed something, and how often it was kept from it. What the operator did by hand counts too. */
export const ChangeNumbers = z.object({ sent: z.number().int(), denied: z.number().int() }).readonly();
export type ChangeNumbers = z.infer<typeof ChangeNumbers>;

export const NO_CHANGES: ChangeNumbers = { sent: 0, denied: 0 };

/** A session as a list shows it and as a live view heads it. */
export const Session = z
  .object({
    id: z.string(),
    state: SessionState,
    /** Why it is in this state, in words for the operator. */
    stateReason: z.string(),
    /** Who brought it into this state: an operator's account name, `console`, `policy` or `agent`. */
    stateBy: z.string(),
    /** What is said of the task at the end; null before, and where nobody said anything. */
    claim: Claim.nullable().default(null),
    /** What the operator said to the agent and it has not read, oldest first. */
    guidance: z.array(Guidance).readonly().default([]),
    /** What can be done where the model refuses the conversation as it is; empty where it does not. */
    waysOn: z.array(WayOn).readonly().default([]),
    /** Whether the conversation is being summed up, so that it fits into what the model takes. */
    isSummingUp: z.boolean().default(false),
    /** The plan that the operator has approved; null before, and where none is asked for. */
    plan: Plan.nullable().default(null),
    settings: SessionSettings,
    /** Where its model is asked, for the whole of it; null for a practice scenario and where the record does not say. */
    modelAddress: z.string().nullable().default(null),
    /** Wall clock, milliseconds since the epoch. */
    createdAt: z.number(),
    startedAt: z.number().nullable(),
    /** Milliseconds in which the agent could work, up to `workingSince`: what counts against the time limit. */
    workedMs: z.number(),
    /** Wall clock since when it can work; null while it waits for the operator or has ended. */
    workingSince: z.number().nullable(),
    endedAt: z.number().nullable(),
    steps: z.number().int(),
    denials: z.number().int(),
    approvals: z.number().int(),
    /** What it has altered: requests that changed something and were sent, and those that were not let go. */
    changes: ChangeNumbers.default(NO_CHANGES),
    approvalNumbers: ApprovalNumbers.default(NO_APPROVALS),
    usage: TokenUsage,
    /** By the list price; null where the price of its model is not known. A practice scenario costs nothing. */
    cost: Cost.nullable(),
    /** What keeping its prompt in the service's cache has come to. */
    cacheWarmth: CacheWarmth.default(NO_WARMTH),
    /** The isolation in force (`runc`, `gvisor`, `kata`); null until the sandbox exists. */
    isolation: z.string().nullable(),
    /** Name of the container engine it runs on; null until it has one. */
    engine: z.string().nullable(),
    /** Its place among those that wait for room, from 1; null when it does not wait. */
    queuePlace: z.number().int().nullable(),
    /** A retry under way: which try, and when it is due. */
    retry: z.object({ attempt: z.number(), dueAt: z.number(), cause: z.string() }).readonly().nullable(),
    /** Newest frame in the record, for a thumbnail. */
    lastFrame: z.string().nullable(),
  })
  .readonly();
export type Session = z.infer<typeof Session>;
