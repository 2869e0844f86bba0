import { z } from 'zod';
import { RecordedAction } from './action';
import { ApprovalKind, ApprovalOutcome } from './approval';
import { CHANGE_ENDS, Change, ChangeCause } from './change';
import { Point } from './geometry';
import { AnyScope } from './grant';
import { LeakReport } from './leak-report';
import { ApprovedPlan } from './plan';
import { RedactionNote } from './redaction';
import { RiskFinding, RiskLevel } from './risk';
import { Claim, SessionSettings, SessionState } from './session';
import { SignInUse } from './sign-in';
import { SocketDeed } from './socket-deed';
import { Target } from './target';
import { TokenUsage } from './token-usage';

/** Version of the line format. A reader upgrades older lines before it uses them. */
export const AUDIT_VERSION = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What the model is asked for; `warm`: for nothing but that the service keeps what it has read in its cache. */
export const ModelPurpose = z.enum(['turn', 'summary', 'warm']);

/** Lines of `messages.jsonl`, from 0, the first and the last of them. */
export const LineRange = z.tuple([z.number().int().min(0), z.number().int().min(0)]).readonly();
export type LineRange = z.infer<typeof LineRange>;

/** Why the service's cache could not be read whole (Messages API, `cache_miss_reason`). */
export const CacheMiss = z.enum([
  'model_changed',
  'system_changed',
  'tools_changed',
  'messages_changed',
  'previous_message_not_found',
  'unavailable',
]);
export type CacheMiss = z.infer<typeof CacheMiss>;

/** Where a fault was, if the model was not sent the conversation as it was. */
export const CONVERSATION_FAULT = 'conversation with the model';

/** What a request to the model was made of, and its bytes: from these it can be made once more. */
export const SentRequest = z
  .object({
    /** Name of the file in `heads/` that holds all of it but its messages. */
    head: sha256,
    lines: z.array(LineRange).readonly(),
    /** The answer that it named as the one before, null for none; left out where it asked for no comparison. */
    previous: z.string().nullable().optional(),
    bytes: z.number().int(),
    /** SHA-256 over exactly the bytes that went out. */
    sha256,
  })
  .readonly();
export type SentRequest = z.infer<typeof SentRequest>;

/**
 * The fields that every line of `audit.jsonl` carries, null where they do not apply. `seq` counts from 0; `hash` is
 * SHA-256(0x00 ‖ canonical JSON (RFC 8785) of the line without `hash`); `prev` is the hash of the line before, 64
 * zeros in the first. Order is by `seq`: clocks may jump.
 */
const common = {
  version: z.literal(AUDIT_VERSION),
  seq: z.number().int().min(0),
  /** Wall clock, ISO 8601. */
  timestamp: z.string(),
  /** Monotonic milliseconds since `boot_id` began; comparable within one boot only. */
  monotonic_ms: z.number(),
  boot_id: z.string(),
  task_id: z.string(),
  step: z.number().int().nullable(),
  action: RecordedAction.nullable(),
  /** SHA-256 of the picture in `frames/` that belongs to this line: the very bytes that the model got. */
  screenshot_saved: sha256.nullable(),
  /** What is black in that picture; null when nothing was masked, and in records from before there were masks. */
  redaction: RedactionNote.nullable().default(null),
  model_response_id: z.string().nullable(),
  /** Tokens of this model response, input and output together. */
  tokens_used: z.number().nullable(),
  permitted: z.boolean().nullable(),
  denial_reason: z.string().nullable(),
  prev: sha256,
  hash: sha256,
};

function line<K extends string, D extends z.ZodType>(kind: K, detail: D) {
  return z.object({ ...common, kind: z.literal(kind), detail }).readonly();
}

export const AuditEntry = z.discriminatedUnion('kind', [
  line(
    'session-started',
    z.object({
      settings: SessionSettings,
      /** Where Claude is asked; null for a practice scenario, and in records from before it was written. */
      modelAddress: z.string().nullable().default(null),
      policyHash: sha256,
      appVersion: z.string(),
    }),
  ),
  /** What the leak test found in this session's sandbox; stands before `sandbox-ready`. */
  line('leak-test', LeakReport),
  line(
    'sandbox-ready',
    z.object({
      containerId: z.string(),
      image: z.string(),
      isolation: z.string(),
      browser: z.string(),
      /** Name of the container engine. */
      engine: z.string().default(''),
      /** Whether it was kept ready beforehand. */
      wasWarm: z.boolean().default(false),
      /** From asking for the sandbox to having it. */
      durationMs: z.number().nullable().default(null),
    }),
  ),
  line(
    'state-changed',
    z.object({ from: SessionState, to: SessionState, reason: z.string(), by: z.string() }),
  ),
  /** Intent of a call to the model; `attempt` counts from 1 within a turn. */
  line(
    'model-requested',
    z.object({
      turn: z.number(),
      attempt: z.number(),
      model: z.string(),
      purpose: ModelPurpose.default('turn'),
      /** What was sent, byte for byte; null in records from before it was written down. */
      request: SentRequest.nullable().default(null),
    }),
  ),
  line(
    'model-responded',
    z.object({
      turn: z.number(),
      purpose: ModelPurpose.default('turn'),
      /** The service's own number of the request. */
      requestId: z.string().nullable().default(null),
      stopReason: z.string(),
      text: z.string(),
      actions: z.number().int(),
      usage: TokenUsage,
      /** Why the service's cache could not be read whole; null where it could; left out where it was not asked. */
      cacheMiss: CacheMiss.nullable().optional(),
      durationMs: z.number(),
    }),
  ),
  line(
    'model-failed',
    z.object({
      turn: z.number(),
      attempt: z.number(),
      purpose: ModelPurpose.default('turn'),
      cause: z.string(),
      retryInMs: z.number().nullable(),
      /** A reply that broke off half way; nothing of it was run. */
      isPartialDiscarded: z.boolean(),
      /**
       * What the attempt took all the same; its output is an estimate where the answer broke off before it was counted. Null
       * where nothing of an answer came, and in records from before it was written.
       */
      usage: TokenUsage.nullable().default(null),
    }),
  ),
  /** The conversation went on from a summary in place of what had been said. */
  line(
    'conversation-compacted',
    z.object({
      /** `room`: before a limit is reached; `too-large`: what was sent was over one; else the operator wanted it. */
      why: z.enum(['room', 'too-large', 'operator']),
      /** Whose words the summary is: the model's, or the console's own account of the steps. */
      summaryBy: z.enum(['model', 'console']),
      /** Untrusted: what pages say may have gone into it. */
      summary: z.string(),
      messages: z.number().int(),
      pictures: z.number().int(),
    }),
  ),
  /** The model's newest turn was left out of what it is sent, since it would not answer with it. */
  line('turn-dropped', z.object({ by: z.string(), messages: z.number().int() })),
  /** What the gate said of one call. `screenshot_saved` is the screen it was judged on. */
  line(
    'action-judged',
    z.object({
      toolUseId: z.string(),
      verdict: z.enum(['allow', 'ask', 'deny']),
      /** The policy field or rule that decided, e.g. `allowed_key_combos`. */
      rule: z.string(),
      /** The value that decided: the rule's or the field's, or what was found. */
      value: z.string().default(''),
      why: z.string(),
      /** The grant that let it through without asking; null when none did. */
      grantId: z.string().nullable().default(null),
      target: Target.nullable(),
      /** Everything it acts on; both ends of a drag. Empty in the first records. */
      targets: z.array(Target).readonly().default([]),
      points: z.array(Point).readonly(),
      findings: z.array(RiskFinding).readonly(),
      level: RiskLevel,
      /** What a call to sign in would have used; null for any other, and where there was nothing to sign in with. */
      signIn: SignInUse.nullable().default(null),
    }),
  ),
  line(
    'approval-requested',
    z.object({
      about: ApprovalKind.default('action'),
      approvalId: z.string(),
      /** The call it is about; null for what is no action, and in records from before the line named it. */
      toolUseId: z.string().nullable().default(null),
      digest: z.string(),
      sentence: z.string(),
      expiresAt: z.number(),
      level: RiskLevel.default('low'),
      /** What has changed since it was approved before. */
      difference: z.array(z.string()).readonly().default([]),
      /** What of the target may go on changing once it is approved, in words. */
      acceptable: z.array(z.string()).readonly().default([]),
      /** `digest` is SHA-256 over the canonical JSON (RFC 8785) of this. Empty for what is no action. */
      bound: z.record(z.string(), z.unknown()).readonly().default({}),
    }),
  ),
  line(
    'approval-settled',
    z.object({
      /** As in the request. Records from before the line named it say `action` of every one. */
      about: ApprovalKind.default('action'),
      approvalId: z.string(),
      toolUseId: z.string().nullable().default(null),
      digest: z.string().default(''),
      outcome: ApprovalOutcome,
      scope: z.enum(['once', 'run']).default('once'),
      /** The input that took the place of the agent's; null unless `edited`. */
      edit: z.record(z.string(), z.unknown()).nullable().default(null),
      /** The last tool use of the batch that was approved with it; null when none was. */
      upTo: z.string().nullable().default(null),
      /** For how long what the question called acceptable may change. */
      accepts: z.enum(['once', 'run']).default('once'),
      wasHeld: z.boolean().default(false),
      /** What the operator answered to a question of the agent; null for all else. */
      answer: z.string().nullable().default(null),
      by: z.string(),
      reason: z.string(),
      decidedAfterMs: z.number(),
    }),
  ),
  /** What an operator approved for the rest of the run, and what became of it. */
  line(
    'grant',
    z.object({
      grantId: z.string(),
      change: z.enum(['made', 'withdrawn', 'used-up']),
      scope: AnyScope,
      by: z.string(),
    }),
  ),
  /** Intent: on disk before the action runs. One without an outcome has an unknown outcome and is never repeated. */
  line('action-started', z.object({ toolUseId: z.string() })),
  /** Outcome. `screenshot_saved` is the screen after it settled. */
  line(
    'action-finished',
    z.object({
      toolUseId: z.string(),
      outcome: z.enum(['done', 'failed', 'unknown']),
      error: z.string().nullable(),
      durationMs: z.number(),
      settleMs: z.number(),
      settled: z.boolean(),
      /** For how long a secret stood in the page, in milliseconds; null for any action but signing in. */
      exposedMs: z.number().nullable().default(null),
    }),
  ),
  line('action-skipped', z.object({ toolUseId: z.string() })),
  /**
   * A connection that the sandbox asked for, written when it was decided and before a byte went out. `step` is the step
   * during which it began. A refusal is written once a minute for each host, port and reason.
   */
  line(
    'egress',
    z.object({
      /** Counts from 1 within a session; null for one that was refused. */
      connection: z.number().int().nullable().default(null),
      host: z.string(),
      port: z.number(),
      verdict: z.enum(['allowed', 'denied']),
      address: z.string().nullable(),
      reason: z.string(),
      /** The entry of `allowed_hosts`, or the policy field, that decided; empty when none did. */
      rule: z.string().default(''),
      /** Address of the page that was in front when it began; null when unknown. Untrusted text. */
      page: z.string().nullable().default(null),
      /** The same refusals since the last such line that were not written. */
      repeats: z.number().int().default(0),
    }),
  ),
  /** The end of an allowed connection. */
  line(
    'egress-closed',
    z.object({
      connection: z.number().int(),
      host: z.string(),
      port: z.number(),
      bytesUp: z.number(),
      bytesDown: z.number(),
      durationMs: z.number(),
      why: z.string(),
    }),
  ),
  /** A document that the policy does not allow and that was stopped before it was asked for. */
  line(
    'navigation-refused',
    z.object({
      /** Where it was to go; cut to 500 characters. Untrusted text. */
      url: z.string(),
      /** Null for an address without a host. */
      host: z.string().nullable(),
      /** The page that was in front. */
      page: z.string().nullable(),
      reason: z.string(),
      /** As of `egress`. */
      repeats: z.number().int().default(0),
    }),
  ),
  /** A site that the browser did not open, or ask for something, because of its certificate. Nobody can override that. */
  line(
    'certificate-refused',
    z.object({
      host: z.string(),
      port: z.number(),
      /** The browser's own name for it, such as ERR_CERT_DATE_INVALID. */
      error: z.string(),
      /** The same in words: a fixed phrase. */
      reason: z.string(),
      /** The page that was in front. Untrusted text. */
      page: z.string().nullable(),
      /** As of `egress`. */
      repeats: z.number().int().default(0),
    }),
  ),
  /**
   * What was said of a request that would change something, before anything of it was sent. `ask`: an approval of the same
   * `digest` follows. `step` is the step that it belongs to.
   */
  line(
    'change-judged',
    z.object({
      /** Names the request in the lines that follow. */
      changeId: z.string(),
      change: Change,
      cause: ChangeCause,
      /** The page that it came from, as far as is known. Untrusted text. */
      page: z.string().nullable(),
      /** SHA-256 over method, address, body and page of the request: the same for the very same request. */
      digest: sha256,
      /** How often that had been sent before. */
      sentBefore: z.number().int(),
      verdict: z.enum(['allow', 'ask', 'deny']),
      /** The policy field or rule that decided; `approved` where the action that led to it was, `grant`, `operator`. */
      rule: z.string(),
      why: z.string(),
      grantId: z.string().nullable(),
    }),
  ),
  /** On disk before the request leaves the browser. */
  line('change-sent', z.object({ changeId: z.string() })),
  /** `status`: of the answer, null without one. */
  line(
    'change-ended',
    z.object({ changeId: z.string(), end: z.enum(CHANGE_ENDS), status: z.number().int().nullable() }),
  ),
  /** The same kind came so often since the last such line, and each was let go, or refused, as that one was. */
  line(
    'change-repeated',
    z.object({ changeId: z.string(), verdict: z.enum(['allow', 'deny']), times: z.number().int() }),
  ),
  /**
   * A page has opened a WebSocket: it has asked for it, and may not have got it. `permitted` false: the policy refuses it, and
   * the page has got round that.
   */
  line(
    'socket-opened',
    z.object({
      /** Names the socket in the lines that follow. */
      socketId: z.string(),
      /** Host and port; empty where the line stands for all that came after too many of them. */
      host: z.string(),
      /** Without what is secret in it, cut; of what the operator led to its host alone. Untrusted text. */
      url: z.string(),
      /** The page or worker that it was opened in, as far as is known. Untrusted text. */
      page: z.string().nullable(),
      cause: ChangeCause,
      isRefused: z.boolean(),
    }),
  ),
  /** What has been sent through a WebSocket since the last such line, counted. Nothing of its contents. */
  line(
    'socket-sent',
    z.object({
      socketId: z.string(),
      /** Of the first of them. */
      cause: ChangeCause,
      messages: z.number().int(),
      bytes: z.number().int(),
      /** Messages that nobody has looked into: bytes, or too many at once, or the operator's. */
      unread: z.number().int(),
      /** Further sockets that are counted with this one. */
      further: z.number().int(),
      /** The gravest change that one of them looks like; null where none is known to be one from medium on. */
      looksLike: SocketDeed.nullable(),
    }),
  ),
  /** A secret that was planted for nobody to use has come out. All of it are phrases of ours but the host. */
  line('honeytoken', z.object({ planted: z.string(), found: z.string(), host: z.string().nullable() })),
  /** What the operator said to the agent: written, then either read by it or taken back. */
  line(
    'guidance',
    z.object({
      guidanceId: z.string(),
      change: z.enum(['written', 'taken-back', 'sent']),
      text: z.string(),
      /** Who said it, or took it back. */
      by: z.string(),
    }),
  ),
  /** A plan of the agent's that the operator approved. It takes the place of the one before. */
  line('plan', ApprovedPlan),
  /** The agent has gone the same way so often: `members`, the calls of one round. The agent is told, or the operator asked. */
  line('circle-noticed', z.object({ times: z.number().int(), members: z.array(z.string()).readonly() })),
  line('takeover', z.object({ by: z.string(), change: z.enum(['taken', 'returned']) })),
  /** A passkey that the operator had a page make, and that is in the vault since. `rpId`: the domain that it is good for. */
  line('passkey-registered', z.object({ entry: z.string(), origin: z.string(), rpId: z.string() })),
  line('fault', z.object({ where: z.string(), what: z.string() })),
  line('record-recovered', z.object({ quarantinedBytes: z.number() })),
  line(
    'session-ended',
    z.object({
      state: SessionState,
      reason: z.string(),
      usage: TokenUsage,
      steps: z.number(),
      claim: Claim.nullable().default(null),
    }),
  ),
]);
export type AuditEntry = z.infer<typeof AuditEntry>;
export type AuditKind = AuditEntry['kind'];
/** The lines of one kind. */
export type EntryOf<K extends AuditKind> = Extract<AuditEntry, { kind: K }>;

/** A line before the log has numbered, stamped and chained it. Fields that do not apply may be left out. */
export type AuditDraft = {
  [K in AuditKind]: {
    readonly kind: K;
    readonly detail: EntryOf<K>['detail'];
    readonly step?: number | null;
    readonly action?: RecordedAction | null;
    readonly screenshot_saved?: string | null;
    readonly redaction?: RedactionNote | null;
    readonly model_response_id?: string | null;
    readonly tokens_used?: number | null;
    readonly permitted?: boolean | null;
    readonly denial_reason?: string | null;
  };
}[AuditKind];

export const GENESIS_HASH = '0'.repeat(64);
