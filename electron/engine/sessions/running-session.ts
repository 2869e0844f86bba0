import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../shared/airlock-error';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
import type { LeakReport } from '../../../shared/domain/leak-report';
import type { OpenConnection } from '../../../shared/domain/open-connection';
import {
  isEnded,
  type Session,
  type SessionSettings,
  type SessionState,
} from '../../../shared/domain/session';
import { AgentLoop } from '../agent/agent-loop';
import { ComputerDriver } from '../agent/computer-driver';
import { Gate } from '../agent/gate';
import type { Model } from '../agent/model';
import { RunControl } from '../agent/run-control';
import type { ApprovalQueue } from '../approvals/approval-queue';
import { canonicalJson, sha256Hex } from '../audit/hash-entry';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { SerialQueue } from '../base/serial-queue';
import type { ServiceHandler } from '../egress/plain-http';
import type { UpstreamProxies } from '../egress/upstream-proxy';
import { joinLiveView, type LivePort } from './live-view';
import { conflict, describeEnd, describeFailure, type Ending } from './session-ending';
import type { SessionFolder } from './session-folder';
import { SessionNetwork } from './session-network';
import { SessionSandbox, type SessionSandboxDeps } from './session-sandbox';
import { canChange, isWorking } from './session-state';
import { applyEntry, beginSession } from './summarise';
import { TimeBudget } from './time-budget';

const PREPARING = 'The sandbox is being started.';

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
};

/** One session from start to end: its sandbox, its agent, its record, and the operator's hand on it. */
export class RunningSession {
  readonly changed = new Emitter<Session>();
  readonly recorded = new Emitter<AuditEntry>();
  readonly words = new Emitter<string>();
  readonly #control = new RunControl();
  readonly #stateQueue = new SerialQueue();
  readonly #budget: TimeBudget;
  readonly #done: Promise<void>;
  #view: Session;
  readonly #sandbox: SessionSandbox;
  #network: SessionNetwork | null = null;
  #place: number | null = null;
  #isPrepared = false;
  #ending: Ending | null = null;
  #waits = 0;

  private constructor(
    private readonly deps: RunningSessionDeps,
    private readonly settings: SessionSettings,
    begun: Session,
  ) {
    this.#view = begun;
    const seconds = settings.policy.timeout_seconds;
    this.#budget = new TimeBudget(seconds * 1000, deps.clock, () => {
      void this.#end({
        state: 'stopped',
        reason: `The time limit of ${seconds} s was reached.`,
        by: 'policy',
      });
    });
    this.#sandbox = new SessionSandbox(deps);
    this.#sandbox.failed.on((reason) => void this.#end({ state: 'failed', reason, by: 'console' }));
    this.#sandbox.unresponsive.on((reason) => {
      this.#control.pause();
      void this.#change('paused', reason, 'console').catch(() => undefined);
    });
    deps.folder.log.appended.on((entry) => this.#onEntry(entry));
    this.#done = this.#run();
  }

  /** Writes the first entry and lets the session run. Rejects when the record can't be begun. */
  static async start(deps: RunningSessionDeps, settings: SessionSettings): Promise<RunningSession> {
    const entry = await deps.folder.append({
      kind: 'session-started',
      detail: {
        settings,
        policyHash: sha256Hex(canonicalJson(settings.policy)),
        appVersion: deps.appVersion,
      },
    });
    const begun = beginSession(entry);
    if (begun === null) throw new AirlockError('internal', 'The record did not begin with its session.');
    return new RunningSession(deps, settings, begun);
  }

  get view(): Session {
    return this.#view;
  }

  /** Settles when the session has ended, its sandbox is gone and its record is closed. */
  get done(): Promise<void> {
    return this.#done;
  }

  async pause(): Promise<void> {
    if (!canChange(this.#view.state, 'paused')) throw conflict('pause', this.#view.state);
    this.#control.pause();
    await this.#change('paused', 'Paused by the operator.', this.deps.operator);
  }

  async resume(): Promise<void> {
    if (this.#view.state !== 'paused') throw conflict('resume', this.#view.state);
    await this.#goOn('Resumed by the operator.');
  }

  /** Ends the session from any state. Answers when the container is gone; safe to call again. */
  async stop(): Promise<void> {
    await this.#end({ state: 'stopped', reason: 'Stopped by the operator.', by: this.deps.operator });
  }

  async takeOver(): Promise<void> {
    if (!this.#isPrepared) throw conflict('take over', this.#view.state);
    this.#control.pause();
    await this.#change(
      'taken-over',
      'You have the mouse and the keyboard. The agent waits.',
      this.deps.operator,
    );
    await this.deps.folder.append({ kind: 'takeover', detail: { by: this.deps.operator, change: 'taken' } });
  }

  async handBack(): Promise<void> {
    if (this.#view.state !== 'taken-over') throw conflict('hand back', this.#view.state);
    await this.deps.folder.append({
      kind: 'takeover',
      detail: { by: this.deps.operator, change: 'returned' },
    });
    await this.#goOn('Handed back to the agent.');
  }

  /** How far its open connections are. */
  connections(): readonly OpenConnection[] {
    return this.#network?.openConnections() ?? [];
  }

  /** Tries once more to get out of the sandbox; a leak ends the session. */
  testLeaks(): Promise<LeakReport> {
    if (isEnded(this.#view.state)) throw conflict('test the sandbox', this.#view.state);
    return this.#sandbox.testLeaks(this.#control.signal);
  }

  async watch(port: LivePort): Promise<void> {
    const sandbox = this.#sandbox.current;
    if (sandbox === null || !this.#isPrepared || isEnded(this.#view.state)) {
      port.close();
      throw conflict('watch', this.#view.state);
    }
    const display: Duplex = await sandbox.openDisplayStream();
    joinLiveView(display, port, () => this.#view.state === 'taken-over');
  }

  async #goOn(reason: string): Promise<void> {
    const working = this.#waits > 0 ? 'waiting-for-approval' : 'running';
    await this.#change(this.#isPrepared ? working : 'preparing', reason, this.deps.operator);
    this.#control.resume();
  }

  async #run(): Promise<void> {
    let outcome: Ending;
    this.#budget.run();
    try {
      const loop = await this.#prepare();
      await this.#control.ready();
      await this.#change('running', 'The agent is at work.', 'console');
      outcome = describeEnd(await loop.run(), this.settings);
    } catch (error) {
      outcome = this.#ending ?? describeFailure(error);
    }
    await this.#finish(this.#ending ?? outcome);
  }

  async #prepare(): Promise<AgentLoop> {
    const { folder, clock, approvals } = this.deps;
    const { signal } = this.#control;
    await this.#sandbox.waitForRoom((place) => this.#onPlace(place), signal);
    await this.#leaveQueue();
    const network = new SessionNetwork({
      sessionId: this.#view.id,
      task: this.settings.task,
      policy: this.settings.policy,
      services: this.deps.services,
      upstreamProxy: this.deps.upstreamProxy,
      record: folder,
      step: () => this.#view.steps,
      ...{ approvals, clock, control: this.#control },
      onWaiting: (isWaiting) => this.#onWaiting(isWaiting),
    });
    this.#network = network;
    const sandbox = await this.#sandbox.open({ network, startUrl: this.settings.startUrl }, signal);
    this.#isPrepared = true;
    const desktop = () => sandbox;
    const shared = { desktop, record: folder, control: this.#control, clock };
    const gate = new Gate({
      ...shared,
      sessionId: this.#view.id,
      task: this.settings.task,
      policy: this.settings.policy,
      approvals,
      onWaiting: (isWaiting) => this.#onWaiting(isWaiting),
    });
    const driver = new ComputerDriver({ ...shared, gate, agentWords: () => loop.words });
    const loop = this.#createLoop(gate, driver);
    return loop;
  }

  #onPlace(place: number): void {
    this.#place = place;
    this.#show(this.#view);
    if (this.#view.state === 'preparing') {
      const reason = 'It waits for room on a container engine.';
      void this.#change('queued', reason, 'console').catch(() => undefined);
    }
  }

  async #leaveQueue(): Promise<void> {
    this.#place = null;
    await this.#stateQueue.idle();
    if (this.#view.state === 'queued') await this.#change('preparing', PREPARING, 'console');
    else this.#show(this.#view);
  }

  #createLoop(gate: Gate, driver: ComputerDriver): AgentLoop {
    const { folder, clock, model } = this.deps;
    return new AgentLoop({
      task: this.settings.task,
      maxSteps: this.settings.policy.max_steps,
      model,
      driver,
      gate,
      record: folder,
      control: this.#control,
      clock,
      random: Math.random,
      onWords: (text) => this.words.emit(text),
      onRetry: (retry) => this.#show({ ...this.#view, retry }),
      pauseFor: async (reason) => {
        this.#control.pause();
        await this.#change('paused', reason, 'console');
      },
    });
  }

  #onWaiting(isWaiting: boolean): void {
    this.#waits += isWaiting ? 1 : -1;
    // Judged inside the queue: an answer may come before the wait itself has been written down.
    const written = this.#stateQueue.run(async () => {
      const from = this.#view.state;
      const to = this.#waits > 0 ? 'waiting-for-approval' : 'running';
      if (from === to || (from !== 'running' && from !== 'waiting-for-approval')) return;
      const reason = this.#waits > 0 ? 'An action waits for your decision.' : 'The agent is at work.';
      await this.deps.folder.append({ kind: 'state-changed', detail: { from, to, reason, by: 'console' } });
    });
    // A record that can't be written ends the session through its next action.
    written.catch(() => undefined);
  }

  /** The first reason counts. Cuts everything off at once; `#run` then writes the end down. */
  async #end(ending: Ending): Promise<void> {
    if (isEnded(this.#view.state)) return;
    this.#ending ??= ending;
    this.#control.stop();
    this.deps.approvals.cancelSession(this.#view.id, ending.reason);
    await Promise.all([this.#sandbox.dispose(), this.#done]);
  }

  async #finish({ state, reason, by }: Ending): Promise<void> {
    this.#budget.halt();
    this.#control.stop();
    this.deps.approvals.cancelSession(this.#view.id, reason);
    await this.#sandbox.dispose();
    const { usage, steps } = this.#view;
    try {
      await this.#change(state, reason, by);
      await this.deps.folder.append({ kind: 'session-ended', detail: { state, reason, usage, steps } });
    } catch (error) {
      // The record can't be written: say so on the screen, since nowhere else can.
      const why = this.deps.folder.log.failure?.message ?? describeFailure(error).reason;
      this.#show({ ...this.#view, state: 'failed', stateReason: why, endedAt: this.deps.clock.wallMs() });
    }
    await this.deps.folder.close().catch(() => undefined);
  }

  #change(to: SessionState, reason: string, by: string): Promise<void> {
    return this.#stateQueue.run(async () => {
      const from = this.#view.state;
      if (from === to) return;
      if (!canChange(from, to)) throw conflict(`change to ${to}`, from);
      await this.deps.folder.append({ kind: 'state-changed', detail: { from, to, reason, by } });
    });
  }

  #onEntry(entry: AuditEntry): void {
    if (entry.kind === 'session-started') return;
    this.#show(applyEntry(this.#view, entry));
    this.recorded.emit(entry);
  }

  #show(next: Session): void {
    const queuePlace = next.state === 'queued' ? this.#place : null;
    const view = next.queuePlace === queuePlace ? next : { ...next, queuePlace };
    if (view === this.#view) return;
    this.#view = view;
    if (isWorking(view.state)) this.#budget.run();
    else this.#budget.halt();
    this.changed.emit(view);
  }
}
