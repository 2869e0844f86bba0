import { AirlockError } from '../../../shared/airlock-error';
import { type Action, DIALOGUE_MEMBERS, type Member, memberGroup } from '../../../shared/domain/action';
import { describeAction } from '../actions/describe-action';
import { isLook } from '../actions/is-look';
import { zoomedBox } from '../actions/touched';
import type { Act } from '../barrier/act';
import type { ChangeBarrier } from '../barrier/change-barrier';
import { type KeptFrom, NOTHING_KEPT } from '../barrier/refusals';
import type { Clock } from '../base/clock';
import { mayFail } from '../base/may-fail';
import type { ExposedSecrets } from '../control/exposed-secrets';
import type { RunControl } from '../control/run-control';
import type { TypedCodes } from '../control/typed-codes';
import type { Permit, Permits } from '../gate/permits';
import type { SessionRecord } from '../record/session-record';
import type { Shot } from '../redaction/camera';
import type { PasskeyOutcome } from '../sandbox/passkeys/passkey-place';
import type { SignInOutcome } from '../sandbox/sign-in/sign-in-form';
import type { SessionUses } from '../session-use/session-uses';
import type { SignInWatch } from '../session-use/sign-in-watch';
import type { Credentials } from '../vault/credentials';
import type { Desktop } from './desktop';
import { foreignInput } from './foreign-input';
import { performAction } from './perform-action';
import { performPasskey } from './perform-passkey';
import { performSignIn } from './perform-sign-in';
import { type Watched, watchInput } from './watched-input';

/** The screen after an action: its bytes, and its name in the record. */
export type Frame = Shot & { readonly name: string };

/** What became of a permitted action. `failed`: nothing of it was done; `unknown`: something of it may have been. */
export type Outcome = { readonly frame: Frame; readonly keptFrom: KeptFrom } & (
  | { readonly kind: 'done' }
  | { readonly kind: 'failed' | 'unknown'; readonly error: string }
);

export type EffectsDeps = {
  readonly permits: Permits;
  readonly desktop: () => Desktop;
  readonly credentials: Pick<Credentials, 'use' | 'useCode' | 'usePasskey' | 'notePasskeyCount'>;
  readonly exposed: Pick<ExposedSecrets, 'begin'>;
  readonly typedCodes: Pick<TypedCodes, 'take'>;
  readonly sessionUses: Pick<SessionUses, 'use'>;
  readonly signInWatch: Pick<SignInWatch, 'whyOver'>;
  readonly record: SessionRecord;
  readonly control: RunControl;
  readonly clock: Clock;
  /** Holds what comes of an action and would change something at the other end. */
  readonly barrier: Pick<ChangeBarrier, 'begin' | 'end' | 'isHolding' | 'settled' | 'takeKeptFrom'>;
};

/** What was tried, before it is known how the sandbox came through it. */
type Attempt = {
  readonly kind: Outcome['kind'];
  readonly error: string | null;
  readonly settleMs: number;
  readonly isSettled: boolean;
  /** For how long a secret stood in the page; null for any action but signing in. */
  readonly exposedMs: number | null;
  /** An error of ours, which ends the run once the outcome is written down; null: none. */
  readonly fault: unknown;
};

type PasskeyAction = Extract<Action, { member: 'use_passkey' }>;

type Start = { readonly hindrance: string } | { readonly hindrance: null; readonly watched: Watched };

/**
 * Permit in, outcome out: the one rite of everything that acts on the sandbox. The target is read once more, the run's
 * control is asked right before the effect, the screen settles, and what came of it is on disk before anybody is told.
 */
export class Effects {
  constructor(private readonly deps: EffectsDeps) {}

  /** Rejects with `audit-failed` or with a fault of ours, its outcome written down; the run can't go on then. */
  async carryOut(permit: Permit): Promise<Outcome> {
    const { permits, record, clock, barrier } = this.deps;
    if (!permits.take(permit)) throw new AirlockError('internal', 'An action had no permit of the gate.');
    const start = clock.monotonicMs();
    const typedCode = this.deps.typedCodes.take(permit.toolUseId);
    const tried = await this.#attempt(permit, typedCode).finally(() => typedCode?.fill(0));
    const attempt = await this.#untilDecided(permit, tried);
    const keptFrom = saysMore(permit.action.member) ? barrier.takeKeptFrom(permit.step) : NOTHING_KEPT;
    const { kind, error } = await this.#afterLoss(permit, attempt);
    const frame = await this.#keepFrame(permit.action);
    await record.append({
      kind: 'action-finished',
      step: permit.step,
      action: permit.recorded,
      screenshot_saved: frame.name,
      redaction: frame.redaction,
      permitted: true,
      detail: {
        toolUseId: permit.toolUseId,
        outcome: kind,
        error,
        durationMs: Math.round(clock.monotonicMs() - start),
        settleMs: Math.round(attempt.settleMs),
        settled: attempt.isSettled,
        exposedMs: attempt.exposedMs,
      },
    });
    if (attempt.fault !== null) throw attempt.fault;
    const came = { frame, keptFrom };
    return kind === 'done' ? { kind, ...came } : { kind, error: error ?? NO_ANSWER, ...came };
  }

  /** What the action has led to may wait for the operator; the screen that counts is the one after that. */
  async #untilDecided({ step, action }: Permit, attempt: Attempt): Promise<Attempt> {
    const { barrier } = this.deps;
    if (isLook(action.member)) return attempt;
    barrier.end(step);
    let now = attempt;
    while (now.kind !== 'failed' && barrier.isHolding(step)) {
      await barrier.settled(step);
      const { settleMs, isSettled } = await this.#settle();
      now = { ...now, settleMs: now.settleMs + settleMs, isSettled };
    }
    return now;
  }

  async #attempt(permit: Permit, typedCode: Buffer | null): Promise<Attempt> {
    const { action } = permit;
    let watched: Watched | null = null;
    try {
      const start = await this.#start(permit);
      // Nothing is waited for between this and the effect: whoever stops or pauses the run now comes too late by no
      // more than the action itself.
      if (start.hindrance !== null) return notDone(start.hindrance);
      watched = start.watched;
      if (presses(action.member)) this.deps.barrier.begin(actOf(permit));
    } catch (cause) {
      return this.#brokenOff('failed', cause);
    }
    try {
      if (permit.signIn !== null) return await this.#signIn(permit.signIn, typedCode);
      if (action.member === 'use_passkey') return await this.#usePasskey(permit, action, watched);
      if (permit.session !== null) return await this.#useSession(permit.session);
      const isWhole = await this.#perform(permit, watched);
      if (isLook(action.member)) return DONE;
      const settled = await this.#settle();
      const end = (await watched.input?.end()) ?? { isWhole: true, hasBegun: true };
      if (end.isWhole) return isWhole ? { ...DONE, ...settled } : brokenOffBy(action, settled);
      // What went into the browser's own bars before is not told by any page.
      return end.hasBegun || !watched.isAimed
        ? brokenOffBy(action, settled)
        : { ...notDone(HELD_BACK), ...settled };
    } catch (cause) {
      if (watched.input !== null) mayFail(watched.input.end(), 'a browser that is gone has nothing to watch');
      // It may have happened or not; it is never sent again. The model takes a fresh look and decides.
      return this.#brokenOff(uncertain(action), cause);
    }
  }

  #perform({ action, again }: Permit, watched: Watched): Promise<boolean> {
    const { desktop, control, clock } = this.deps;
    const input = watched.isAimed ? watched.input : null;
    const isStill = async () => (await again()) !== null;
    return performAction(action, desktop().display, { clock, signal: control.signal, isStill, input });
  }

  async #signIn(ticket: NonNullable<Permit['signIn']>, typedCode: Buffer | null): Promise<Attempt> {
    const { desktop, credentials, exposed, control } = this.deps;
    const { browser } = desktop();
    const tools = { browser, credentials, exposed, typedCode, signal: control.signal };
    const outcome = await performSignIn(ticket, tools);
    const settled = await this.#settle();
    return { ...signedIn(outcome), ...settled };
  }

  /** A press as any other, and a passkey for whoever asks for one because of it. */
  async #usePasskey(permit: Permit, { input }: PasskeyAction, watched: Watched): Promise<Attempt> {
    const { desktop, credentials, control } = this.deps;
    const { passkey, ...pressing } = permit;
    if (passkey === null) throw new AirlockError('internal', 'A passkey was to be used without a ticket.');
    const click = { member: 'left_click', input: { coordinate: input.coordinate } } as const;
    let hasBegun = false;
    const press = async () => {
      const isWhole = await this.#perform({ ...pressing, passkey, action: click }, watched);
      await this.#settle();
      const end = (await watched.input?.end()) ?? { isWhole: true, hasBegun: true };
      hasBegun = end.hasBegun;
      return isWhole && end.isWhole;
    };
    const { browser } = desktop();
    const outcome = await performPasskey(passkey, press, { browser, credentials, signal: control.signal });
    await watched.input?.end();
    const settled = await this.#settle();
    return { ...passkeyUsed(outcome, hasBegun), ...settled };
  }

  async #useSession(entry: NonNullable<Permit['session']>): Promise<Attempt> {
    const outcome = await this.deps.sessionUses.use(entry);
    if (outcome.kind === 'refused') return notDone(outcome.why);
    return { ...DONE, ...(await this.#settle()) };
  }

  async #settle(): Promise<Pick<Attempt, 'settleMs' | 'isSettled'>> {
    const { desktop, control, clock } = this.deps;
    const { display, browser } = desktop();
    const acted = clock.monotonicMs();
    const { isSettled } = await display.settle(() => browser.isLoading(), control.signal);
    return { settleMs: clock.monotonicMs() - acted, isSettled };
  }

  /** Why the action must not begin; or that it may, now, with what watches over its input. */
  async #start(permit: Permit): Promise<Start> {
    const { action, wasAsked, look } = permit;
    const { desktop, control, clock, signInWatch } = this.deps;
    let mustLook = wasAsked;
    for (;;) {
      const lost = (await desktop().recovered(control.signal)) ?? (await signInWatch.whyOver());
      if (lost !== null) return { hindrance: lost };
      const foreign = presses(action.member) ? await foreignInput(desktop(), clock, control.signal) : null;
      if (foreign !== null) return { hindrance: foreign };
      // What a page does between the approval and this moment must not get the click that was meant for what it showed.
      if (mustLook && (await look()).length > 0) return { hindrance: CHANGED };
      const watched = await watchInput(permit, desktop());
      if (!watched.isThere) return { hindrance: CHANGED };
      const hindrance = this.#halt();
      if (hindrance === null && !control.isPaused) return { hindrance, watched };
      await watched.input?.end();
      if (hindrance !== null) return { hindrance };
      await control.released();
      mustLook = true;
    }
  }

  /** Whoever paused the run or took over may have changed what the agent goes by. */
  #halt(): string | null {
    const { control } = this.deps;
    if (control.signal.aborted) return STOPPED_BEFORE;
    return control.isHalted ? 'the run was paused at that moment' : null;
  }

  #brokenOff(kind: 'failed' | 'unknown', cause: unknown): Attempt {
    const isOurs = !(cause instanceof AirlockError);
    const stopped = kind === 'failed' ? STOPPED_BEFORE : 'the run was stopped while it ran';
    const error = this.deps.control.signal.aborted ? stopped : isOurs ? 'an internal error' : NO_ANSWER;
    return { ...DONE, kind, error, fault: isOurs ? cause : null };
  }

  /** A sandbox that broke under an action has lost what the action did, or may have. */
  async #afterLoss({ action }: Permit, attempt: Attempt): Promise<Attempt> {
    const { desktop, control } = this.deps;
    if (attempt.kind === 'failed' || control.signal.aborted) return attempt;
    const lost = await desktop().recovered(control.signal);
    return lost === null ? attempt : { ...attempt, kind: uncertain(action), error: lost };
  }

  async #keepFrame(action: Action): Promise<Frame> {
    const { desktop, record } = this.deps;
    const shot = await desktop().camera.take(zoomedBox(action) ?? undefined);
    return { ...shot, name: await record.saveFrame(shot.bytes) };
  }
}

function actOf({ step, action, recorded, targets, agreed, signIn, session }: Permit): Act {
  return {
    step,
    action: recorded,
    targets,
    sentence: describeAction(action, targets),
    agreed,
    signsInto: signIn?.origins ?? session?.origins ?? [],
  };
}

const NO_ANSWER = 'the sandbox did not answer';
const BROKEN_OFF = {
  keys: 'the keyboard went elsewhere meanwhile, and the rest was left out',
  click: 'what it was aimed at changed after the first press, and the rest was left out',
} as const;
const CHANGED = 'what it was meant for changed at the last moment';
const HELD_BACK = 'what it was meant for changed as it was pressed, and the press was held back';
const CLEARED = 'it was filled and sent, nothing came of it, and the fields were emptied again';
const UNSIGNED =
  'it was pressed, the page asked for no such passkey, and it was taken away again; load a page anew that waits for one';
const SIGNED_MORE = 'the page used the passkey more than once for one press; tell the operator';
const STOPPED_BEFORE = 'the run was stopped before it began';
const DONE: Attempt = {
  kind: 'done',
  error: null,
  settleMs: 0,
  isSettled: true,
  exposedMs: null,
  fault: null,
};

/** Whether its result has room for more than what was asked for. */
function saysMore(member: Member): boolean {
  return member !== 'list_credentials' && !(DIALOGUE_MEMBERS as readonly Member[]).includes(member);
}

/** Whether an action presses anything, so that what is down already would change it. */
function presses(member: Member): boolean {
  return !isLook(member) && member !== 'wait';
}

/** Something of it was done, and the rest went to something else, or would have. */
function brokenOffBy({ member }: Action, settled: Pick<Attempt, 'settleMs' | 'isSettled'>): Attempt {
  const group = memberGroup[member];
  return { ...DONE, ...settled, kind: 'unknown', error: BROKEN_OFF[group === 'click' ? 'click' : 'keys'] };
}

function signedIn(outcome: SignInOutcome): Attempt {
  if (outcome.kind === 'refused') return notDone(outcome.why);
  const { kind, exposedMs } = outcome;
  return kind === 'sent' ? { ...DONE, exposedMs } : { ...DONE, kind: 'unknown', error: CLEARED, exposedMs };
}

function passkeyUsed(outcome: PasskeyOutcome, hasBegun: boolean): Attempt {
  switch (outcome.kind) {
    case 'signed':
      return DONE;
    case 'several':
      return { ...DONE, kind: 'unknown', error: SIGNED_MORE };
    case 'unused':
      return { ...DONE, kind: 'unknown', error: UNSIGNED };
    case 'refused':
      return hasBegun ? { ...DONE, kind: 'unknown', error: outcome.why } : notDone(outcome.why);
  }
}

function notDone(error: string): Attempt {
  return { ...DONE, kind: 'failed', error };
}

/** How an action stands that broke off: what only looks has done nothing. */
function uncertain({ member }: Action): 'failed' | 'unknown' {
  return isLook(member) ? 'failed' : 'unknown';
}
