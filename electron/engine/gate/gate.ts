import type { HaltCause } from '../../../shared/domain/halt';
import { isSessionUse } from '../../../shared/domain/sign-in';
import { describeBadInput, isMember, parseAction } from '../actions/parse-call';
import { recordCall } from '../actions/record-call';
import type { RunningStep } from '../control/running-step';
import type { TypedCodes } from '../control/typed-codes';
import { type Decision, type Facts, PolicyJudge } from '../policy/decide';
import type { SignInWatch } from '../session-use/sign-in-watch';
import { agreedOf } from './agreed';
import { Asking, type AskingDeps, type Standing } from './asking';
import type { Aspect } from './aspects';
import type { Batch, BatchCall } from './batch';
import { CallJudge, type CallJudgeDeps } from './call-judge';
import { gateCase, type Judgement } from './gate-case';
import type { Permit, Permits } from './permits';
import type { Refusal } from './refusal';
import { entersSecret, placesOf } from './sign-in-facts';

/**
 * `allowed`: the intent is on disk and the action may be carried out, now and once. `denied`: it was judged, and may not.
 * `lost`: it was not even judged, because the agent made it for a screen that is gone or as somebody whom its site no
 * longer knows. Reasons are phrases of ours.
 */
export type GateRuling = { readonly verdict: 'allowed'; readonly permit: Permit } | Refusal;

export type GateDeps = CallJudgeDeps &
  AskingDeps & {
    readonly permits: Permits;
    readonly running: RunningStep;
    readonly typedCodes: Pick<TypedCodes, 'drop'>;
    /** Halts the run until the operator has decided whether it goes on. */
    readonly halt: (cause: HaltCause) => Promise<unknown>;
    readonly signInWatch: Pick<SignInWatch, 'whyOver'>;
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
    const { control, scene, signInWatch } = this.deps;
    const lost = await scene().recovered(control.signal);
    if (lost !== null) return this.#skip(call, lost);
    await control.ready();
    const over = await signInWatch.whyOver();
    if (over !== null) return this.#skip(call, over);
    this.#steps += 1;
    const step = this.#steps;
    const action = parseAction(call);
    if (action === null) return this.#refuse(call, step);
    const now = gateCase({ call, action, batch, step });
    const voids = { all: 0, ofContent: 0 };
    let isAllowed = false;
    try {
      const ruling = await this.#rule({ now, edited: null, difference: [], accepted: new Set(), voids });
      isAllowed = ruling.verdict === 'allowed';
      return ruling;
    } finally {
      if (!isAllowed) this.deps.typedCodes.drop(call.toolUseId);
    }
  }

  async #rule(first: Standing): Promise<GateRuling> {
    let standing = first;
    for (;;) {
      const { now, edited, voids } = standing;
      const judgement = await this.#judge.judge(now, { edited, wasVoid: voids.all > 0 });
      const { verdict, why } = judgement.decision;
      if (verdict === 'deny') {
        // The agent knows what it must not know: nothing more happens before the operator has seen it.
        if (judgement.secretOf !== null)
          await this.deps.halt({ kind: 'known-secret', entry: judgement.secretOf });
        return denied(why);
      }
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
      if (verdict === 'ask') this.#allowSignIn(judgement);
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
    const { control, grants, record, permits, running, signIns } = this.deps;
    const { call, action, recorded, batch, step } = now;
    const { decision, grant, sight, signIn } = judgement;
    if (control.isPaused) return null;
    if (grant !== null && !(await grants.use(grant))) return null;
    const { toolUseId } = call;
    this.#judge.notePassed(now);
    if (signIn !== null && entersSecret(signIn)) for (const place of placesOf(signIn)) signIns.noteUse(place);
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
      agreed: agreedOf(judgement),
      wasAsked: decision.verdict === 'ask' || edited !== null,
      look: async () => (await this.#judge.changes(action, sight, accepted)).map(({ text }) => text),
      targets: sight.targets,
      signIn: ticketOf(judgement),
      passkey: passkeyOf(judgement),
      session: sessionTicketOf(judgement),
      again: () => this.#judge.again(action, sight, accepted),
    });
  }

  #allowSignIn({ signIn }: Judgement): void {
    if (signIn === null || signIn.step === 'passkey') return;
    for (const place of placesOf(signIn)) this.deps.signIns.allow(place);
  }

  /** A call that is no action: there is nothing to look at. */
  async #refuse({ toolUseId, member, input }: BatchCall, step: number): Promise<GateRuling> {
    const { record, scene } = this.deps;
    const isAction = isMember(member);
    const why = isAction ? describeBadInput({ member, input }) : 'there is no such action';
    const { bytes, redaction } = await scene().camera.take();
    await record.append({
      kind: 'action-judged',
      step,
      action: recordCall(member, input),
      screenshot_saved: await record.saveFrame(bytes),
      redaction,
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
        signIn: null,
      },
    });
    return denied(why);
  }

  /** A call that was made for what is gone. It counts as no step. */
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

/** Good for the form that was judged, once, as its permit is. */
function ticketOf({ sight, signIn }: Judgement): Permit['signIn'] {
  const { credential, found } = sight.signIn ?? {};
  if (signIn === null || isSessionUse(signIn) || !credential || found?.kind !== 'form') return null;
  const { codeFrom } = signIn;
  return { entryId: credential.id, origins: credential.origins, form: found.form, codeFrom };
}

function passkeyOf({ sight, decision }: Judgement): Permit['passkey'] {
  const { credential, found } = sight.signIn ?? {};
  if (decision.verdict !== 'ask' || !credential || found?.kind !== 'passkey') return null;
  return { entryId: credential.id, place: found.place };
}

/** Good for the entry as it was judged. */
function sessionTicketOf({ sight, signIn }: Judgement): Permit['session'] {
  const credential = sight.signIn?.credential ?? null;
  return signIn !== null && isSessionUse(signIn) ? credential : null;
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
