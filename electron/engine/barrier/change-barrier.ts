import type { Change } from '../../../shared/domain/change';
import type { Policy } from '../../../shared/domain/policy';
import { createId } from '../base/ids';
import { withoutFailing } from '../base/may-fail';
import type { RequestReading } from '../changes/page-request';
import { readRequest } from '../changes/read-request';
import type { RunControl } from '../control/run-control';
import type { Desk } from '../desk/desk';
import type { GrantBook } from '../desk/grant-book';
import { ChangeJudge } from '../policy/decide-change';
import type { Decision } from '../policy/decision';
import { clockTimeOf } from '../policy/rules/clock-window';
import type { SessionRecord } from '../record/session-record';
import type { ChangeHolder } from '../sandbox/requests/held-changes';
import type { RequestDecision, RequestFacts, RequestOutcome } from '../sandbox/requests/request-rule';
import type { Credentials } from '../vault/credentials';
import type { Act } from './act';
import { Acts, type Caused } from './acts';
import { ChangeLines, type JudgedChange } from './change-lines';
import { type ChangeQuestionDeps, changeQuestion } from './change-question';
import { digestOf, pageOf } from './identity';
import { type KeptFrom, Refusals } from './refusals';
import { SentChanges } from './sent-changes';
import { SocketLines } from './socket-lines';
import { withoutSecrets, withoutTraces } from './tellable';

export type ChangeBarrierDeps = Pick<ChangeQuestionDeps, 'sessionId' | 'task' | 'clock' | 'display'> & {
  readonly policy: Policy;
  readonly record: Pick<SessionRecord, 'append'>;
  readonly desk: Pick<Desk, 'ask'>;
  readonly grants: GrantBook;
  readonly control: RunControl;
  readonly credentials: Pick<Credentials, 'foundIn'>;
  /** Whether the operator has the mouse and the keyboard. */
  readonly isTakenOver: () => boolean;
  /** Keeps the screen of now; answers its name in the record. */
  readonly keepScreen: () => Promise<string>;
  /** Pauses the run for the operator, with the reason. */
  readonly pauseFor: (reason: string) => Promise<void>;
};

/** A change on its way through the barrier. */
type Held = {
  readonly request: RequestFacts;
  readonly change: Change;
  readonly caused: Caused;
  readonly judged: JudgedChange;
};

type Relief = Pick<JudgedChange, 'verdict' | 'rule' | 'why' | 'grantId'>;

const PASS: RequestDecision = { kind: 'pass' };
const REFUSE: RequestDecision = { kind: 'refuse' };

/**
 * Holds what a page sends to change something at the other end until it is allowed: by the policy, by what was agreed to
 * for the action that led to it, or by the operator. What is said of it is on disk before anything of it leaves. Whatever
 * goes wrong refuses it.
 */
export class ChangeBarrier implements ChangeHolder {
  /** What goes past it: messages over WebSockets can't be held, and are written down. */
  readonly sockets: SocketLines;
  readonly #policy: ChangeJudge;
  readonly #acts: Acts;
  readonly #lines: ChangeLines;
  readonly #sent: SentChanges;
  readonly #refusals = new Refusals();
  /** What is not decided yet, by the step that it belongs to. */
  readonly #open = new Map<Promise<unknown>, number | null>();
  /** What takes a question back whose request nobody wants any more, by the browser's name of the request. */
  readonly #withdraw = new Map<string, AbortController>();

  constructor(private readonly deps: ChangeBarrierDeps) {
    this.#policy = new ChangeJudge(deps.policy);
    this.#acts = new Acts(deps.clock);
    this.#lines = new ChangeLines(deps);
    this.#sent = new SentChanges(this.#lines);
    this.sockets = new SocketLines({
      ...deps,
      signal: deps.control.signal,
      cause: () => (deps.isTakenOver() ? { kind: 'operator' } : this.#acts.newestCause()),
    });
  }

  judge(request: RequestFacts): RequestDecision | Promise<RequestDecision> {
    const reading = read(request);
    return reading.kind === 'change' ? this.#hold(request, reading.change) : PASS;
  }

  noteReleased(request: RequestFacts, isSent: boolean): void {
    if (!isSent) this.#sent.gaveUp(request);
  }

  /** The browser says what became of a request. */
  noteOutcome(outcome: RequestOutcome): void {
    if (outcome.status === null) this.#withdraw.get(outcome.networkId)?.abort('the page gave up');
    this.#sent.end(outcome);
  }

  /** An action is about to be carried out: what comes of it belongs to it. */
  begin(act: Act): void {
    this.#lines.beginStep();
    this.sockets.beginStep();
    this.#refusals.beginStep();
    this.#acts.begin(act);
  }

  end(step: number): void {
    this.#acts.end(step);
  }

  /** Whether something that belongs to a step waits for a decision. */
  isHolding(step: number): boolean {
    return [...this.#open.values()].includes(step);
  }

  /** Settles when nothing that belongs to a step waits for a decision any more. */
  async settled(step: number): Promise<void> {
    while (this.isHolding(step)) {
      const open = [...this.#open].filter(([, of]) => of === step).map(([holding]) => holding);
      await Promise.all(open);
    }
  }

  /** What this step, and what earlier ones were kept from since the last call: the agent has to be told. */
  takeKeptFrom(step: number): KeptFrom {
    return this.#refusals.take(step);
  }

  /** Writes what was only counted. To be called before the record ends. */
  writeCounts(): void {
    this.#lines.writeCounts();
    this.sockets.writeCounts();
  }

  #hold(request: RequestFacts, change: Change): Promise<RequestDecision> {
    const held = this.#judged(request, change);
    const { cause } = held.caused;
    const decided = withoutFailing(this.#decide(held), REFUSE, 'what could not be decided is not sent');
    this.#open.set(decided, cause.kind === 'step' ? cause.step : null);
    void decided.then(() => this.#open.delete(decided));
    return decided;
  }

  /** Nothing is waited for in here, so that of two of one kind each knows of the other. */
  #judged(request: RequestFacts, change: Change): Held {
    const isByHand = this.deps.isTakenOver();
    const digest = digestOf(request);
    const caused: Caused = isByHand ? { cause: { kind: 'operator' }, act: null } : this.#acts.causeOf(change);
    const relief = isByHand ? BY_HAND : this.#relieve(request, change, { caused, digest });
    const told = isByHand ? withoutTraces(change) : withoutSecrets(change, this.deps.credentials);
    const judged: JudgedChange = {
      ...relief,
      changeId: createId(),
      change: told,
      cause: caused.cause,
      page: isByHand ? null : pageOf(request, this.deps.credentials),
      digest,
      sentBefore: this.#sent.timesSent(digest),
    };
    if (relief.verdict === 'allow') this.#sent.noteSent(request, change, judged);
    return { request, change, caused, judged };
  }

  /** What need not be asked, since it was agreed to already; and what is not asked again. */
  #relieve(
    request: RequestFacts,
    change: Change,
    { caused, digest }: { readonly caused: Caused; readonly digest: string },
  ): Relief {
    const time = clockTimeOf(new Date(this.deps.clock.wallMs()));
    const decision = this.#policy.decide(change, time);
    if (decision.verdict !== 'ask') return relief(decision);
    if (caused.act !== null && this.#acts.cover(change, caused.act)) return agreed(AGREED);
    if (request.isRedirect && this.#sent.isSentOn(request, change)) return agreed(SENT_ON);
    const grant = this.deps.grants.coveringChange(change);
    if (grant !== null) return { verdict: 'allow', rule: 'grant', why: GRANTED, grantId: grant.id };
    const why = this.#refusals.whyNotAsked(change, digest);
    return why === null ? relief(decision) : { verdict: 'deny', rule: 'repeated', why, grantId: null };
  }

  async #decide(held: Held): Promise<RequestDecision> {
    const { judged, caused } = held;
    if (judged.verdict === 'ask') this.#refusals.noteAsked(held.change);
    const isWritten = await this.#lines.judged(judged);
    if (judged.verdict === 'deny') return this.#refuse(held, judged.why);
    if (judged.verdict === 'ask') {
      const denied = await this.#ask(held);
      if (denied !== null) return this.#refuse(held, denied);
      this.#sent.noteSent(held.request, held.change, judged);
    }
    if (judged.grantId !== null && !(await this.#useGrant(judged.grantId))) return this.#refuse(held, OVER);
    if (this.deps.control.signal.aborted) return REFUSE;
    if (isWritten) await this.#lines.sent(judged.changeId, caused.cause);
    else this.#sent.leave(judged);
    return PASS;
  }

  /** Null when the operator lets it go; else why not, in words for the agent. */
  async #ask({ request, change, caused, judged }: Held): Promise<string | null> {
    const { control, desk, policy, grants } = this.deps;
    const release = control.hold();
    const withdraw = new AbortController();
    const stop = () => withdraw.abort('the run was stopped');
    control.signal.addEventListener('abort', stop, { once: true });
    if (request.networkId) this.#withdraw.set(request.networkId, withdraw);
    try {
      const frame = await this.deps.keepScreen();
      const timeoutMs = policy.approval_timeout_seconds * 1000;
      const asked = { judged, act: caused.act, frame, signal: withdraw.signal };
      const { outcome, settled } = await desk.ask(changeQuestion({ ...this.deps, timeoutMs }, asked));
      if (outcome === 'approved') {
        const { category, level, why } = change;
        if (settled.grant !== null) await grants.make(settled.grant, [{ category, level, why }], settled.by);
        return null;
      }
      if (outcome === 'expired') await this.#onNoAnswer();
      return settled.reason || 'the operator denied it';
    } finally {
      control.signal.removeEventListener('abort', stop);
      if (request.networkId) this.#withdraw.delete(request.networkId);
      release();
    }
  }

  async #onNoAnswer(): Promise<void> {
    const { policy, pauseFor } = this.deps;
    if (policy.on_no_answer !== 'pause') return;
    const seconds = policy.approval_timeout_seconds;
    await pauseFor(`Paused: nobody answered within ${seconds} s about a change; it was not sent.`);
  }

  async #useGrant(grantId: string): Promise<boolean> {
    const grant = this.deps.grants.list().find(({ id }) => id === grantId);
    return grant !== undefined && (await this.deps.grants.use(grant));
  }

  #refuse({ caused: { cause }, change, judged }: Held, why: string): RequestDecision {
    this.#sent.forget(judged);
    const step = cause.kind === 'step' ? cause.step : null;
    this.#refusals.note({ step, change, digest: judged.digest, why });
    return REFUSE;
  }
}

const AGREED = 'what was agreed to for the action covers it';
const SENT_ON = 'the server has sent on what was let go';
const GRANTED = 'the operator approved it for this run';
const OVER = 'what the operator had approved for this run is used up';
const BY_HAND: Relief = { verdict: 'allow', rule: 'operator', why: 'the operator did it', grantId: null };

function relief({ verdict, rule, why }: Decision): Relief {
  return { verdict, rule, why, grantId: null };
}

function agreed(why: string): Relief {
  return { verdict: 'allow', rule: 'approved', why, grantId: null };
}

function read(request: RequestFacts): RequestReading {
  const { bytes, isStreamed } = request.body?.() ?? { bytes: null, isStreamed: false };
  return readRequest({ ...request, body: bytes, isStreamed });
}
