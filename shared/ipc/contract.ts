import { z } from 'zod';
import { Approval, ApprovalDecision, SettledApproval } from '../domain/approval';
import { AuditEntry } from '../domain/audit-entry';
import { CheckUp, CheckUpItem } from '../domain/check-up';
import { Credential } from '../domain/credential';
import { CredentialDraft } from '../domain/credential-draft';
import { ImportChoice, ImportPreview } from '../domain/credential-import';
import { DryRunStep, DryRunSubject } from '../domain/dry-run';
import { EgressCheck, EgressVerdict } from '../domain/egress-check';
import { Point } from '../domain/geometry';
import { Grant } from '../domain/grant';
import { MAX_GUIDANCE } from '../domain/guidance';
import { HandBackLook, KeepSignIn } from '../domain/hand-back';
import { HostList, HostSettings } from '../domain/hosts';
import { IdleDetection } from '../domain/idle-detection';
import { LeakReport } from '../domain/leak-report';
import { ModelList } from '../domain/model-list';
import { OpenConnection } from '../domain/open-connection';
import { PasskeyDraft } from '../domain/passkey-draft';
import { MAX_SELECTOR, MaskPreview, PickedElement } from '../domain/picking';
import { Policy } from '../domain/policy';
import { MAX_POLICY_TEXT, PolicyCheck, PolicyFormat, StoredPolicy } from '../domain/policy-document';
import { Preferences } from '../domain/preferences';
import { Session, SessionSettings } from '../domain/session';
import { AppInfo, KeyStatus } from '../domain/settings';
import { MAX_PASSPHRASE, VaultStatus } from '../domain/vault';
import { WayOn } from '../domain/way-on';
import type { CallName, EventName } from './names';

const sessionId = z.string().regex(/^[a-z0-9-]{1,80}$/);
const onSession = z.object({ sessionId }).strict();
const hostId = z.string().min(1).max(200);
const policyText = z.object({ text: z.string().max(MAX_POLICY_TEXT) }).strict();
const policyId = z.string().min(1).max(300);
const asDocument = z.object({ policy: Policy, format: PolicyFormat }).strict();
const passphrase = z.string().min(1).max(MAX_PASSPHRASE);
const nothing = z.undefined();

/** The only place where a call is defined: its input and what it answers. */
export const calls = {
  'app:info': { input: nothing, output: AppInfo },
  /** Puts a command of the check-up on the clipboard. The page itself has no permission to. */
  'app:copy': { input: z.object({ text: z.string().min(1).max(2000) }).strict(), output: nothing },
  'check-up:run': { input: nothing, output: CheckUp },
  /** Whether the model can be asked; some seconds where it can't. A second call ends the first. */
  'check-up:model-way': { input: nothing, output: CheckUpItem },
  'check-up:end-model-way': { input: nothing, output: nothing },
  /** As they are known now; the first call has the API asked, which tells by `models:changed`. */
  'models:list': { input: nothing, output: ModelList },
  /** Asks the API anew. Never an error: the answer says why it gave none. */
  'models:refresh': { input: nothing, output: ModelList },
  /** Builds the sandbox image, on the default engine unless one is named; progress comes as `image:progress`. */
  'image:build': { input: z.object({ engine: hostId }).strict().optional(), output: nothing },
  /** The container engines as they were when last asked, the default one first. */
  'hosts:list': { input: nothing, output: HostList },
  /** An address that can't be used is a `bad-input` error, and nothing is saved. */
  'hosts:save': { input: HostSettings, output: HostList },
  /** Looks for engines and asks one of them, or all, how it is; up to 5 s for one that does not answer. */
  'hosts:check': { input: z.object({ engine: hostId.nullable() }).strict(), output: HostList },
  'key:status': { input: nothing, output: KeyStatus },
  'key:save': { input: z.object({ key: z.string().trim().min(1).max(500) }).strict(), output: KeyStatus },
  'key:delete': { input: nothing, output: KeyStatus },
  /** Whether the vault of credentials is open. No answer of these calls, and no event, has a secret in it. */
  'vault:status': { input: nothing, output: VaultStatus },
  /** A wrong passphrase is a `bad-input` error. */
  'vault:unlock': { input: z.object({ passphrase }).strict(), output: VaultStatus },
  'vault:lock': { input: nothing, output: VaultStatus },
  /** Tries once more to read a vault that can't be. */
  'vault:look-again': { input: nothing, output: VaultStatus },
  /** Encrypts everything anew; `next` null: under the system's secret store. */
  'vault:set-passphrase': {
    input: z.object({ current: passphrase.nullable(), next: passphrase.nullable() }).strict(),
    output: VaultStatus,
  },
  /** Puts a vault that can't be opened aside and starts an empty one. Where the file lies now. */
  'vault:begin-anew': { input: nothing, output: z.string().nullable() },
  /** By name; none while the vault is not open. */
  'credentials:list': { input: nothing, output: z.array(Credential).readonly() },
  /** Secrets go in and never come out; those that are left out stay as they are. */
  'credentials:save': { input: CredentialDraft, output: Credential },
  'credentials:remove': { input: z.object({ id: z.string().max(100) }).strict(), output: nothing },
  /** Asks the operator for a CSV file and says what it would bring. Null when they changed their mind. */
  'credentials:import-preview': { input: nothing, output: ImportPreview.nullable() },
  'credentials:import-take': { input: ImportChoice, output: z.array(Credential).readonly() },
  /** The file that was looked at is forgotten. */
  'credentials:import-drop': { input: nothing, output: nothing },
  /** The presets, then the operator's own as they are on disk now; those that can't be read are among them. */
  'policies:list': { input: nothing, output: z.array(StoredPolicy).readonly() },
  /** Keeps a document as it is, in place of the one with the id `replaces`. A name that is taken is a `conflict`. */
  'policies:save': {
    input: policyText.extend({ replaces: policyId.nullable() }),
    output: StoredPolicy,
  },
  'policies:remove': { input: z.object({ id: policyId }).strict(), output: nothing },
  /** Reads a document and says with line and field what is wrong with it; never an error. */
  'policies:check': { input: policyText, output: PolicyCheck },
  /** A document for a policy; with `into`, that document brought to what the policy says, its comments kept. */
  'policies:format': {
    input: z
      .object({ policy: Policy, format: PolicyFormat, into: z.string().nullable().default(null) })
      .strict(),
    output: z.string(),
  },
  /** What a policy says to the actions of a past session, or to one action. */
  'policies:dry-run': {
    input: z.object({ policy: Policy, subject: DryRunSubject }).strict(),
    output: z.array(DryRunStep).readonly(),
  },
  /** Asks the operator where to, and writes the document there. Null when they changed their mind. */
  'policies:export': { input: asDocument, output: z.string().nullable() },
  /** What the broker would do with connections under a policy; nothing is resolved that a line does not bring. */
  'egress:check': { input: EgressCheck, output: z.array(EgressVerdict).readonly() },
  /** Newest first. */
  'sessions:list': { input: nothing, output: z.array(Session).readonly() },
  'sessions:start': { input: SessionSettings, output: Session },
  'sessions:pause': { input: onSession, output: nothing },
  'sessions:resume': { input: onSession, output: nothing },
  'sessions:stop': { input: onSession, output: nothing },
  'sessions:take-over': { input: onSession, output: nothing },
  'sessions:hand-back': { input: onSession, output: nothing },
  /** Says something to the agent of a run, which reads it with its next turn. */
  'sessions:guide': {
    input: onSession.extend({ text: z.string().trim().min(1).max(MAX_GUIDANCE) }),
    output: nothing,
  },
  /** A conflict once the agent has read it. */
  'sessions:take-back-guidance': {
    input: onSession.extend({ guidanceId: z.string().min(1).max(100) }),
    output: nothing,
  },
  /** Gets a run going whose conversation the model refuses as it is. A conflict where this is no way on. */
  'sessions:get-on': { input: onSession.extend({ way: WayOn }), output: nothing },
  /**
   * Lets the page in front make a passkey while the run is taken over, and answers the entry it is kept as; after 3 min,
   * after `cancel-passkey` and once the run is handed back with an error.
   */
  'sessions:register-passkey': { input: onSession.extend({ draft: PasskeyDraft }), output: Credential },
  'sessions:cancel-passkey': { input: onSession, output: nothing },
  /** While the operator has taken over: what the agent would get if it went on now. Nothing of it is recorded. */
  'sessions:look-before-hand-back': { input: onSession, output: HandBackLook },
  /** Keeps the sign-in that the operator has made by hand as an entry of the vault. */
  'sessions:keep-sign-in': { input: KeepSignIn, output: Credential },
  /** The record so far, oldest first. Frames are at `app://airlock/frames/<session>/<sha256>`. */
  'sessions:record': { input: onSession, output: z.array(AuditEntry).readonly() },
  /** Asks for a live view; the port arrives as a window message of type LIVE_PORT_MESSAGE with the session's id. */
  'sessions:watch': { input: onSession, output: nothing },
  /** How far the open connections of a running session are; none for one that has ended. */
  'sessions:connections': { input: onSession, output: z.array(OpenConnection).readonly() },
  /** Runs the leak test again in the sandbox of a running session, and records it. A leak stops the session. */
  'sessions:test-leaks': { input: onSession, output: LeakReport },
  /** The element at a point of a running session's screen, or the one `up` levels around it; null where none can be told. */
  'redaction:pick': {
    input: onSession.extend({ point: Point, up: z.number().int().min(0).max(30).default(0) }),
    output: PickedElement.nullable(),
  },
  /** What a selector would make black in a running session's pictures now. Looks, and changes nothing. */
  'redaction:preview': {
    input: onSession.extend({ selector: z.string().min(1).max(MAX_SELECTOR) }),
    output: MaskPreview,
  },
  'approvals:list': { input: nothing, output: z.array(Approval).readonly() },
  'approvals:decide': { input: ApprovalDecision, output: SettledApproval },
  /** What operators have approved for the rest of running sessions. */
  'grants:list': { input: nothing, output: z.array(Grant).readonly() },
  /** From the answer on it covers nothing. */
  'grants:withdraw': {
    input: z.object({ sessionId, grantId: z.string().max(100) }).strict(),
    output: nothing,
  },
  'preferences:get': { input: nothing, output: Preferences },
  'preferences:save': { input: Preferences, output: Preferences },
  /** Whether the system tells that nobody is at the machine. */
  'idle-detection:get': { input: nothing, output: IdleDetection },
} as const satisfies Record<CallName, { input: z.ZodType; output: z.ZodType }>;

/** What the engine announces. Each carries whole values, so a window that missed one is right again with the next. */
export const events = {
  'sessions:changed': Session,
  'sessions:recorded': z.object({ sessionId, entry: AuditEntry }).readonly(),
  /** The model's words of the turn under way, all of them so far; empty once the turn is in the record. */
  'sessions:words': z.object({ sessionId, text: z.string() }).readonly(),
  /** Everything that is pending, oldest first. */
  'approvals:changed': z.array(Approval).readonly(),
  'grants:changed': z.array(Grant).readonly(),
  'preferences:changed': Preferences,
  'image:progress': z.object({ line: z.string(), state: z.enum(['building', 'done', 'failed']) }).readonly(),
  /** Room, state or choice of the container engines. */
  'hosts:changed': HostList,
  'key:changed': KeyStatus,
  'models:changed': ModelList,
  'vault:changed': VaultStatus,
  /** All of them, by name; none while the vault is not open. */
  'credentials:changed': z.array(Credential).readonly(),
  'idle-detection:changed': IdleDetection,
  /** The operator wants to see this run, and this card where one is named: they clicked on a notification. */
  'console:show': z.object({ sessionId, approvalId: z.string().max(100).nullable() }).readonly(),
} as const satisfies Record<EventName, z.ZodType>;

export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
export type ParsedInput<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>;
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>;
export type Handlers = { readonly [N in CallName]: (input: ParsedInput<N>) => Promise<CallOutput<N>> };
