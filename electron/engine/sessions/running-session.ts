import { AirlockError } from '../../../shared/airlock-error';
import { assertDefined } from '../../../shared/assert';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
import type { Grant } from '../../../shared/domain/grant';
import type { LeakReport } from '../../../shared/domain/leak-report';
import type { OpenConnection } from '../../../shared/domain/open-connection';
import { regionBox } from '../../../shared/domain/policy';
import { isEnded, type Session, type SessionSettings } from '../../../shared/domain/session';
import { canChange } from '../../../shared/domain/session-state';
import { beginSession } from '../../../shared/record/summarise';
import type { AgentLoop } from '../agent/agent-loop';
import type { Model } from '../agent/model';
import { canonicalJson } from '../base/canonical-json';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { sha256Hex } from '../base/hashing';
import { mayFail, withoutFailing } from '../base/may-fail';
import type { ApprovalQueue } from '../desk/approval-queue';
import type { ServiceHandler } from '../egress/carrying/plain-http';
import type { UpstreamProxies } from '../egress/reaching/upstream-proxy';
import type { Spent } from '../gate/gate-facts';
import { watchedCredentials } from '../honeytokens/watched-credentials';
import { rowOf } from '../models/model-table';
import type { SessionFolder } from '../record/session-folder';
import type { Credentials } from '../vault/credentials';
import { overspent, spentBy } from './budget';
import { createAgentLoop } from './create-agent-loop';
import { OperatorHand } from './operator-hand';
import { OperatorVoice } from './operator-voice';
import { PlantedSecrets } from './planted-secrets';
import { createRunParts, type RunParts } from './run-parts';
import { conflict, describeEnd, describeFailure, type Ending } from './session-ending';
import { SessionNetwork } from './session-network';
import { SessionProgress } from './session-progress';
import { SessionSandbox, type SessionSandboxDeps } from './session-sandbox';
import { TimeBudget } from './time-budget';

/** What a session gets from the engine. */
export type RunningSessionDeps = {
  readonly folder: SessionFolder;
  readonly approvals: ApprovalQueue;
  readonly clock: Clock;
  readonly operator: string;
  readonly appVersion: string;
  /** Asked at every turn, so that a key saved while the session is paused is used. */
  readonly model: () => Model;
  /** Room for the session's sandbox on a container engine. */
  readonly admit: SessionSandboxDeps['admit'];
  /** Hosts that the console serves itself. */
  readonly services: ReadonlyMap<string, ServiceHandler>;
  readonly upstreamProxy: UpstreamProxies;
  readonly credentials: Credentials;
};

type Beginning = { readonly begun: Session; readonly policyHash: string };

/** One session from start to end: its sandbox, its agent, its record, and the operator's hand on it. */
export class RunningSession {
  readonly recorded = new Emitter<AuditEntry>();
  readonly words = new Emitter<string>();
  readonly hand: OperatorHand;
  readonly voice: OperatorVoice;
  readonly #parts: RunParts;
  readonly #progress: SessionProgress;
  readonly #sandbox: SessionSandbox;
  readonly #done: Promise<void>;
  readonly #planted: PlantedSecrets | null;
  readonly #credentials: Credentials;
  #network: SessionNetwork | null = null;
  #isPrepared = false;
  #ending: Ending | null = null;

  private constructor(
    private readonly deps: RunningSessionDeps,
    private readonly settings: SessionSettings,
    { begun, policyHash }: Beginning,
  ) {
    const { folder, clock, approvals } = deps;
    const { task, policy } = settings;
    const planted = PlantedSecrets.of(policy);
    const credentials =
      planted === null ? deps.credentials : watchedCredentials(deps.credentials, planted.tripwire);
    this.#planted = planted;
    this.#credentials = credentials;
    const seconds = policy.timeout_seconds;
    const reason = `The time limit of ${seconds} s was reached.`;
    const budget = new TimeBudget(seconds * 1000, clock, () => {
      void this.#end({ state: 'stopped', reason, by: 'policy' });
    });
    this.#parts = createRunParts({
      sessionId: begun.id,
      task,
      policy,
      keepMs: settings.keepMinutes * 60_000,
      planFirst: settings.planFirst,
      policyHash,
      record: folder,
      clock,
      queue: approvals,
      credentials,
      narrow: (destinations) => assertDefined(this.#network, 'network').narrow(destinations),
      sandbox: () => assertDefined(this.#sandbox.current, 'sandbox'),
      spent: () => this.#spent(),
      onWaiting: (kind, isWaiting) =>
        this.#progress.wait(kind === 'question' ? 'answer' : 'approval', isWaiting),
      pauseFor: (why) => this.#pauseFor(why),
      isTakenOver: () => this.#progress.view.state === 'taken-over',
      onImpasse: (waysOn) => this.#progress.show({ waysOn }),
      halt: (why) => this.#progress.halt(why),
      onGoOn: () => planted?.letGoOn(),
    });
    planted?.watch({ record: folder, halt: (cause) => this.#parts.halts.raise(cause) });
    this.#progress = new SessionProgress(begun, { record: folder, control: this.#parts.control, budget });
    this.#sandbox = new SessionSandbox(deps);
    this.#sandbox.failed.on((why) => void this.#end({ state: 'failed', reason: why, by: 'console' }));
    this.#sandbox.unresponsive.on((why) =>
      mayFail(this.#pauseFor(why), 'a run that has ended, or can not be recorded, acts no more anyway'),
    );
    this.hand = new OperatorHand({
      operator: deps.operator,
      credentials: deps.credentials,
      record: folder,
      progress: this.#progress,
      sandbox: () => (this.#isPrepared ? this.#sandbox.current : null),
      goOn: (why) => this.#goOn(why),
    });
    this.voice = new OperatorVoice({
      operator: deps.operator,
      credentials: this.#credentials,
      approvals,
      guidance: this.#parts.guidance,
      impasse: this.#parts.impasse,
      progress: this.#progress,
      goOn: (why) => this.#goOn(why),
    });
    folder.log.appended.on((entry) => this.#onEntry(entry));
    this.#done = this.#run();
  }

  /** Writes the first entry and lets the session run. Rejects when the record can't be begun. */
  static async start(deps: RunningSessionDeps, settings: SessionSettings): Promise<RunningSession> {
    const policyHash = sha256Hex(canonicalJson(settings.policy));
    const modelAddress = settings.model.kind === 'claude' ? deps.model().address : null;
    const entry = await deps.folder.append({
      kind: 'session-started',
      detail: { settings, modelAddress, policyHash, appVersion: deps.appVersion },
    });
    const begun = beginSession(entry);
    if (begun === null) throw new AirlockError('internal', 'The record did not begin with its session.');
    return new RunningSession(deps, settings, { begun, policyHash });
  }

  get changed(): Emitter<Session> {
    return this.#progress.changed;
  }

  get view(): Session {
    return this.#progress.view;
  }

  /** Settles when the session has ended, its sandbox is gone and its record is closed. */
  get done(): Promise<void> {
    return this.#done;
  }

  async pause(): Promise<void> {
    await this.#progress.change('paused', 'Paused by the operator.', this.deps.operator);
  }

  /** Ends the session from any state. Answers when the container is gone; safe to call again. */
  async stop(): Promise<void> {
    await this.#end({ state: 'stopped', reason: 'Stopped by the operator.', by: this.deps.operator });
  }

  /** Lets the agent do nothing until the returned function is called, whatever becomes of the state meanwhile. */
  hold(): () => void {
    return this.#parts.control.hold();
  }

  /** What the operator has approved for the rest of the run. */
  get grants(): readonly Grant[] {
    return this.#parts.grants.list();
  }

  get grantsChanged(): Emitter<readonly Grant[]> {
    return this.#parts.grants.changed;
  }

  withdrawGrant(grantId: string): Promise<void> {
    return this.#parts.grants.withdraw(grantId, this.deps.operator);
  }

  /** Pauses the agent because nobody is there to watch it; nothing happens to one that does not work anyway. */
  async pauseUnattended(reason: string): Promise<void> {
    if (canChange(this.view.state, 'paused') && this.view.state !== 'taken-over')
      await this.#pauseFor(reason);
  }

  /** How far its open connections are. */
  connections(): readonly OpenConnection[] {
    return this.#network?.openConnections() ?? [];
  }

  /** Tries once more to get out of the sandbox; a leak ends the session. */
  testLeaks(): Promise<LeakReport> {
    if (isEnded(this.view.state)) throw conflict('test the sandbox', this.view.state);
    return this.#sandbox.testLeaks(this.#parts.control.signal);
  }

  async #goOn(reason: string): Promise<void> {
    const to = this.#isPrepared ? this.#progress.working : 'preparing';
    this.#planted?.letGoOn();
    await this.#progress.change(to, reason, this.deps.operator);
  }

  async #run(): Promise<void> {
    let outcome: Ending;
    try {
      const loop = await this.#prepare();
      await this.#parts.control.ready();
      await this.#progress.change('running', 'The agent is at work.', 'console');
      outcome = describeEnd(await loop.run(), this.settings);
    } catch (error) {
      outcome = this.#ending ?? describeFailure(error);
    }
    await this.#finish(this.#ending ?? outcome);
  }

  async #prepare(): Promise<AgentLoop> {
    const { folder, clock, model, operator } = this.deps;
    const { signal } = this.#parts.control;
    const { task, policy, startUrl, display } = this.settings;
    await this.#sandbox.waitForRoom((place) => this.#progress.queue(place), signal);
    await this.#progress.leaveQueue();
    const network = this.#openNetwork();
    const area = policy.screen_area && regionBox(policy.screen_area);
    const pictures = { area, redaction: policy.redaction };
    const plants = this.#planted === null ? {} : { plants: this.#planted.plants };
    await this.#sandbox.open({ network, startUrl, pictures, ...plants }, signal);
    this.#isPrepared = true;
    return createAgentLoop(this.#parts, {
      task,
      maxSteps: policy.max_steps,
      computer: { computerTool: rowOf(this.settings.model).computerTool, display },
      record: folder,
      clock,
      model,
      random: Math.random,
      credentials: this.#credentials,
      operator,
      onWords: (text) => this.words.emit(text),
      onRetry: (retry) => this.#progress.show({ retry }),
      onSummary: (isSummingUp) => this.#progress.show({ isSummingUp }),
      overspent: (ahead) => overspent(policy, this.#spent(), ahead),
      pauseFor: (reason) => this.#pauseFor(reason),
    });
  }

  #openNetwork(): SessionNetwork {
    const { folder, clock, services, upstreamProxy } = this.deps;
    const { control, desk, running, barrier } = this.#parts;
    const { task, policy } = this.settings;
    this.#network = new SessionNetwork({
      sessionId: this.view.id,
      task,
      policy,
      record: folder,
      clock,
      control,
      desk,
      services,
      upstreamProxy,
      barrier,
      tripwire: this.#planted?.tripwire ?? null,
      step: () => running.number,
    });
    return this.#network;
  }

  #spent(): Spent {
    return spentBy(this.view);
  }

  async #pauseFor(reason: string): Promise<void> {
    await this.#progress.change('paused', reason, 'console');
  }

  /** The first reason counts. Cuts everything off at once; `#run` then writes the end down. */
  async #end(ending: Ending): Promise<void> {
    if (isEnded(this.view.state)) return;
    this.#ending ??= ending;
    this.#parts.control.stop(this.#ending.reason);
    await Promise.all([this.#sandbox.dispose(), this.#done]);
  }

  async #finish({ state, reason, by, claim = null }: Ending): Promise<void> {
    const { control, grants, desk, barrier } = this.#parts;
    control.stop(reason);
    grants.clear();
    // What still waited for the operator is settled in the record before its end.
    await desk.closed();
    await this.#sandbox.dispose();
    this.#network?.writeLeftOut();
    barrier.writeCounts();
    const { usage, steps } = this.view;
    try {
      await this.#progress.change(state, reason, by);
      await this.deps.folder.append({
        kind: 'session-ended',
        detail: { state, reason, usage, steps, claim },
      });
    } catch (error) {
      // The record can't be written: say so on the screen, since nowhere else can.
      const why = this.deps.folder.log.failure?.message ?? describeFailure(error).reason;
      this.#progress.show({ state: 'failed', stateReason: why, endedAt: this.deps.clock.wallMs() });
    }
    await withoutFailing(this.deps.folder.close(), undefined, 'every line is on disk or has been refused');
  }

  #onEntry(entry: AuditEntry): void {
    if (entry.kind === 'session-started') return;
    this.#progress.apply(entry);
    this.recorded.emit(entry);
  }
}
