import type { Action } from '../../../shared/domain/action';
import type { BatchStep } from '../../../shared/domain/approval';
import { highestLevel, type RiskFinding } from '../../../shared/domain/risk';
import { describeAction, recordCall } from '../actions/describe-action';
import { parseAction } from '../actions/parse-call';
import type { Clock } from '../base/clock';
import type { GrantBook } from '../desk/grant-book';
import type { Decision, PolicyJudge } from '../policy/decide';
import type { SessionRecord } from '../record/session-record';
import { assessRisk } from '../risk/assess-risk';
import { Aim } from './aim';
import type { Batch, BatchCall, Preview } from './batch';
import type { Desktop } from './desktop';
import { GateFacts, type Spent } from './gate-facts';
import { type Edited, relieve } from './relieve';
import { differences, type Sight } from './sight';

/** A call on its way through the gate: as the model made it, and the action it is now. */
export type GateCase = {
  readonly call: BatchCall;
  readonly action: Action;
  readonly batch: Batch;
  /** Number of the call in the run, from 1. */
  readonly step: number;
};

/** What has come of the call so far. */
export type History = { readonly edited: Edited | null; readonly wasVoid: boolean };

export type Judgement = {
  readonly decision: Decision;
  readonly sight: Sight;
  readonly findings: readonly RiskFinding[];
  readonly frame: string;
};

export type CallJudgeDeps = {
  readonly desktop: () => Desktop;
  readonly record: SessionRecord;
  readonly clock: Clock;
  readonly grants: GrantBook;
  /** What the run has cost so far. */
  readonly spent: () => Spent;
};

/** Reads what a call would hit, has it judged by policy and risk, and writes the judgement down. */
export class CallJudge {
  readonly #aim: Aim;
  readonly #facts: GateFacts;

  constructor(
    private readonly deps: CallJudgeDeps,
    private readonly policy: PolicyJudge,
  ) {
    this.#aim = new Aim(deps.desktop);
    this.#facts = new GateFacts(deps, policy.selectors);
  }

  /** The judgement is on disk when it answers. */
  async judge({ call, action, batch, step }: GateCase, { edited, wasVoid }: History): Promise<Judgement> {
    const { record, desktop, grants } = this.deps;
    const { decision: ruled, sight, findings } = await this.#consider(action, step);
    const asked = wasVoid ? askedAgain(ruled) : ruled;
    const shown = stepOf(call, action, { decision: asked, sight, findings });
    const preview = batch.takeApproved(call.toolUseId);
    const { decision, grantId } = await relieve(asked, { action, sight, shown, preview, edited, grants });
    const frame = await record.saveFrame(await desktop().display.capture());
    await record.append({
      kind: 'action-judged',
      step,
      action: recordCall(action.member, action.input),
      screenshot_saved: frame,
      permitted: decision.verdict === 'deny' ? false : decision.verdict === 'allow' ? true : null,
      denial_reason: decision.verdict === 'deny' ? decision.why : null,
      detail: {
        toolUseId: call.toolUseId,
        ...decision,
        grantId,
        ...{ target: sight.targets[0] ?? null, targets: sight.targets, points: sight.points },
        ...{ findings, level: highestLevel(findings) },
      },
    });
    batch.noteJudged({ ...shown, verdict: decision.verdict });
    return { decision, sight, findings, frame };
  }

  /** The calls that follow in the turn, as they would be judged on the screen of now. */
  async preview({ call, batch, step }: GateCase): Promise<readonly Preview[]> {
    const previews: Preview[] = [];
    for (const next of batch.after(call.toolUseId)) {
      const action = parseAction(next);
      if (action === null) break;
      const considered = await this.#consider(action, step);
      previews.push({ step: stepOf(next, action, considered), targets: considered.sight.targets });
    }
    return previews;
  }

  /** Reads it all once more, and says what has changed. */
  async changes(action: Action, before: Sight): Promise<readonly string[]> {
    return differences(before, await this.#aim.look(action));
  }

  /** Counts an action that has been let through. */
  notePassed({ action }: GateCase): void {
    this.#facts.noteAction(action.member);
  }

  async #consider(action: Action, step: number): Promise<Omit<Judgement, 'frame'>> {
    const sight = await this.#aim.look(action);
    const findings = assessRisk(action, sight.targets);
    const facts = await this.#facts.gather(action, sight.targets, findings, step);
    return { decision: this.policy.decide(facts), sight, findings };
  }
}

/** Whatever has taken the place of what was approved is not done unseen, however harmless it looks. */
function askedAgain(decision: Decision): Decision {
  if (decision.verdict !== 'allow') return decision;
  return { verdict: 'ask', rule: 'changed', value: '', why: 'what the operator approved has changed' };
}

/** A call as one step of its turn. */
export function stepOf(
  call: BatchCall,
  action: Action,
  { decision, sight, findings }: Omit<Judgement, 'frame'>,
): BatchStep {
  return {
    toolUseId: call.toolUseId,
    action: recordCall(action.member, action.input),
    sentence: describeAction(action, sight.targets),
    level: highestLevel(findings),
    findings,
    state: 'next',
    verdict: decision.verdict,
  };
}
