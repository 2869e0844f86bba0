import type { AuditEntry } from '../../../shared/domain/audit-entry';
import type { Session, SessionState } from '../../../shared/domain/session';
import { canChange, isHalted, isWaiting, isWorking } from '../../../shared/domain/session-state';
import { applyEntry } from '../../../shared/record/summarise';
import { Emitter } from '../base/emitter';
import { mayFail } from '../base/may-fail';
import { SerialQueue } from '../base/serial-queue';
import type { RunControl } from '../control/run-control';
import type { SessionRecord } from '../record/session-record';
import { conflict } from './session-ending';
import type { TimeBudget } from './time-budget';

export type SessionProgressDeps = {
  readonly record: Pick<SessionRecord, 'append'>;
  readonly control: RunControl;
  readonly budget: TimeBudget;
};

/** A decision of the operator, or an answer to what the agent asks. */
export type WaitFor = 'approval' | 'answer';

const REASONS: Partial<Record<SessionState, string>> = {
  'waiting-for-approval': 'An action waits for your decision.',
  'waiting-for-answer': 'The agent asks you.',
};

/**
 * Where a session stands: its state, which changes only through the record, one change after the other, and what is shown
 * beside it without being recorded. The agent's control moves with the state and with nothing else; the time limit runs
 * only while the agent can work.
 */
export class SessionProgress {
  readonly changed = new Emitter<Session>();
  readonly #changes = new SerialQueue();
  #view: Session;
  #place: number | null = null;
  readonly #waits: Record<WaitFor, number> = { approval: 0, answer: 0 };

  constructor(
    begun: Session,
    private readonly deps: SessionProgressDeps,
  ) {
    this.#view = begun;
    deps.budget.run();
  }

  get view(): Session {
    return this.#view;
  }

  get state(): SessionState {
    return this.#view.state;
  }

  /** The state of a session whose agent goes on: it may still be waiting for an answer. */
  get working(): SessionState {
    if (this.#waits.approval > 0) return 'waiting-for-approval';
    return this.#waits.answer > 0 ? 'waiting-for-answer' : 'running';
  }

  /**
   * On disk when it answers. Rejects with `conflict` when the one does not lead to the other, and then nothing has
   * changed. From the moment of the call nothing passes the control until it is known whether the agent goes on.
   */
  async change(to: SessionState, reason: string, by: string): Promise<void> {
    const release = this.deps.control.hold();
    try {
      await this.#changes.run(() => this.#change(to, reason, by));
    } finally {
      release();
    }
  }

  /**
   * Pauses the run where nobody has halted it yet: an operator who has taken over keeps it. Rejects as `change` does, but
   * not for a run that is at its end.
   */
  async halt(reason: string): Promise<void> {
    const release = this.deps.control.hold();
    try {
      await this.#changes.run(async () => {
        if (this.deps.control.signal.aborted || isHalted(this.state)) return;
        await this.#change('paused', reason, 'console');
      });
    } finally {
      release();
    }
  }

  async #change(to: SessionState, reason: string, by: string): Promise<void> {
    const { record, control } = this.deps;
    const from = this.state;
    if (from === to) return;
    if (!canChange(from, to)) throw conflict(`change to ${to}`, from);
    if (from === 'taken-over') await record.append({ kind: 'takeover', detail: { by, change: 'returned' } });
    await record.append({ kind: 'state-changed', detail: { from, to, reason, by } });
    if (to === 'taken-over') await record.append({ kind: 'takeover', detail: { by, change: 'taken' } });
    if (isHalted(to)) control.pause();
    else control.resume();
  }

  /** It waits for one more answer of the operator, or for one less. */
  wait(what: WaitFor, hasBegun: boolean): void {
    this.#waits[what] += hasBegun ? 1 : -1;
    // Judged inside the queue: an answer may come before the wait itself has been written down.
    const written = this.#changes.run(async () => {
      const [from, to] = [this.state, this.working];
      // An end takes back what still waits, and no agent is at work for that.
      if (this.deps.control.signal.aborted) return;
      if (from === to || (from !== 'running' && !isWaiting(from))) return;
      const reason = REASONS[to] ?? 'The agent is at work.';
      await this.deps.record.append({ kind: 'state-changed', detail: { from, to, reason, by: 'console' } });
    });
    mayFail(written, "a record that can't be written ends the session through its next action");
  }

  /** It waits for room, at this place. */
  queue(place: number): void {
    this.#place = place;
    this.show({});
    if (this.state !== 'preparing') return;
    const reason = 'It waits for room on a container engine.';
    mayFail(this.change('queued', reason, 'console'), 'a session that has ended by now waits for nothing');
  }

  /** It has got room. */
  async leaveQueue(): Promise<void> {
    this.#place = null;
    await this.#changes.idle();
    if (this.state === 'queued') await this.change('preparing', 'The sandbox is being started.', 'console');
  }

  /** What an entry of the record makes of it. */
  apply(entry: AuditEntry): void {
    this.#set(applyEntry(this.#view, entry));
  }

  /** Shows what is not recorded. */
  show(what: Partial<Session>): void {
    this.#set({ ...this.#view, ...what });
  }

  #set(next: Session): void {
    if (next === this.#view) return;
    this.#view = { ...next, queuePlace: next.state === 'queued' ? this.#place : null };
    if (isWorking(next.state)) this.deps.budget.run();
    else this.deps.budget.halt();
    this.changed.emit(this.#view);
  }
}
