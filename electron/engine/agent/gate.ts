import { createHash } from 'node:crypto';
import { type Action, memberGroup } from '../../../shared/domain/action';
import type { ActionApproval } from '../../../shared/domain/approval';
import type { Policy } from '../../../shared/domain/policy';
import { highestLevel, type RiskFinding } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { shortLabel } from '../../../shared/text/visible-text';
import type { ApprovalQueue } from '../approvals/approval-queue';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import { assessRisk } from '../policy/assess-risk';
import { evaluatePolicy } from '../policy/evaluate';
import { leadsTo } from '../policy/leads-to';
import { RateWindow } from '../policy/rate-window';
import { Reach } from '../policy/reach';
import { Aim } from './aim';
import { describeAction, recordCall } from './describe-action';
import type { Desktop } from './desktop';
import { describeBadInput, isMember, parseAction } from './parse-call';
import type { RunControl } from './run-control';
import type { SessionRecord } from './session-record';

/** One call as the model made it. Nothing in it has been checked. */
export type GateCall = {
  readonly toolUseId: string;
  readonly member: string;
  readonly input: unknown;
  /** What the model said before the call. Unverified; shown to the operator as such. */
  readonly agentWords: string;
};

/** Allowed: the intent is on disk and the action may run, now and once. */
export type GateRuling =
  | { readonly verdict: 'allowed'; readonly action: Action; readonly step: number }
  | { readonly verdict: 'denied'; readonly reason: string };

export type GateDeps = {
  readonly sessionId: string;
  readonly task: string;
  readonly policy: Policy;
  readonly desktop: () => Desktop;
  readonly approvals: ApprovalQueue;
  readonly record: SessionRecord;
  readonly control: RunControl;
  readonly clock: Clock;
  /** Told when the run begins and ends to wait for the operator. */
  readonly onWaiting: (isWaiting: boolean) => void;
};

type Verdict = { readonly verdict: 'allow' | 'ask' | 'deny'; readonly rule: string; readonly why: string };
type Judgement = Verdict & {
  readonly step: number;
  readonly targets: readonly Target[];
  readonly findings: readonly RiskFinding[];
  readonly frame: string;
};

/** A void approval is a denial; the agent has to look again before it asks again. */
const MOVED = 'what it was aimed at changed while the operator decided; take a screenshot and look again';

/**
 * The only way from a model's call to an effect. Policy, then the target under the action, then its risk, then the
 * operator; every ruling is recorded before it is given. Whatever throws in here denies.
 */
export class Gate {
  readonly #rate = new RateWindow();
  readonly #aim: Aim;
  readonly #reach: Reach;
  #steps = 0;

  constructor(private readonly deps: GateDeps) {
    this.#aim = new Aim(deps.desktop);
    this.#reach = new Reach(deps.policy);
  }

  /** Calls judged so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Rules on one call. Rejects only with `cancelled` (the run was stopped) or `audit-failed`. */
  async decide(call: GateCall): Promise<GateRuling> {
    await this.deps.control.ready();
    const action = parseAction(call);
    const judgement = await this.#judge(call, action);
    if (judgement.verdict === 'deny' || action === null) return { verdict: 'denied', reason: judgement.why };
    if (judgement.verdict === 'ask') {
      const refusal = await this.#askOperator(call, action, judgement);
      if (refusal !== null) return { verdict: 'denied', reason: refusal };
    }
    // Whoever paused the run may have changed the screen: what was found out before no longer counts.
    if (this.deps.control.isPaused) return this.decide(call);
    await this.deps.control.ready();
    this.#rate.add(this.deps.clock.monotonicMs());
    await this.deps.record.append({
      kind: 'action-started',
      step: judgement.step,
      action: recordCall(call.member, call.input),
      permitted: true,
      detail: { toolUseId: call.toolUseId },
    });
    return { verdict: 'allowed', action, step: judgement.step };
  }

  async #judge(call: GateCall, action: Action | null): Promise<Judgement> {
    const { desktop, record } = this.deps;
    const ruling = this.#rule(call, action);
    this.#steps += 1;
    const step = this.#steps;
    const targets = action && ruling.verdict === 'allow' ? await this.#aim.targetsOf(action) : [];
    const findings = action && ruling.verdict === 'allow' ? assessRisk(action, targets) : [];
    const verdict =
      ruling.verdict === 'deny' || !action
        ? ruling
        : (this.#refuseAddress(action, targets) ?? this.#weigh(action, findings));
    const frame = await record.saveFrame(await desktop().display.capture());
    await record.append({
      kind: 'action-judged',
      step,
      action: recordCall(call.member, call.input),
      screenshot_saved: frame,
      permitted: verdict.verdict === 'deny' ? false : verdict.verdict === 'allow' ? true : null,
      denial_reason: verdict.verdict === 'deny' ? verdict.why : null,
      detail: {
        toolUseId: call.toolUseId,
        verdict: verdict.verdict,
        rule: verdict.rule,
        why: verdict.why,
        target: targets[0] ?? null,
        points: action ? this.#aim.pointsOf(action) : [],
        findings,
        level: highestLevel(findings),
      },
    });
    return { ...verdict, step, targets, findings, frame };
  }

  #rule(call: GateCall, action: Action | null): Verdict {
    if (!isMember(call.member)) return { verdict: 'deny', rule: 'member', why: 'there is no such action' };
    if (action === null) return { verdict: 'deny', rule: 'input', why: describeBadInput(call) };
    const { policy, desktop, clock } = this.deps;
    const { display } = desktop();
    const ruling = evaluatePolicy(action, policy, {
      pointer: { cursor: display.cursor, isButtonDown: display.isButtonDown },
      display: display.size,
      actionsInLastMinute: this.#rate.count(clock.monotonicMs()),
      stepsTaken: this.#steps,
    });
    return ruling.verdict === 'deny'
      ? ruling
      : { verdict: 'allow', rule: 'policy', why: 'allowed by the policy' };
  }

  /** Refused here already, so that the agent is told why; the browser and the broker would not open it either. */
  #refuseAddress(action: Action, targets: readonly Target[]): Verdict | null {
    for (const address of leadsTo(action, targets)) {
      const verdict = this.#reach.judge(address);
      if (verdict.isAllowed) continue;
      const where = verdict.host === null ? 'an address' : `the host ${shortLabel(verdict.host, 100)}`;
      return { verdict: 'deny', rule: 'allowed_hosts', why: `it leads to ${where}: ${verdict.reason}` };
    }
    return null;
  }

  #weigh(action: Action, findings: readonly RiskFinding[]): Verdict {
    const { policy } = this.deps;
    const first = findings[0];
    if (first !== undefined) {
      return policy.on_risk === 'deny'
        ? {
            verdict: 'deny',
            rule: 'on_risk',
            why: `risky actions are denied by this session's policy (${first.category})`,
          }
        : { verdict: 'ask', rule: 'on_risk', why: first.why };
    }
    if (policy.confirm === 'every' && memberGroup[action.member] !== 'observe') {
      return { verdict: 'ask', rule: 'confirm', why: 'this policy asks before every action' };
    }
    return { verdict: 'allow', rule: 'policy', why: 'allowed by the policy; no risk found' };
  }

  /** Asks and answers why not, or null when it was approved and nothing has moved since. */
  async #askOperator(call: GateCall, action: Action, judgement: Judgement): Promise<string | null> {
    const { approvals, record, clock, policy, control, onWaiting } = this.deps;
    const seal = await this.#aim.seal(action, judgement.targets);
    const approval = this.#approvalFor(call, action, judgement, seal);
    const { step } = judgement;
    await record.append({
      kind: 'approval-requested',
      step,
      action: approval.action,
      screenshot_saved: judgement.frame,
      detail: {
        about: 'action',
        approvalId: approval.id,
        digest: approval.digest,
        sentence: approval.sentence,
        expiresAt: approval.expiresAt,
      },
    });
    onWaiting(true);
    const started = clock.monotonicMs();
    const settled = await approvals.request(approval, policy.approval_timeout_seconds * 1000);
    onWaiting(false);
    // Answered while the run is paused or taken over, it is held against the screen on which the run goes on.
    const isStopped = await control.ready().then(
      () => false,
      () => true,
    );
    const isApproved = settled.outcome === 'approved';
    const hasMoved = isApproved && !isStopped && (await this.#aim.hasMoved(action, seal));
    const { decidedAfterMs, by } = settled;
    await record.append({
      kind: 'approval-settled',
      step,
      action: approval.action,
      permitted: isApproved && !hasMoved,
      denial_reason: hasMoved ? MOVED : isApproved ? null : settled.reason,
      detail: {
        approvalId: approval.id,
        outcome: hasMoved ? 'void' : settled.outcome,
        by,
        reason: hasMoved ? MOVED : settled.reason,
        decidedAfterMs: decidedAfterMs || Math.round(clock.monotonicMs() - started),
      },
    });
    await control.ready();
    if (hasMoved) return MOVED;
    return isApproved ? null : settled.reason || 'the operator denied it';
  }

  #approvalFor(call: GateCall, action: Action, judgement: Judgement, seal: string): ActionApproval {
    const { sessionId, task, policy, clock, desktop } = this.deps;
    const createdAt = clock.wallMs();
    const recorded = recordCall(call.member, call.input);
    const target = judgement.targets[0] ?? {
      kind: 'unknown',
      reason: 'it acts on no element',
      url: null,
      host: null,
    };
    return {
      kind: 'action',
      id: createId(),
      sessionId,
      task,
      step: judgement.step,
      action: recorded,
      sentence: describeAction(action, judgement.targets),
      target,
      point: this.#aim.pointsOf(action)[0] ?? null,
      findings: judgement.findings,
      level: highestLevel(judgement.findings),
      agentWords: call.agentWords.slice(0, 4000),
      frame: judgement.frame,
      display: desktop().display.size,
      digest: createHash('sha256')
        .update(JSON.stringify([sessionId, call.toolUseId, recorded, seal, judgement.frame]))
        .digest('hex'),
      createdAt,
      expiresAt: createdAt + policy.approval_timeout_seconds * 1000,
    };
  }
}
