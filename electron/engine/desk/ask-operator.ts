import type { SettledApproval } from '../../../shared/domain/approval';
import type { Policy } from '../../../shared/domain/policy';
import type { Clock } from '../base/clock';
import type { BoundApproval } from '../gate/action-question';
import type { RunControl } from '../gate/run-control';
import type { SessionRecord } from '../record/session-record';
import type { ApprovalQueue } from './approval-queue';

/** What came of asking. `void`: approved, but no longer what was approved; `unanswered`: the run has to be paused. */
export type Answer =
  | { readonly kind: 'approved'; readonly settled: SettledApproval }
  | { readonly kind: 'edited'; readonly settled: SettledApproval }
  | { readonly kind: 'void'; readonly difference: readonly string[] }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'refused'; readonly reason: string };

export type AskOperatorDeps = {
  readonly policy: Policy;
  readonly approvals: ApprovalQueue;
  readonly record: SessionRecord;
  readonly control: RunControl;
  readonly clock: Clock;
  /** Told when the run begins and ends to wait for the operator. */
  readonly onWaiting: (isWaiting: boolean) => void;
};

/** Puts an action before the operator, and writes down what came of it before anything is done. */
export class AskOperator {
  constructor(private readonly deps: AskOperatorDeps) {}

  /** `changes` reads once more what was approved, and says what is different. Rejects as the record and the run do. */
  async ask(
    { approval, toolUseId, bound }: BoundApproval,
    changes: () => Promise<readonly string[]>,
  ): Promise<Answer> {
    const { approvals, record, control, policy, onWaiting } = this.deps;
    const { id: approvalId, digest, sentence, expiresAt, level, difference, step, action, frame } = approval;
    await record.append({
      kind: 'approval-requested',
      ...{ step, action, screenshot_saved: frame },
      detail: {
        about: 'action',
        approvalId,
        toolUseId,
        digest,
        sentence,
        expiresAt,
        level,
        difference,
        bound,
      },
    });
    onWaiting(true);
    const settled = await approvals.request(approval, policy.approval_timeout_seconds * 1000);
    onWaiting(false);
    // Answered while the run is paused or taken over, it is held against the screen on which the run goes on.
    const isStopped = await control.ready().then(
      () => false,
      () => true,
    );
    const isApproved = settled.outcome === 'approved' || settled.outcome === 'edited';
    const changed = isApproved && !isStopped ? await changes() : [];
    const isVoid = changed.length > 0;
    await record.append({
      kind: 'approval-settled',
      ...{ step, action, permitted: isApproved && !isVoid },
      denial_reason: isVoid ? VOID : isApproved ? null : settled.reason,
      detail: {
        about: 'action',
        toolUseId,
        ...{
          approvalId,
          digest,
          by: settled.by,
          scope: settled.scope,
          edit: settled.edit,
          upTo: settled.upTo,
        },
        outcome: isVoid ? 'void' : settled.outcome,
        reason: isVoid ? changed.join(' ') : settled.reason,
        ...{ wasHeld: settled.wasHeld, decidedAfterMs: settled.decidedAfterMs },
      },
    });
    await control.ready();
    if (isVoid) return { kind: 'void', difference: changed };
    if (settled.outcome === 'approved' || settled.outcome === 'edited')
      return { kind: settled.outcome, settled };
    if (settled.outcome === 'expired' && policy.on_no_answer === 'pause') return { kind: 'unanswered' };
    return { kind: 'refused', reason: settled.reason || 'the operator denied it' };
  }
}

const VOID = 'what it was aimed at changed while the operator decided';
