import { describeBadInput, isMember, parseAction } from '../actions/parse-call';
import { recordCall } from '../actions/record-call';
import type { RunningStep } from '../control/running-step';
import { type Decision, type Facts, PolicyJudge } from '../policy/decide';
import { Asking, type AskingDeps, type Standing } from './asking';
import type { Aspect } from './aspects';
import type { Batch, BatchCall } from './batch';
import { CallJudge, type CallJudgeDeps } from './call-judge';
import { gateCase, type Judgement } from './gate-case';
import type { Permit, Permits } from './permits';
import type { Refusal } from './refusal';

/**
 * `allowed`: the intent is on disk and the action may be carried out, now and once. `denied`: it was judged, and may not.
 * `lost`: it was not even judged, because the agent made it for a screen that is gone. Reasons are phrases of ours.
 */
export type GateRuling = { readonly verdict: 'allowed'; readonly permit: Permit } | Refusal;

export type GateDeps = CallJudgeDeps &
  AskingDeps & {
    readonly permits: Permits;
    readonly running: RunningStep;
  };

/**
 * How often a call is asked for because it changed under the operator's eyes: of what a person would read or send, and in
 * all. What only the page writes is asked about once, so that the rest is for a page that thinks of more and more.
 */
const MAX_VOIDS = { ofContent: 3, all: 10 } as const;
const MOVED =
  'what it was aimed at kept changing while the operator decided; take a screenshot and look again';

/**
 * The only way from a model's call to an effect. The policy and the risk of what is under the action decide; where they
 * ask, the operator does; every ruling is recorded before it is given. Whatever throws in here denies.
 */
export class Gate {
  readonly #policy: PolicyJudge;
  readonly #judge: CallJudge;
  readonly #asking: Asking;
  #steps = 0;

  constructor(private readonly deps: GateDeps) {
    this.#policy = new PolicyJudge(deps.policy);
    this.#judge = new CallJudge(deps, this.#policy);
    this.#asking = new Asking(deps, this.#judge);
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
    const { control, scene } = this.deps;
    const lost = await scene().recovered(control.signal);
    if (lost !== null) return this.#skip(call, lost);
    await control.ready();
    this.#steps += 1;
    const step = this.#steps;
    const action = parseAction(call);
    if (action === null) return this.#refuse(call, step);
    const now = gateCase({ call, action, batch, step });
    return this.#rule({
      now,
      edited: null,
      difference: [],
      accepted: new Set(),
      voids: { all: 0, ofContent: 0 },
    });
  }

  async #rule(first: Standing): Promise<GateRuling> {
    let standing = first;
    for (;;) {
      const { now, edited, voids } = standing;
      const judgement = await this.#judge.judge(now, { edited, wasVoid: voids.all > 0 });
      const { verdict, why } = judgement.decision;
      if (verdict === 'deny') return denied(why);
      let accepted = this.#asking.accepted(judgement);
      if (verdict === 'ask') {
        if (voids.ofContent >= MAX_VOIDS.ofContent || voids.all >= MAX_VOIDS.all) return denied(MOVED);
        const asked = await this.#asking.ask(standing, judgement);
        if (asked.kind === 'denied') return denied(asked.reason);
        if (asked.kind === 'again') {
          standing = asked.standing;
          continue;
        }
        accepted = asked.accepted;
        // What the policy permits may have changed while the operator decided: hours end, and limits are reached.
        if (await this.#judge.isRefused(now)) {
          standing = { ...standing, accepted };
          continue;
        }
      }
      const permit = await this.#permit(standing, judgement, accepted);
      if (permit !== null) return { verdict: 'allowed', permit };
      await this.deps.control.ready();
    }
  }

  /**
   * Null, and nothing used up, when what was found out no longer counts: whoever paused the run may have changed the
   * screen, and a grant may be over. From the first line on that is written here the call passes exactly once.
   */
  async #permit(
    { now, edited }: Standing,
    judgement: Judgement,
    accepted: ReadonlySet<Aspect>,
  ): Promise<Permit | null> {
    const { control, grants, record, permits, running } = this.deps;
    const { call, action, recorded, batch, step } = now;
    const { decision, grant, sight } = judgement;
    if (control.isPaused) return null;
    if (grant !== null && !(await grants.use(grant))) return null;
    const { toolUseId } = call;
    this.#judge.notePassed(now);
    batch.notePassed(toolUseId, edited !== null);
    await record.append({
      kind: 'action-started',
      step,
      action: recorded,
      permitted: true,
      detail: { toolUseId },
    });
    running.begin({ step, toolUseId });
    return permits.issue({
      toolUseId,
      step,
      action,
      recorded,
      note: edited === null ? null : editNote(recordCall(call.member, call.input).input, recorded.input),
      wasAsked: decision.verdict === 'ask' || edited !== null,
      look: async () => (await this.#judge.changes(action, sight, accepted)).map(({ text }) => text),
      targets: sight.targets,
      again: () => this.#judge.again(action, sight, accepted),
    });
  }

  /** A call that is no action: there is nothing to look at. */
  async #refuse({ toolUseId, member, input }: BatchCall, step: number): Promise<GateRuling> {
    const { record, scene } = this.deps;
    const isAction = isMember(member);
    const why = isAction ? describeBadInput({ member, input }) : 'there is no such action';
    await record.append({
      kind: 'action-judged',
      step,
      action: recordCall(member, input),
      screenshot_saved: await record.saveFrame(await scene().display.capture()),
      permitted: false,
      denial_reason: why,
      detail: {
        toolUseId,
        verdict: 'deny',
        rule: isAction ? 'input' : 'member',
        value: '',
        why,
        grantId: null,
        target: null,
        targets: [],
        points: [],
        findings: [],
        level: 'low',
      },
    });
    return denied(why);
  }

  /** A call that was made for a screen that is gone. It counts as no step. */
  async #skip({ toolUseId, member, input }: BatchCall, lost: string): Promise<GateRuling> {
    await this.deps.record.append({
      kind: 'action-skipped',
      action: recordCall(member, input),
      permitted: false,
      denial_reason: lost,
      detail: { toolUseId },
    });
    return { verdict: 'lost', reason: lost };
  }
}

function denied(reason: string): GateRuling {
  return { verdict: 'denied', reason };
}

/** What the agent is told: what it asked for and what was done in its place. Both are its own or the operator's words. */
function editNote(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string {
  return `The operator changed this action before it ran. You asked for ${JSON.stringify(before)}; done was ${JSON.stringify(after)}.`;
}
