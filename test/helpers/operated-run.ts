import { ComputerDriver } from '../../electron/engine/agent/computer-driver';
import { systemClock } from '../../electron/engine/base/clock';
import { Emitter } from '../../electron/engine/base/emitter';
import { ApprovalQueue } from '../../electron/engine/desk/approval-queue';
import { GrantBook } from '../../electron/engine/desk/grant-book';
import { Batch } from '../../electron/engine/gate/batch';
import { Gate } from '../../electron/engine/gate/gate';
import { RunControl } from '../../electron/engine/gate/run-control';
import type { Sandbox } from '../../electron/engine/sandbox/sandbox';
import type { ActionApproval, ApprovalDecision } from '../../shared/domain/approval';
import type { AuditDraft, AuditEntry } from '../../shared/domain/audit-entry';
import type { Policy } from '../../shared/domain/policy';
import { answer } from './answer';
import { toolUse } from './make-gate';
import { MemoryRecord } from './memory-record';
import { samplePolicy } from './sample-policy';

/** A record that lets a test act while a line is being written, which the run waits for. */
class WatchedRecord extends MemoryRecord {
  readonly written = new Emitter<void>();
  /** Called with each line before it is written. */
  during: (draft: AuditDraft) => Promise<void> | void = () => undefined;

  override async append(draft: AuditDraft): Promise<AuditEntry> {
    await this.during(draft);
    const entry = await super.append(draft);
    this.written.emit();
    return entry;
  }
}

export type Done = { readonly isError: boolean; readonly text: string };

/** A run on a real sandbox with its real gate and driver, whose operator is the test. */
export class OperatedRun {
  readonly record = new WatchedRecord();
  readonly control = new RunControl();
  readonly approvals = new ApprovalQueue(systemClock, 'ada');
  readonly gate: Gate;
  /** What the model says before its next call. */
  words = '';
  readonly #driver: ComputerDriver;
  #turn = 0;
  #batch = new Batch(0, '', []);

  constructor(sandbox: Sandbox, changes: Partial<Policy> = {}) {
    const { record, control, approvals } = this;
    const shared = { desktop: () => sandbox, record, control, clock: systemClock };
    this.gate = new Gate({
      ...shared,
      sessionId: 's1',
      task: 'task',
      policy: samplePolicy({ max_actions_per_minute: 600, max_steps: 1000, ...changes }),
      approvals,
      onWaiting: () => undefined,
      grants: new GrantBook({ sessionId: 's1', clock: systemClock, record }),
      spent: () => ({ tokens: 0, costUsd: 0 }),
      pauseFor: async () => control.pause(),
    });
    this.#driver = new ComputerDriver({ ...shared, gate: this.gate, batch: () => this.#batch });
  }

  /** Makes one call, as a turn of its own; answers what the model reads. */
  async act(member: string, input: object): Promise<Done> {
    const call = toolUse(member, input);
    this.#turn += 1;
    this.#batch = new Batch(this.#turn, this.words, [{ toolUseId: call.id, member, input }]);
    const result = await this.#driver.toolResult(call);
    const content = Array.isArray(result.content) ? result.content : [];
    const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
    return { isError: result.is_error === true, text };
  }

  /** The approval that waits, or the next that does. */
  async asked(): Promise<ActionApproval> {
    const waiting = () => this.approvals.list().find((approval) => approval.kind === 'action');
    const now = waiting();
    if (now !== undefined) return now as ActionApproval;
    return new Promise((resolve) => {
      const stop = this.approvals.changed.on(() => {
        const approval = waiting();
        if (approval === undefined) return;
        stop();
        resolve(approval as ActionApproval);
      });
    });
  }

  /** Settles when that many lines of a kind are in the record. */
  async recorded(kind: AuditDraft['kind'], count: number): Promise<void> {
    if (this.record.find(kind).length >= count) return;
    await new Promise<void>((resolve) => {
      const stop = this.record.written.on(() => {
        if (this.record.find(kind).length < count) return;
        stop();
        resolve();
      });
    });
  }

  decide(approval: ActionApproval, decision: Omit<ApprovalDecision, 'approvalId' | 'digest'>): void {
    answer(this.approvals, { approvalId: approval.id, ...decision });
  }

  approve(approval: ActionApproval): void {
    this.decide(approval, { verdict: 'approve', reason: '' });
  }

  deny(approval: ActionApproval): void {
    this.decide(approval, { verdict: 'deny', reason: 'no' });
  }

  /** How each approval of this run was settled, in order. */
  get outcomes(): readonly string[] {
    return this.record.find('approval-settled').map(({ detail }) => detail.outcome);
  }
}
