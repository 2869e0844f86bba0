import { AirlockError } from '../../shared/airlock-error';
import type { Approval, ApprovalDecision } from '../../shared/domain/approval';
import type { AuditEntry } from '../../shared/domain/audit-entry';
import type { CheckUp, CheckUpItem } from '../../shared/domain/check-up';
import type { Credential } from '../../shared/domain/credential';
import type { DryRunSubject } from '../../shared/domain/dry-run';
import type { EgressCheck } from '../../shared/domain/egress-check';
import type { Point } from '../../shared/domain/geometry';
import type { Grant } from '../../shared/domain/grant';
import type { KeepSignIn } from '../../shared/domain/hand-back';
import type { HostList, HostSettings } from '../../shared/domain/hosts';
import type { IdleDetection } from '../../shared/domain/idle-detection';
import type { ModelList } from '../../shared/domain/model-list';
import type { PasskeyDraft } from '../../shared/domain/passkey-draft';
import type { Policy } from '../../shared/domain/policy';
import type { StoredPolicy } from '../../shared/domain/policy-document';
import { type Preferences, USUAL_PREFERENCES } from '../../shared/domain/preferences';
import type { Session, SessionSettings } from '../../shared/domain/session';
import type { AppInfo, KeyStatus } from '../../shared/domain/settings';
import type { CallOutput, EventPayload } from '../../shared/ipc/contract';
import type { CallName, EventName } from '../../shared/ipc/names';
import type { AirlockClient, CallArguments } from '../client/airlock-client';
import { FAKE_CHECK_UP, FAKE_MODEL_WAY } from './fake-check-up';
import { FAKE_HAND_BACK_LOOK, fakeKeptSignIn } from './fake-hand-back';
import { FAKE_MODELS } from './fake-models';
import { FAKE_LEAK_REPORT, fakeVerdict } from './fake-network';
import { fakePick, fakePreview } from './fake-picking';
import { FAKE_POLICIES, FAKE_POLICY_TOOLS, type PolicyTools, savePolicy } from './fake-policies';
import { fakeSession } from './fake-sessions';
import { type FakeVaultData, fakeCredential, fakeVaultHandlers, OPEN_VAULT } from './fake-vault';

export type FakeData = FakeVaultData & {
  readonly info: AppInfo;
  readonly key: KeyStatus;
  readonly checkUp: CheckUp;
  readonly modelWay: CheckUpItem;
  readonly models: ModelList;
  readonly engines: HostList;
  readonly sessions: readonly Session[];
  readonly approvals: readonly Approval[];
  readonly grants: readonly Grant[];
  readonly preferences: Preferences;
  readonly idleDetection: IdleDetection;
  readonly records: Readonly<Record<string, readonly AuditEntry[]>>;
  readonly policies: readonly StoredPolicy[];
  readonly policyTools: PolicyTools;
};

export const FAKE_INFO: AppInfo = {
  version: '0.1.0',
  electron: '45.4.1',
  runtime: 'official',
  platform: 'linux',
  operator: 'root',
  dataFolder: '/root/.config/airlock',
  defaultModel: 'claude-opus-5-5',
};

const NOTHING: FakeData = {
  info: FAKE_INFO,
  key: { source: 'none', ending: '', canPersist: true },
  checkUp: FAKE_CHECK_UP,
  modelWay: FAKE_MODEL_WAY,
  models: FAKE_MODELS,
  engines: { settings: { enabled: [], added: [], warm: 1 }, engines: [] },
  sessions: [],
  approvals: [],
  grants: [],
  preferences: USUAL_PREFERENCES,
  idleDetection: 'works',
  records: {},
  policies: FAKE_POLICIES,
  policyTools: FAKE_POLICY_TOOLS,
  vault: OPEN_VAULT,
  credentials: [],
  importPreview: null,
};

type Listener = (payload: never) => void;
type Handler = (input: never) => unknown;

/** An engine in memory, for tests and previews: it remembers calls and announces what a real one would. */
export class FakeClient implements AirlockClient {
  data: FakeData;
  readonly calls: { readonly name: CallName; readonly input: unknown }[] = [];
  /** Calls that fail, by name. */
  readonly failures = new Map<CallName, AirlockError>();
  /** The page makes the passkey that waits. */
  makePasskey: (origin: string) => void = () => undefined;
  #cancelPasskey: () => void = () => undefined;
  readonly #listeners = new Map<EventName, Set<Listener>>();

  constructor(data: Partial<FakeData> = {}) {
    this.data = { ...NOTHING, ...data };
  }

  readonly call = async <N extends CallName>(name: N, ...input: CallArguments<N>): Promise<CallOutput<N>> => {
    this.calls.push({ name, input: input[0] });
    // Like a real one it answers later, never within the call.
    await Promise.resolve();
    const failure = this.failures.get(name);
    if (failure !== undefined) throw failure;
    const handler: Handler = this.#handlers[name];
    return handler(input[0] as never) as CallOutput<N>;
  };

  readonly on = <N extends EventName>(
    event: N,
    listener: (payload: EventPayload<N>) => void,
  ): (() => void) => {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener as Listener));
    return () => listeners.delete(listener as Listener);
  };

  emit<N extends EventName>(event: N, payload: EventPayload<N>): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(payload as never);
  }

  setApprovals(approvals: readonly Approval[]): void {
    this.data = { ...this.data, approvals };
    this.emit('approvals:changed', approvals);
  }

  setGrants(grants: readonly Grant[]): void {
    this.data = { ...this.data, grants };
    this.emit('grants:changed', grants);
  }

  setVault(change: Partial<FakeVaultData>): void {
    this.data = { ...this.data, ...change };
    this.emit('vault:changed', this.data.vault);
    this.emit('credentials:changed', this.data.vault.state === 'open' ? this.data.credentials : []);
  }

  changeSession(id: string, change: Partial<Session>): void {
    const sessions = this.data.sessions.map((session) =>
      session.id === id ? { ...session, ...change } : session,
    );
    this.data = { ...this.data, sessions };
    const changed = sessions.find((session) => session.id === id);
    if (changed) this.emit('sessions:changed', changed);
  }

  #changeGuidance(sessionId: string, change: (unread: Session['guidance']) => Session['guidance']): void {
    const session = this.data.sessions.find(({ id }) => id === sessionId);
    if (session !== undefined) this.changeSession(sessionId, { guidance: change(session.guidance) });
  }

  readonly #handlers: Record<CallName, Handler> = {
    'app:info': () => this.data.info,
    'app:copy': () => undefined,
    'check-up:run': () => this.data.checkUp,
    'check-up:model-way': () => this.data.modelWay,
    'check-up:end-model-way': () => undefined,
    'models:list': () => this.data.models,
    'models:refresh': () => this.data.models,
    'image:build': () => this.#build(),
    'hosts:list': () => this.data.engines,
    'hosts:save': (settings: HostSettings) => this.#setHosts({ ...this.data.engines, settings }),
    'hosts:check': () => this.data.engines,
    'key:status': () => this.data.key,
    'key:save': ({ key }: { key: string }) =>
      this.#setKey({ source: 'vault', ending: key.slice(-4), canPersist: true }),
    'key:delete': () => this.#setKey({ source: 'none', ending: '', canPersist: true }),
    ...fakeVaultHandlers(
      () => this.data,
      (change) => this.setVault(change),
    ),
    'grants:list': () => this.data.grants,
    'grants:withdraw': ({ grantId }: { grantId: string }) => this.#withdrawGrant(grantId),
    'preferences:get': () => this.data.preferences,
    'preferences:save': (preferences: Preferences) => this.#setPreferences(preferences),
    'idle-detection:get': () => this.data.idleDetection,
    'policies:list': () => this.data.policies,
    'policies:save': (input: { text: string; replaces: string | null }) => {
      const { list, saved } = savePolicy(this.data.policies, this.data.policyTools.check(input.text), input);
      this.data = { ...this.data, policies: list };
      return saved;
    },
    'policies:remove': ({ id }: { id: string }) => {
      this.data = { ...this.data, policies: this.data.policies.filter((stored) => stored.id !== id) };
    },
    'policies:check': ({ text }: { text: string }) => this.data.policyTools.check(text),
    'policies:format': ({ policy, into }: { policy: Policy; into?: string | null }) =>
      this.data.policyTools.format(policy, into ?? null),
    'policies:dry-run': ({ policy, subject }: { policy: Policy; subject: DryRunSubject }) =>
      this.data.policyTools.dryRun(policy, subject),
    'policies:export': () => '/home/root/policy.yaml',
    'sessions:list': () => this.data.sessions,
    'sessions:start': (settings: SessionSettings) => this.#start(settings),
    'sessions:pause': ({ sessionId }: { sessionId: string }) =>
      this.changeSession(sessionId, { state: 'paused' }),
    'sessions:resume': ({ sessionId }: { sessionId: string }) =>
      this.changeSession(sessionId, { state: 'running' }),
    'sessions:stop': ({ sessionId }: { sessionId: string }) =>
      this.changeSession(sessionId, {
        state: 'stopped',
        stateReason: 'Stopped by root.',
        endedAt: Date.now(),
      }),
    'sessions:take-over': ({ sessionId }: { sessionId: string }) =>
      this.changeSession(sessionId, { state: 'taken-over' }),
    'sessions:hand-back': ({ sessionId }: { sessionId: string }) =>
      this.changeSession(sessionId, { state: 'running' }),
    'sessions:guide': ({ sessionId, text }: { sessionId: string; text: string }) =>
      this.#changeGuidance(sessionId, (unread) => [
        ...unread,
        { id: `word-${unread.length + 1}`, text, by: 'root', at: Date.now() },
      ]),
    'sessions:take-back-guidance': ({ sessionId, guidanceId }: { sessionId: string; guidanceId: string }) =>
      this.#changeGuidance(sessionId, (unread) => unread.filter(({ id }) => id !== guidanceId)),
    'sessions:get-on': ({ sessionId }: { sessionId: string }) =>
      this.changeSession(sessionId, { state: 'running', waysOn: [] }),
    'sessions:register-passkey': ({ draft }: { draft: PasskeyDraft }) => this.#registerPasskey(draft),
    'sessions:cancel-passkey': () => this.#cancelPasskey(),
    'sessions:look-before-hand-back': () => FAKE_HAND_BACK_LOOK,
    'sessions:keep-sign-in': (wanted: KeepSignIn) => fakeKeptSignIn(wanted),
    'sessions:record': ({ sessionId }: { sessionId: string }) => this.data.records[sessionId] ?? [],
    'sessions:watch': () => undefined,
    'egress:check': ({ lines }: EgressCheck) => lines.map(fakeVerdict),
    'sessions:connections': () => [],
    'sessions:test-leaks': () => FAKE_LEAK_REPORT,
    'redaction:pick': ({ point, up }: { point: Point; up?: number }) => fakePick(point, up ?? 0),
    'redaction:preview': ({ selector }: { selector: string }) => fakePreview(selector),
    'approvals:list': () => this.data.approvals,
    'approvals:decide': (decision: ApprovalDecision) => this.#decide(decision),
  };

  #decide(decision: ApprovalDecision): unknown {
    const { approvalId, digest, verdict, reason, scope = 'once', edit = null, upTo = null } = decision;
    if (!this.data.approvals.some((approval) => approval.id === approvalId)) {
      throw new AirlockError('conflict', 'This approval was settled before.');
    }
    this.setApprovals(this.data.approvals.filter((approval) => approval.id !== approvalId));
    return {
      approvalId,
      digest,
      scope,
      edit,
      upTo,
      reason,
      grant: decision.grant ?? null,
      outcome: verdict === 'deny' ? 'denied' : edit === null ? 'approved' : 'edited',
      wasHeld: decision.wasHeld ?? false,
      by: this.data.info.operator,
      decidedAfterMs: 4000,
    };
  }

  /** A page takes its time: it is made when the test or the preview says so. */
  #registerPasskey(draft: PasskeyDraft): Promise<Credential> {
    return new Promise((resolve, reject) => {
      this.#cancelPasskey = () => reject(new AirlockError('cancelled', 'The registration was cancelled.'));
      this.makePasskey = (origin) => {
        const made = fakeCredential({ ...draft, kind: 'passkey', origins: [origin] });
        this.setVault({ credentials: [...this.data.credentials, made] });
        resolve(made);
      };
    });
  }

  #start(settings: SessionSettings): Session {
    const session = fakeSession({ id: `started-${this.data.sessions.length}`, state: 'preparing', settings });
    this.data = { ...this.data, sessions: [session, ...this.data.sessions] };
    this.emit('sessions:changed', session);
    return session;
  }

  #withdrawGrant(grantId: string): undefined {
    this.setGrants(this.data.grants.filter(({ id }) => id !== grantId));
  }

  #setPreferences(preferences: Preferences): Preferences {
    this.data = { ...this.data, preferences };
    this.emit('preferences:changed', preferences);
    return preferences;
  }

  #setKey(key: KeyStatus): KeyStatus {
    this.data = { ...this.data, key };
    this.emit('key:changed', key);
    return key;
  }

  #setHosts(engines: HostList): HostList {
    this.data = { ...this.data, engines };
    this.emit('hosts:changed', engines);
    return engines;
  }

  #build(): void {
    this.emit('image:progress', { line: 'Step 1/9 : FROM debian:bookworm-slim', state: 'building' });
    this.emit('image:progress', { line: 'Successfully built 3f6a', state: 'done' });
  }
}
