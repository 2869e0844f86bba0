import type { Action, RecordedAction } from '../../../shared/domain/action';
import type { BatchStep } from '../../../shared/domain/approval';
import { highestLevel } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { describeAction } from '../actions/describe-action';
import { parseAction } from '../actions/parse-call';
import type { Clock } from '../base/clock';
import type { ExposedSecrets } from '../control/exposed-secrets';
import type { RunControl } from '../control/run-control';
import type { GrantBook } from '../desk/grant-book';
import type { SignIns } from '../desk/sign-ins';
import type { Decision, PolicyJudge } from '../policy/decide';
import type { SessionRecord } from '../record/session-record';
import { assessRisk } from '../risk/assess-risk';
import type { Credentials } from '../vault/credentials';
import { Aim } from './aim';
import type { Aspect } from './aspects';
import type { Preview } from './batch';
import { checkPlan } from './check-plan';
import { type Difference, differences } from './differences';
import { type Considered, type GateCase, gateCase, type Judgement } from './gate-case';
import { GateFacts, type Spent } from './gate-facts';
import { type Edited, relieve } from './relieve';
import type { Scene } from './scene';
import { holdsTheSame, type Sight } from './sight';
import { signInFacts } from './sign-in-facts';

/** What has come of the call so far. */
export type History = { readonly edited: Edited | null; readonly wasVoid: boolean };

/** A caret is on for half a second and off for as long. */
const BLINK_MS = 1100;
const BLINK_POLL_MS = 20;

export type CallJudgeDeps = {
  readonly scene: () => Scene;
  readonly record: SessionRecord;
  readonly clock: Clock;
  readonly control: RunControl;
  readonly grants: GrantBook;
  readonly signIns: SignIns;
  readonly credentials: Pick<Credentials, 'byName' | 'foundIn'>;
  readonly exposed: Pick<ExposedSecrets, 'review' | 'areAny'>;
  /** Whether the operator has a plan to approve before anything but looking is allowed. */
  readonly isPlanAwaited: () => boolean;
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
    this.#aim = new Aim({ ...deps, signal: deps.control.signal });
    this.#facts = new GateFacts(deps, policy.selectors);
  }

  /** The judgement is on disk when it answers. */
  async judge(judged: GateCase, { edited, wasVoid }: History): Promise<Judgement> {
    const { record, scene, grants, signIns } = this.deps;
    const { call, action, recorded, batch, step } = judged;
    const { decision: ruled, sight, findings, signIn, secretOf } = await this.#consider(action, step);
    const asked = wasVoid ? askedAgain(ruled) : ruled;
    const shown = stepOf(judged, { decision: asked, sight, findings, signIn, secretOf });
    const preview = batch.approvedPreview(call.toolUseId);
    const question = { action, sight, shown, preview, edited, grants, signIns, signIn };
    const { decision, grant } = relieve(asked, question);
    // What is asked about by itself after all is not let go a second time with what came before it.
    if (decision.verdict === 'ask') batch.dropPreview(call.toolUseId);
    const { bytes, redaction } = await scene().camera.take();
    const frame = await record.saveFrame(bytes);
    const { verdict, rule, value, why } = decision;
    await record.append({
      kind: 'action-judged',
      step,
      action: secretOf === null ? recorded : withheld(recorded),
      screenshot_saved: frame,
      redaction,
      permitted: verdict === 'ask' ? null : verdict === 'allow',
      denial_reason: verdict === 'deny' ? why : null,
      detail: {
        toolUseId: call.toolUseId,
        verdict,
        rule,
        value,
        why,
        grantId: grant?.id ?? null,
        target: sight.targets[0] ?? null,
        targets: sight.targets,
        points: sight.points,
        findings,
        level: highestLevel(findings),
        signIn,
      },
    });
    batch.noteJudged({ ...shown, verdict });
    return { decision, sight, findings, signIn, secretOf, frame, grant };
  }

  /** The calls that follow in the turn, as they would be judged on the screen of now. */
  async preview({ call, batch, step }: GateCase): Promise<readonly Preview[]> {
    const previews: Preview[] = [];
    for (const next of batch.after(call.toolUseId)) {
      const action = parseAction(next);
      if (action === null) break;
      const considered = await this.#consider(action, step);
      const shown = stepOf(gateCase({ call: next, action, batch, step }), considered);
      previews.push({ step: shown, targets: considered.sight.targets });
    }
    return previews;
  }

  /**
   * Reads it all once more, and says what has changed but for what was accepted. What only looks different is looked at
   * until it is back, for as long as a caret takes to blink: what a page has drawn does not come back by itself.
   */
  async changes(
    action: Action,
    before: Sight,
    accepted: ReadonlySet<Aspect>,
  ): Promise<readonly Difference[]> {
    const { clock, scene } = this.deps;
    // What it has just become may not be on the screen yet.
    await scene().browser.drawn();
    const end = clock.monotonicMs() + BLINK_MS;
    for (;;) {
      const found = differences(before, await this.#aim.look(action), accepted);
      const onlyLooksSo = found.length > 0 && found.every(({ aspect }) => aspect === 'look');
      if (!onlyLooksSo || clock.monotonicMs() >= end) return found;
      await clock.sleep(BLINK_POLL_MS);
    }
  }

  /** Whether the policy refuses it now, whatever it said before. */
  async isRefused({ action, step }: GateCase): Promise<boolean> {
    return (await this.#consider(action, step)).decision.verdict === 'deny';
  }

  /** What was judged as it is now, when the page has drawn what came of the action so far; null when it is gone. */
  async again(
    action: Action,
    before: Sight,
    accepted: ReadonlySet<Aspect>,
  ): Promise<readonly Target[] | null> {
    await this.deps.scene().browser.drawn();
    const now = await this.#aim.look(action);
    return holdsTheSame(before, now, accepted) ? now.targets : null;
  }

  /** Counts an action that has been let through. */
  notePassed({ action }: GateCase): void {
    this.#facts.noteAction(action);
  }

  async #consider(action: Action, step: number): Promise<Considered> {
    const sight = await this.#aim.look(action);
    const { targets } = sight;
    const findings = assessRisk(action, targets);
    const signIn = signInFacts(sight.signIn, this.deps.signIns);
    const facts = await this.#facts.gather(action, { targets, findings, signIn }, step);
    const decision = checkPlan(this.deps.isPlanAwaited, action.member) ?? this.policy.decide(facts);
    const use = signIn?.kind === 'use' ? signIn.use : null;
    return { decision, sight, findings, signIn: use, secretOf: facts.secretOf };
  }
}

/** What was to be typed holds a part of a secret, of which the record keeps nothing. */
function withheld({ member, input }: RecordedAction): RecordedAction {
  return { member, input: { ...input, text: '[withheld]' } };
}

/** Whatever has taken the place of what was approved is not done unseen, however harmless it looks. */
function askedAgain(decision: Decision): Decision {
  if (decision.verdict !== 'allow') return decision;
  return { verdict: 'ask', rule: 'changed', value: '', why: 'what the operator approved has changed' };
}

/** A call as one step of its turn. */
export function stepOf(
  { call, action, recorded }: GateCase,
  { decision, sight, findings }: Considered,
): BatchStep {
  return {
    toolUseId: call.toolUseId,
    action: recorded,
    sentence: describeAction(action, sight.targets),
    level: highestLevel(findings),
    findings,
    state: 'next',
    verdict: decision.verdict,
  };
}
