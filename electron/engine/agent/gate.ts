import type { Action } from '../../../shared/domain/action';
import type { BatchStep } from '../../../shared/domain/approval';
import { highestLevel, isAtLeast, type RiskFinding } from '../../../shared/domain/risk';
import type { GrantBook } from '../approvals/grant-book';
import { canonicalJson, sha256Hex } from '../base/canonical-json';
import { createId } from '../base/ids';
import { type Decision, type Facts, PolicyJudge } from '../policy/decide';
import { assessRisk } from '../risk/assess-risk';
import { Aim } from './aim';
import { type BoundApproval, makeApproval } from './approval-request';
import { AskOperator, type AskOperatorDeps } from './ask-operator';
import { type Batch, type BatchCall, beyondPreview, type Preview } from './batch';
import { describeAction, recordCall } from './describe-action';
import type { Desktop } from './desktop';
import { GateFacts, type Spent } from './gate-facts';
import { describeBadInput, isMember, parseAction } from './parse-call';
import { differences, type Sight } from './sight';

/** Allowed: the intent is on disk and the action may run, now and once. */
export type GateRuling =
  | {
      readonly verdict: 'allowed';
      readonly action: Action;
      readonly step: number;
      /** What the agent has to be told with the result; null: nothing. */
      readonly note: string | null;
      /** Reads the target once more, right before the effect, and says what has changed; null where nobody was asked. */
      readonly lastLook: (() => Promise<readonly string[]>) | null;
    }
  | { readonly verdict: 'denied'; readonly reason: string };

export type GateDeps = AskOperatorDeps & {
  readonly sessionId: string;
  readonly task: string;
  readonly desktop: () => Desktop;
  readonly grants: GrantBook;
  /** What the run has cost so far. */
  readonly spent: () => Spent;
  /** Pauses the run for the operator, with the reason; `control.ready()` then waits for the resume. */
  readonly pauseFor: (reason: string) => Promise<void>;
};

type Judgement = {
  readonly step: number;
  readonly decision: Decision;
  readonly sight: Sight;
  readonly findings: readonly RiskFinding[];
  readonly frame: string;
};

/** What an operator's change of an action was shown with. */
type Edited = { readonly from: Judgement; readonly action: Action };

/** What has come of the call so far. */
type History = { readonly edited: Edited | null; readonly wasVoid: boolean };

/** How often a call is asked for again because it changed under the operator's eyes. */
const MAX_ROUNDS = 3;
const MOVED =
  'what it was aimed at kept changing while the operator decided; take a screenshot and look again';
const NOWHERE: Sight = { targets: [], points: [], patches: [] };

/**
 * The only way from a model's call to an effect. The policy and the risk of what is under the action decide; where they
 * ask, the operator does; every ruling is recorded before it is given. Whatever throws in here denies.
 */
export class Gate {
  readonly #judge: PolicyJudge;
  readonly #facts: GateFacts;
  readonly #aim: Aim;
  readonly #operator: AskOperator;
  readonly #policyHash: string;
  #steps = 0;

  constructor(private readonly deps: GateDeps) {
    this.#judge = new PolicyJudge(deps.policy);
    this.#aim = new Aim(deps.desktop);
    this.#facts = new GateFacts(deps, this.#judge.selectors);
    this.#operator = new AskOperator(deps);
    this.#policyHash = sha256Hex(canonicalJson(deps.policy));
  }

  /** Calls judged so far. */
  get steps(): number {
    return this.#steps;
  }

  /** What the policy says of an action with everything that is known of it. Pure. */
  decide(facts: Facts): Decision {
    return this.#judge.decide(facts);
  }

  /** Rules on one call of a turn. Rejects only with `cancelled` (the run was stopped) or `audit-failed`. */
  async admit(call: BatchCall, batch: Batch): Promise<GateRuling> {
    await this.deps.control.ready();
    this.#steps += 1;
    const step = this.#steps;
    const action = parseAction(call);
    if (action === null) return this.#refuse(call, step);
    return this.#admit(call, action, batch, step);
  }

  async #admit(call: BatchCall, asked: Action, batch: Batch, step: number): Promise<GateRuling> {
    const { control, policy } = this.deps;
    let action = asked;
    let difference: readonly string[] = [];
    let edited: Edited | null = null;
    for (let round = 1; ; ) {
      const judgement = await this.#look(call, action, batch, step, { edited, wasVoid: round > 1 });
      const { decision } = judgement;
      if (decision.verdict === 'deny') return { verdict: 'denied', reason: decision.why };
      let approval: BoundApproval | null = null;
      if (decision.verdict === 'ask') {
        if (round > MAX_ROUNDS) return { verdict: 'denied', reason: MOVED };
        const previews = await this.#preview(call, batch);
        const steps = this.#storyboard(call, action, batch, judgement, previews);
        approval = this.#approvalFor(call, action, batch, judgement, steps, difference);
        const answer = await this.#operator.ask(approval, () => this.#changes(action, judgement.sight));
        if (answer.kind === 'refused') return { verdict: 'denied', reason: answer.reason };
        if (answer.kind === 'unanswered') {
          const seconds = policy.approval_timeout_seconds;
          await this.deps.pauseFor(
            `Paused: nobody answered within ${seconds} s. Resume asks again; stop ends the run.`,
          );
          await control.ready();
          difference = [];
          continue;
        }
        if (answer.kind === 'void') {
          difference = answer.difference;
          round += 1;
          continue;
        }
        if (answer.kind === 'edited') {
          const changed = parseAction({ member: action.member, input: answer.settled.edit });
          if (changed === null)
            return { verdict: 'denied', reason: 'what the operator made of it is no such action' };
          edited = { from: judgement, action: changed };
          action = changed;
          difference = ['You changed it.'];
          continue;
        }
        const { grant, upTo, by } = answer.settled;
        if (grant !== null) await this.deps.grants.make(grant, judgement.findings, by);
        if (upTo !== null) batch.approveUpTo(upTo, [this.#previewOf(call, action, judgement), ...previews]);
      }
      // Whoever paused the run may have changed the screen: what was found out before no longer counts.
      if (control.isPaused) {
        await control.ready();
        continue;
      }
      return this.#permit(call, action, batch, judgement, { wasAsked: approval !== null, edited });
    }
  }

  async #permit(
    call: BatchCall,
    action: Action,
    batch: Batch,
    { step, sight }: Judgement,
    { wasAsked, edited }: { readonly wasAsked: boolean; readonly edited: Edited | null },
  ): Promise<GateRuling> {
    this.#facts.noteAction(action.member);
    batch.notePassed(call.toolUseId, edited !== null);
    await this.deps.record.append({
      kind: 'action-started',
      step,
      action: recordCall(action.member, action.input),
      permitted: true,
      detail: { toolUseId: call.toolUseId },
    });
    const before = edited === null ? null : recordCall(call.member, call.input).input;
    return {
      verdict: 'allowed',
      action,
      step,
      note: before === null ? null : editNote(before, recordCall(action.member, action.input).input),
      lastLook: wasAsked || edited !== null ? () => this.#changes(action, sight) : null,
    };
  }

  /** Reads what the action would hit, judges it, and writes the judgement down. */
  async #look(
    call: BatchCall,
    action: Action,
    batch: Batch,
    step: number,
    { edited, wasVoid }: History,
  ): Promise<Judgement> {
    const { record, desktop } = this.deps;
    const sight = await this.#aim.look(action);
    const findings = assessRisk(action, sight.targets);
    const facts = await this.#facts.gather(action, sight.targets, findings, step);
    const ruled = wasVoid ? askedAgain(this.decide(facts)) : this.decide(facts);
    const shown = stepOf(call, action, { decision: ruled, sight, findings });
    const { decision, grantId } = await this.#relieve(ruled, action, sight, shown, batch, edited);
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
    return { step, decision, sight, findings, frame };
  }

  /** What need not be asked again: changed by the operator, let go with an earlier step, or covered by a grant. */
  async #relieve(
    decision: Decision,
    action: Action,
    sight: Sight,
    shown: BatchStep,
    batch: Batch,
    edited: Edited | null,
  ): Promise<{ readonly decision: Decision; readonly grantId: string | null }> {
    const preview = batch.takeApproved(shown.toolUseId);
    if (decision.verdict !== 'ask') return { decision, grantId: null };
    if (edited !== null) {
      return isStillAsChanged(edited, action, sight, shown)
        ? { decision: relief('edited', 'the operator changed it and approved it so'), grantId: null }
        : { decision, grantId: null };
    }
    if (preview !== null && beyondPreview(preview, shown, sight.targets) === null) {
      return { decision: relief('batch', 'approved together with an earlier step'), grantId: null };
    }
    const grant = this.deps.grants.covering(action, sight.targets, shown.findings);
    if (grant === null) return { decision, grantId: null };
    await this.deps.grants.use(grant);
    return { decision: relief('grant', 'the operator approved it for this run'), grantId: grant.id };
  }

  /** The calls that follow, as they would be judged on the screen of now. */
  async #preview(call: BatchCall, batch: Batch): Promise<readonly Preview[]> {
    const previews: Preview[] = [];
    for (const next of batch.after(call.toolUseId)) {
      const action = parseAction(next);
      if (action === null) break;
      const sight = await this.#aim.look(action);
      const findings = assessRisk(action, sight.targets);
      const decision = this.decide(await this.#facts.gather(action, sight.targets, findings, this.#steps));
      previews.push({ step: stepOf(next, action, { decision, sight, findings }), targets: sight.targets });
    }
    return previews;
  }

  #previewOf(call: BatchCall, action: Action, judgement: Judgement): Preview {
    return { step: stepOf(call, action, judgement), targets: judgement.sight.targets };
  }

  #storyboard(
    call: BatchCall,
    action: Action,
    batch: Batch,
    judgement: Judgement,
    previews: readonly Preview[],
  ): readonly BatchStep[] {
    const done = batch.judged.filter(({ toolUseId }) => toolUseId !== call.toolUseId);
    return [
      ...done.map((step) => ({ ...step, state: 'done' as const })),
      { ...stepOf(call, action, judgement), state: 'current' },
      ...previews.map(({ step }) => step),
    ];
  }

  #approvalFor(
    call: BatchCall,
    action: Action,
    batch: Batch,
    judgement: Judgement,
    steps: readonly BatchStep[],
    difference: readonly string[],
  ): BoundApproval {
    const { sessionId, task, policy, clock, desktop } = this.deps;
    const createdAt = clock.wallMs();
    return makeApproval({
      ...{ id: createId(), sessionId, task, action, batch: steps, difference, createdAt },
      ...{ turn: batch.turn, index: batch.indexOf(call.toolUseId), toolUseId: call.toolUseId },
      ...judgement,
      display: desktop().display.size,
      agentWords: batch.words,
      policyHash: this.#policyHash,
      expiresAt: createdAt + policy.approval_timeout_seconds * 1000,
    });
  }

  async #changes(action: Action, before: Sight): Promise<readonly string[]> {
    return differences(before, await this.#aim.look(action));
  }

  /** A call that is no action: there is nothing to look at. */
  async #refuse(call: BatchCall, step: number): Promise<GateRuling> {
    const { record, desktop } = this.deps;
    const isAction = isMember(call.member);
    const why = isAction ? describeBadInput(call) : 'there is no such action';
    await record.append({
      kind: 'action-judged',
      step,
      action: recordCall(call.member, call.input),
      screenshot_saved: await record.saveFrame(await desktop().display.capture()),
      ...{ permitted: false, denial_reason: why },
      detail: {
        ...{
          toolUseId: call.toolUseId,
          verdict: 'deny',
          rule: isAction ? 'input' : 'member',
          value: '',
          why,
        },
        ...{ grantId: null, target: null, ...NOWHERE_FACTS },
      },
    });
    return { verdict: 'denied', reason: why };
  }
}

const NOWHERE_FACTS = {
  targets: NOWHERE.targets,
  points: NOWHERE.points,
  findings: [],
  level: 'low',
} as const;

/** Whatever has taken the place of what was approved is not done unseen, however harmless it looks. */
function askedAgain(decision: Decision): Decision {
  if (decision.verdict !== 'allow') return decision;
  return { verdict: 'ask', rule: 'changed', value: '', why: 'what the operator approved has changed' };
}

function relief(rule: string, why: string): Decision {
  return { verdict: 'allow', rule, value: '', why };
}

function stepOf(
  call: BatchCall,
  action: Action,
  { decision, sight, findings }: Pick<Judgement, 'decision' | 'sight' | 'findings'>,
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

/** Whether a changed action is on the very thing that the operator saw, and no riskier: then once is enough. */
function isStillAsChanged(
  { from, action: wanted }: Edited,
  action: Action,
  sight: Sight,
  now: BatchStep,
): boolean {
  if (wanted !== action || differences(from.sight, sight).length > 0) return false;
  if (sight.targets.length === 0 || sight.targets.some(({ kind }) => kind !== 'element')) return false;
  const categories = new Set(from.findings.map(({ category }) => category));
  return (
    isAtLeast(highestLevel(from.findings), now.level) &&
    now.findings.every(({ category }) => categories.has(category))
  );
}

/** What the agent is told: what it asked for and what was done in its place. Both are its own or the operator's words. */
function editNote(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string {
  return `The operator changed this action before it ran. You asked for ${JSON.stringify(before)}; done was ${JSON.stringify(after)}.`;
}
