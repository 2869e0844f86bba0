import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../shared/airlock-error';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
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
import type { Sandbox } from '../sandbox/sandbox';
import { EgressRecorder } from './egress-recorder';
import { joinLiveView, type LivePort } from './live-view';
import { conflict, describeEnd, describeFailure, type Ending } from './session-ending';
import type { SessionFolder } from './session-folder';
import { canChange, isWorking } from './session-state';
import { applyEntry, beginSession } from './summarise';
import { TimeBudget } from './time-budget';

/** What a session gets from the engine. */
export type RunningSessionDeps = {
  readonly folder: SessionFolder;
  readonly approvals: ApprovalQueue;
  readonly clock: Clock;
  readonly operator: string;
  readonly appVersion: string;
  readonly imageName: string;
  /** Asked at every turn, so that a key saved while the session is paused is used. */
  readonly model: () => Model;
  readonly createSandbox: (egress: EgressRecorder, signal: AbortSignal) => Promise<Sandbox>;
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
  #sandbox: Sandbox | null = null;
  #ending: Ending | null = null;
  #isWaiting = false;

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
    if (this.#sandbox === null) throw conflict('take over', this.#view.state);
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

  async watch(port: LivePort): Promise<void> {
    if (this.#sandbox === null || isEnded(this.#view.state)) {
      port.close();
      throw conflict('watch', this.#view.state);
    }
    const display: Duplex = await this.#sandbox.openDisplayStream();
    joinLiveView(display, port, () => this.#view.state === 'taken-over');
  }

  async #goOn(reason: string): Promise<void> {
    await this.#change(this.#isWaiting ? 'waiting-for-approval' : 'running', reason, this.deps.operator);
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
    const egress = new EgressRecorder(folder, clock);
    const sandbox = await this.deps.createSandbox(egress, this.#control.signal);
    this.#sandbox = sandbox;
    sandbox.failed.on(({ where, what }) => {
      void folder.append({ kind: 'fault', detail: { where, what } }).catch(() => undefined);
      const reason = `The sandbox failed: ${what}. Nothing was carried on; start the task again.`;
      void this.#end({ state: 'failed', reason, by: 'console' });
    });
    sandbox.unresponsive.on((detail) => {
      void folder.append({ kind: 'fault', detail }).catch(() => undefined);
      this.#control.pause();
      const reason = `Something is wrong with the sandbox: ${detail.what}. Nothing is sent to it; resume when it is back, or stop.`;
      void this.#change('paused', reason, 'console').catch(() => undefined);
    });
    sandbox.repaired.on((detail) => {
      void folder.append({ kind: 'fault', detail }).catch(() => undefined);
    });
    await sandbox.display.settle(() => sandbox.browser.isLoading(), this.#control.signal);
    await folder.append({
      kind: 'sandbox-ready',
      screenshot_saved: await folder.saveFrame(await sandbox.display.capture()),
      detail: {
        containerId: sandbox.containerId,
        image: this.deps.imageName,
        isolation: 'runc',
        browser: sandbox.browser.version,
        engine: '',
        wasWarm: false,
        durationMs: null,
      },
    });
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
    this.#isWaiting = isWaiting;
    // Judged inside the queue: an answer may come before the wait itself has been written down.
    const written = this.#stateQueue.run(async () => {
      const from = this.#view.state;
      const to = this.#isWaiting ? 'waiting-for-approval' : 'running';
      if (from === to || (from !== 'running' && from !== 'waiting-for-approval')) return;
      const reason = this.#isWaiting ? 'An action waits for your decision.' : 'The agent is at work.';
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
    await Promise.all([this.#sandbox?.dispose(), this.#done]);
  }

  async #finish({ state, reason, by }: Ending): Promise<void> {
    this.#budget.halt();
    this.#control.stop();
    this.deps.approvals.cancelSession(this.#view.id, reason);
    await this.#sandbox?.dispose();
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

  #show(view: Session): void {
    if (view === this.#view) return;
    this.#view = view;
    if (isWorking(view.state)) this.#budget.run();
    else this.#budget.halt();
    this.changed.emit(view);
  }
}
