import { Emitter } from '../../electron/engine/base/emitter';
import { Batch } from '../../electron/engine/gate/batch';
import type { Sandbox } from '../../electron/engine/sandbox/sandbox';
import type { Credentials } from '../../electron/engine/vault/credentials';
import type {
  ActionApproval,
  Approval,
  ApprovalDecision,
  ChangeApproval,
} from '../../shared/domain/approval';
import type { AuditDraft, AuditEntry } from '../../shared/domain/audit-entry';
import type { Policy } from '../../shared/domain/policy';
import { answer } from './answer';
import { type MadeRun, makeRun, toolUse } from './make-run';
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
  /** What the model says before its next call. */
  words = '';
  readonly #made: MadeRun<WatchedRecord>;
  #turn = 0;

  constructor(sandbox: Sandbox, changes: Partial<Policy> = {}, credentials?: Credentials) {
    const policy = samplePolicy({ max_actions_per_minute: 600, max_steps: 1000, ...changes });
    this.#made = makeRun({
      sandbox,
      record: this.record,
      policy,
      ...(credentials !== undefined && { credentials }),
    });
  }

  get control() {
    return this.#made.control;
  }

  /** Why it was paused. */
  get pauses(): readonly string[] {
    return this.#made.pauses;
  }

  get desk() {
    return this.#made.desk;
  }

  get approvals() {
    return this.#made.queue;
  }

  get barrier() {
    return this.#made.barrier;
  }

  get gate() {
    return this.#made.gate;
  }

  /** Makes one call, as a turn of its own; answers what the model reads. */
  async act(member: string, input: object): Promise<Done> {
    const call = toolUse(member, input);
    this.#turn += 1;
    const batch = new Batch(this.#turn, this.words, [{ toolUseId: call.id, member, input }]);
    const { result } = await this.#made.call(call, batch);
    const text = result.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
    return { isError: result.is_error === true, text };
  }

  /** The approval of an action that waits, or the next that does. */
  asked(): Promise<ActionApproval> {
    return this.#asked('action');
  }

  /** The same of a change. */
  askedAboutChange(): Promise<ChangeApproval> {
    return this.#asked('change');
  }

  async #asked<K extends Approval['kind']>(kind: K): Promise<Extract<Approval, { kind: K }>> {
    const waiting = () =>
      this.approvals.list().find((one): one is Extract<Approval, { kind: K }> => one.kind === kind);
    const now = waiting();
    if (now !== undefined) return now;
    return new Promise((resolve) => {
      const stop = this.approvals.changed.on(() => {
        const approval = waiting();
        if (approval === undefined) return;
        stop();
        resolve(approval);
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

  decide(approval: Approval, decision: Omit<ApprovalDecision, 'approvalId' | 'digest'>): void {
    answer(this.approvals, { approvalId: approval.id, ...decision });
  }

  approve(approval: Approval): void {
    this.decide(approval, { verdict: 'approve', reason: '' });
  }

  deny(approval: Approval): void {
    this.decide(approval, { verdict: 'deny', reason: 'no' });
  }

  /** How each approval of this run was settled, in order. */
  get outcomes(): readonly string[] {
    return this.record.find('approval-settled').map(({ detail }) => detail.outcome);
  }
}
