import type { HaltApproval } from '../../../shared/domain/approval';
import type { HaltCause } from '../../../shared/domain/halt';
import type { RiskLevel } from '../../../shared/domain/risk';
import { escapeHidden } from '../../../shared/text/visible-text';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import { withoutFailing } from '../base/may-fail';
import type { RunControl } from '../control/run-control';
import { bind } from '../desk/bind';
import type { Desk, Question } from '../desk/desk';

export type HaltQuestionsDeps = {
  readonly sessionId: string;
  readonly task: string;
  /** How long an answer may take; after that the run stays halted. */
  readonly timeoutMs: number;
  readonly desk: Pick<Desk, 'ask'>;
  readonly control: Pick<RunControl, 'hold' | 'signal'>;
  readonly clock: Clock;
  /** The step that the gate has let through last. */
  readonly step: () => number;
  /** Pauses the run with a reason, unless the operator has halted it by now. */
  readonly halt: (reason: string) => Promise<void>;
  /** The run goes on after a critical halt, and acts again only after the call. */
  readonly onGoOn: () => void;
};

/** Halts the run for what has come to light, and puts it before the operator: of each level one at a time. */
export class HaltQuestions {
  readonly #open = new Map<RiskLevel, Promise<boolean>>();

  constructor(private readonly deps: HaltQuestionsDeps) {}

  /**
   * Whether the operator lets the run go on; else it is paused, theirs, or at its end. The agent does nothing from the call
   * on. What comes to light while one as grave is open halts the run with it; a graver one is asked about by itself, so that
   * nobody lets it go on unseen. Never rejects.
   */
  raise(cause: HaltCause): Promise<boolean> {
    const level = LEVELS[cause.kind];
    const open = this.#open.get(level);
    if (open !== undefined) return open;
    const asked = this.#ask(cause, level).finally(() => this.#open.delete(level));
    this.#open.set(level, asked);
    return asked;
  }

  async #ask(cause: HaltCause, level: RiskLevel): Promise<boolean> {
    const { desk, control, halt, onGoOn } = this.deps;
    const release = control.hold();
    try {
      const asked = desk.ask(this.#questionFor(cause));
      const answer = await withoutFailing(asked, null, 'what was not asked was not answered with yes');
      if (answer?.outcome === 'approved') {
        // What a graver halt holds back is let go on by its own answer alone.
        if (level === 'critical') onGoOn();
        return true;
      }
      await withoutFailing(
        halt(sentenceOf(cause)),
        undefined,
        "a run that has ended, or can't be recorded, acts no more anyway",
      );
      return false;
    } finally {
      release();
    }
  }

  #questionFor(cause: HaltCause): Question {
    const { sessionId, task, clock, timeoutMs, control, step } = this.deps;
    const createdAt = clock.wallMs();
    const id = createId();
    const expiresAt = createdAt + timeoutMs;
    const { bound, digest } = bind({ id, session: sessionId, cause, expiresAt });
    const approval: HaltApproval = {
      kind: 'halt',
      id,
      sessionId,
      task,
      step: step(),
      sentence: sentenceOf(cause),
      findings: [],
      level: LEVELS[cause.kind],
      digest,
      createdAt,
      expiresAt,
      hold: null,
      cause,
    };
    return {
      approval,
      bound,
      toolUseId: null,
      action: null,
      frame: null,
      timeoutMs,
      signal: control.signal,
      changes: null,
    };
  }
}

const LEVELS: Readonly<Record<HaltCause['kind'], RiskLevel>> = {
  honeytoken: 'critical',
  'known-secret': 'critical',
  'signed-out': 'high',
};

/** What has happened, in one sentence. */
function sentenceOf(cause: HaltCause): string {
  switch (cause.kind) {
    case 'honeytoken': {
      const to = cause.host === null ? '' : `, to ${escapeHidden(cause.host)}`;
      return `A planted secret came out ${cause.found}${to}.`;
    }
    case 'known-secret':
      return `The agent wrote a secret of the credential “${escapeHidden(cause.entry)}”, which it must not know.`;
    case 'signed-out':
      return `The sign-in “${escapeHidden(cause.entry)}” is over: its site no longer shows what stands there for somebody signed in.`;
  }
}
