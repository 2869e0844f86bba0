import type { SettledApproval } from '../../../shared/domain/approval';
import type { Policy } from '../../../shared/domain/policy';
import { parseAction } from '../actions/parse-call';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import type { RunControl } from '../control/run-control';
import type { Answer, Desk, Question } from '../desk/desk';
import type { GrantBook } from '../desk/grant-book';
import { pictureDigests } from '../redaction/picture-digest';
import { makeQuestion } from './action-question';
import { AcceptedAspects, type Aspect, aspectWords } from './aspects';
import type { Preview } from './batch';
import { type CallJudge, stepOf } from './call-judge';
import type { Difference } from './differences';
import { type GateCase, gateCase, type Judgement } from './gate-case';
import type { Edited } from './relieve';
import type { Scene } from './scene';

/** How a call stands: what it is now, and what the operator is to be told of it. */
export type Standing = {
  readonly now: GateCase;
  readonly edited: Edited | null;
  readonly difference: readonly string[];
  /** What of its target may change, since the operator is told so with the question, or has accepted it before. */
  readonly accepted: ReadonlySet<Aspect>;
  readonly voids: Voids;
};

/** How often a call was asked for anew, and how often because of what a person would read or send. */
export type Voids = { readonly all: number; readonly ofContent: number };

/** `again`: it has to be judged anew, as it stands then. */
export type Asked =
  | { readonly kind: 'approved'; readonly accepted: ReadonlySet<Aspect> }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'again'; readonly standing: Standing };

export type AskingDeps = {
  readonly sessionId: string;
  readonly task: string;
  readonly policy: Policy;
  /** SHA-256 of the policy as the session's folder keeps it. */
  readonly policyHash: string;
  readonly scene: () => Scene;
  readonly clock: Clock;
  readonly control: RunControl;
  readonly desk: Desk;
  readonly grants: GrantBook;
  /** Pauses the run for the operator, with the reason; `control.ready()` then waits for the resume. */
  readonly pauseFor: (reason: string) => Promise<void>;
  /** Told what the operator has denied, and why in their words. */
  readonly onDenied: (denial: { readonly member: string; readonly reason: string }) => void;
};

/** Puts an action before the operator, and says what their answer makes of it. */
export class Asking {
  readonly #forRun = new AcceptedAspects();
  readonly #digest = pictureDigests();

  constructor(
    private readonly deps: AskingDeps,
    private readonly judge: CallJudge,
  ) {}

  /** What the operator has accepted of such targets for the rest of the run. */
  accepted({ sight }: Judgement): ReadonlySet<Aspect> {
    return this.#forRun.of(sight.targets);
  }

  /** Rejects with `cancelled` when the run was stopped, and with `audit-failed`. */
  async ask(standing: Standing, judgement: Judgement): Promise<Asked> {
    const { control, desk } = this.deps;
    const previews = await this.judge.preview(standing.now);
    const accepted = new Set([...standing.accepted, ...this.accepted(judgement)]);
    let found: readonly Difference[] = [];
    const changes = async () => {
      found = await this.judge.changes(standing.now.action, judgement.sight, accepted);
      return found.map(({ text }) => text);
    };
    const answer = await desk.ask({ ...this.#questionFor(standing, judgement, previews), changes });
    await control.ready();
    switch (answer.outcome) {
      case 'approved':
        await this.#extend(answer.settled, standing, judgement, previews);
        return { kind: 'approved', accepted };
      case 'edited':
        return edit(answer.settled, standing, judgement);
      case 'void':
        return again(changed(standing, found));
      case 'expired':
        return this.#onNoAnswer(answer, standing);
      case 'denied':
        this.deps.onDenied({ member: standing.now.action.member, reason: answer.settled.reason });
        return refused(answer);
      case 'cancelled':
        return refused(answer);
    }
  }

  async #onNoAnswer(answer: Answer, standing: Standing): Promise<Asked> {
    const { policy, pauseFor, control } = this.deps;
    if (policy.on_no_answer !== 'pause') return refused(answer);
    const seconds = policy.approval_timeout_seconds;
    await pauseFor(`Paused: nobody answered within ${seconds} s. Resume asks again; stop ends the run.`);
    await control.ready();
    return again({ ...standing, difference: [] });
  }

  /** What an approval covers besides the action itself. */
  async #extend(
    { grant, upTo, by, accepts }: SettledApproval,
    { now, accepted }: Standing,
    judgement: Judgement,
    previews: readonly Preview[],
  ): Promise<void> {
    if (accepts === 'run') this.#forRun.add(judgement.sight.targets, accepted);
    if (grant !== null) await this.deps.grants.make(grant, judgement.findings, by);
    if (upTo === null) return;
    const current = { step: stepOf(now, judgement), targets: judgement.sight.targets };
    now.batch.approveUpTo(upTo, [current, ...previews]);
  }

  #questionFor(
    { now, difference, accepted }: Standing,
    judgement: Judgement,
    previews: readonly Preview[],
  ): Omit<Question, 'changes'> {
    const { sessionId, task, policy, policyHash, clock, scene, control } = this.deps;
    const timeoutMs = policy.approval_timeout_seconds * 1000;
    const createdAt = clock.wallMs();
    const done = now.batch.judged.filter(({ toolUseId }) => toolUseId !== now.call.toolUseId);
    const { approval, bound } = makeQuestion({
      id: createId(),
      sessionId,
      task,
      gateCase: now,
      judgement,
      display: scene().display.size,
      steps: [
        ...done.map((earlier) => ({ ...earlier, state: 'done' as const })),
        { ...stepOf(now, judgement), state: 'current' },
        ...previews.map(({ step }) => step),
      ],
      difference,
      acceptable: [...accepted].map(aspectWords),
      digest: this.#digest,
      policyHash,
      createdAt,
      expiresAt: createdAt + timeoutMs,
    });
    return {
      approval,
      bound,
      toolUseId: now.call.toolUseId,
      action: now.recorded,
      frame: judgement.frame,
      timeoutMs,
      signal: control.signal,
    };
  }
}

/** What it is asked for with anew: all that has changed, and what of it would not matter once it is approved so. */
function changed(standing: Standing, found: readonly Difference[]): Standing {
  const acceptable = found.flatMap((one) => (one.isAcceptable ? [one.aspect] : []));
  const { all, ofContent } = standing.voids;
  const isOfContent = acceptable.length < found.length;
  return {
    ...standing,
    difference: found.map(({ text }) => text),
    accepted: new Set([...standing.accepted, ...acceptable]),
    voids: { all: all + 1, ofContent: ofContent + (isOfContent ? 1 : 0) },
  };
}

function again(standing: Standing): Asked {
  return { kind: 'again', standing };
}

function refused({ settled }: Answer): Asked {
  return { kind: 'denied', reason: settled.reason || 'the operator denied it' };
}

/** What the operator made of the action goes through the gate again. */
function edit({ edit: input }: SettledApproval, standing: Standing, judgement: Judgement): Asked {
  const { now } = standing;
  const { call, batch, step } = now;
  const action = parseAction({ member: now.action.member, input });
  if (action === null) return { kind: 'denied', reason: 'what the operator made of it is no such action' };
  return again({
    ...standing,
    now: gateCase({ call, action, batch, step }),
    edited: { from: judgement, action },
    difference: ['You changed it.'],
  });
}
