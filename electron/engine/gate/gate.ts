import type { Action } from '../../../shared/domain/action';
import { recordCall } from '../actions/describe-action';
import { describeBadInput, isMember, parseAction } from '../actions/parse-call';
import { canonicalJson } from '../base/canonical-json';
import { sha256Hex } from '../base/hashing';
import { createId } from '../base/ids';
import { type Answer, AskOperator, type AskOperatorDeps } from '../desk/ask-operator';
import { type Decision, type Facts, PolicyJudge } from '../policy/decide';
import { type BoundApproval, makeApproval } from './action-question';
import type { Batch, BatchCall, Preview } from './batch';
import { CallJudge, type CallJudgeDeps, type GateCase, type Judgement, stepOf } from './call-judge';
import type { Edited } from './relieve';

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

export type GateDeps = AskOperatorDeps &
  CallJudgeDeps & {
    readonly sessionId: string;
    readonly task: string;
    /** Pauses the run for the operator, with the reason; `control.ready()` then waits for the resume. */
    readonly pauseFor: (reason: string) => Promise<void>;
  };

/** How a call stands after it was asked for: what it is now, and what the operator is to be told of it. */
type Standing = {
  readonly action: Action;
  readonly edited: Edited | null;
  readonly difference: readonly string[];
  /** How often it was void. */
  readonly voids: number;
};

/** How often a call is asked for because it changed under the operator's eyes. */
const MAX_VOIDS = 3;
const MOVED =
  'what it was aimed at kept changing while the operator decided; take a screenshot and look again';

/**
 * The only way from a model's call to an effect. The policy and the risk of what is under the action decide; where they
 * ask, the operator does; every ruling is recorded before it is given. Whatever throws in here denies.
 */
export class Gate {
  readonly #policy: PolicyJudge;
  readonly #policyHash: string;
  readonly #judge: CallJudge;
  readonly #operator: AskOperator;
  #steps = 0;

  constructor(private readonly deps: GateDeps) {
    this.#policy = new PolicyJudge(deps.policy);
    this.#policyHash = sha256Hex(canonicalJson(deps.policy));
    this.#judge = new CallJudge(deps, this.#policy);
    this.#operator = new AskOperator(deps);
  }

  /** Calls judged so far. */
  get steps(): number {
    return this.#steps;
  }

  /** What the policy says of an action with everything that is known of it. Pure. */
  decide(facts: Facts): Decision {
    return this.#policy.decide(facts);
  }

  /** Rules on one call of a turn. Rejects only with `cancelled` (the run was stopped) or `audit-failed`. */
  async admit(call: BatchCall, batch: Batch): Promise<GateRuling> {
    const { control } = this.deps;
    await control.ready();
    this.#steps += 1;
    const step = this.#steps;
    const asked = parseAction(call);
    if (asked === null) return this.#refuse(call, step);
    let now: Standing = { action: asked, edited: null, difference: [], voids: 0 };
    for (;;) {
      const { action, edited, voids } = now;
      const gateCase: GateCase = { call, action, batch, step };
      const judgement = await this.#judge.judge(gateCase, { edited, wasVoid: voids > 0 });
      const { verdict, why } = judgement.decision;
      if (verdict === 'deny') return { verdict: 'denied', reason: why };
      if (verdict === 'ask') {
        if (voids >= MAX_VOIDS) return { verdict: 'denied', reason: MOVED };
        const next = await this.#ask(gateCase, judgement, now);
        if ('verdict' in next) return next;
        if (next !== now) {
          now = next;
          continue;
        }
      }
      // Whoever paused the run may have changed the screen: what was found out before no longer counts.
      if (!control.isPaused) return this.#permit(gateCase, judgement, edited, verdict === 'ask');
      await control.ready();
    }
  }

  /** The same standing: approved. Another: it has to be judged anew. */
  async #ask(gateCase: GateCase, judgement: Judgement, now: Standing): Promise<Standing | GateRuling> {
    const { action } = gateCase;
    const previews = await this.#judge.preview(gateCase);
    const approval = this.#approvalFor(gateCase, judgement, previews, now.difference);
    const answer = await this.#operator.ask(approval, () => this.#judge.changes(action, judgement.sight));
    switch (answer.kind) {
      case 'refused':
        return { verdict: 'denied', reason: answer.reason };
      case 'void':
        return { ...now, difference: answer.difference, voids: now.voids + 1 };
      case 'unanswered':
        return this.#waitForOperator(now);
      case 'edited': {
        const changed = parseAction({ member: action.member, input: answer.settled.edit });
        if (changed === null)
          return { verdict: 'denied', reason: 'what the operator made of it is no such action' };
        const edited = { from: judgement, action: changed };
        return { action: changed, edited, difference: ['You changed it.'], voids: now.voids };
      }
      case 'approved':
        await this.#extend(answer, gateCase, judgement, previews);
        return now;
    }
  }

  /** Nobody answered, and the policy pauses the run for that. */
  async #waitForOperator(now: Standing): Promise<Standing> {
    const seconds = this.deps.policy.approval_timeout_seconds;
    const reason = `Paused: nobody answered within ${seconds} s. Resume asks again; stop ends the run.`;
    await this.deps.pauseFor(reason);
    await this.deps.control.ready();
    return { ...now, difference: [] };
  }

  /** What an approval covers besides the action itself. */
  async #extend(
    { settled: { grant, upTo, by } }: Extract<Answer, { kind: 'approved' }>,
    { call, action, batch }: GateCase,
    judgement: Judgement,
    previews: readonly Preview[],
  ): Promise<void> {
    if (grant !== null) await this.deps.grants.make(grant, judgement.findings, by);
    if (upTo === null) return;
    const current = { step: stepOf(call, action, judgement), targets: judgement.sight.targets };
    batch.approveUpTo(upTo, [current, ...previews]);
  }

  async #permit(
    gateCase: GateCase,
    { sight }: Judgement,
    edited: Edited | null,
    wasAsked: boolean,
  ): Promise<GateRuling> {
    const { call, action, batch, step } = gateCase;
    const recorded = recordCall(action.member, action.input);
    this.#judge.notePassed(gateCase);
    batch.notePassed(call.toolUseId, edited !== null);
    await this.deps.record.append({
      kind: 'action-started',
      ...{ step, action: recorded, permitted: true },
      detail: { toolUseId: call.toolUseId },
    });
    return {
      ...{ verdict: 'allowed', action, step },
      note: edited === null ? null : editNote(recordCall(call.member, call.input).input, recorded.input),
      lastLook: wasAsked || edited !== null ? () => this.#judge.changes(action, sight) : null,
    };
  }

  #approvalFor(
    { call, action, batch, step }: GateCase,
    judgement: Judgement,
    previews: readonly Preview[],
    difference: readonly string[],
  ): BoundApproval {
    const { sessionId, task, policy, clock, desktop } = this.deps;
    const createdAt = clock.wallMs();
    const done = batch.judged.filter(({ toolUseId }) => toolUseId !== call.toolUseId);
    return makeApproval({
      ...{ id: createId(), sessionId, task, step, action, difference, createdAt },
      ...{ turn: batch.turn, index: batch.indexOf(call.toolUseId), toolUseId: call.toolUseId },
      ...judgement,
      batch: [
        ...done.map((earlier) => ({ ...earlier, state: 'done' as const })),
        { ...stepOf(call, action, judgement), state: 'current' },
        ...previews.map((preview) => preview.step),
      ],
      display: desktop().display.size,
      agentWords: batch.words,
      policyHash: this.#policyHash,
      expiresAt: createdAt + policy.approval_timeout_seconds * 1000,
    });
  }

  /** A call that is no action: there is nothing to look at. */
  async #refuse({ toolUseId, member, input }: BatchCall, step: number): Promise<GateRuling> {
    const { record, desktop } = this.deps;
    const isAction = isMember(member);
    const why = isAction ? describeBadInput({ member, input }) : 'there is no such action';
    await record.append({
      kind: 'action-judged',
      step,
      action: recordCall(member, input),
      screenshot_saved: await record.saveFrame(await desktop().display.capture()),
      ...{ permitted: false, denial_reason: why },
      detail: {
        ...{ toolUseId, verdict: 'deny', rule: isAction ? 'input' : 'member', value: '', why },
        ...{ grantId: null, target: null, targets: [], points: [], findings: [], level: 'low' },
      },
    });
    return { verdict: 'denied', reason: why };
  }
}

/** What the agent is told: what it asked for and what was done in its place. Both are its own or the operator's words. */
function editNote(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string {
  return `The operator changed this action before it ran. You asked for ${JSON.stringify(before)}; done was ${JSON.stringify(after)}.`;
}
