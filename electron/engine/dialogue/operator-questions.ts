import type { RecordedAction, TaskOutcome } from '../../../shared/domain/action';
import type { QuestionApproval } from '../../../shared/domain/approval';
import type { PlanSteps } from '../../../shared/domain/plan';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import { cancelled } from '../base/limits';
import type { RunControl } from '../control/run-control';
import { bind } from '../desk/bind';
import type { Desk, Question } from '../desk/desk';
import { claimSentence } from './claim-words';
import type { OperatorWords } from './operator-words';

/** What the agent says in place of going on, or what the console asks about it. */
export type Asked = Pick<QuestionApproval, 'asked' | 'words' | 'options'> & {
  /** The steps that it proposes. */
  readonly plan?: QuestionApproval['plan'];
  /** The call that asks; null where a turn ended without one. */
  readonly call: { readonly toolUseId: string; readonly recorded: RecordedAction } | null;
  /** Name of the screen that it was asked on. */
  readonly frame: string;
  /** How far the task has come, where the agent says that it has ended. */
  readonly outcome?: TaskOutcome;
};

/** What the operator made of it. `plan`: the steps that they approved; `over`: the task is over, as they say. */
export type Reply =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'plan'; readonly steps: PlanSteps; readonly by: string }
  | { readonly kind: 'over'; readonly by: string }
  | { readonly kind: 'unanswered' };

export type OperatorQuestionsDeps = {
  readonly sessionId: string;
  readonly task: string;
  /** How long an answer may take. */
  readonly timeoutMs: number;
  /** How long the desktop is kept after the agent has finished; 0: not at all. */
  readonly keepMs: number;
  readonly desk: Pick<Desk, 'ask'>;
  readonly control: RunControl;
  readonly clock: Clock;
  /** The step that the gate has let through last. */
  readonly step: () => number;
  /** Size of the screen, in pixels. */
  readonly display: () => QuestionApproval['display'];
  readonly words: OperatorWords;
};

/** Puts what the agent asks before the operator, and waits for a word. */
export class OperatorQuestions {
  constructor(private readonly deps: OperatorQuestionsDeps) {}

  /** Whether an agent that has finished waits for more. */
  get keepsDesktop(): boolean {
    return this.deps.keepMs > 0;
  }

  /** Answers when the run may go on. Rejects with `cancelled` when it was stopped, and with `audit-failed`. */
  async ask(asked: Asked): Promise<Reply> {
    const { desk, control, words } = this.deps;
    const { settled, outcome } = await desk.ask(this.#questionFor(asked));
    await control.ready();
    switch (outcome) {
      case 'approved': {
        if (settled.plan !== null) return { kind: 'plan', steps: settled.plan, by: settled.by };
        const text = settled.answer ?? '';
        words.note(text);
        return { kind: 'answer', text };
      }
      case 'denied':
        return { kind: 'over', by: settled.by };
      case 'expired':
        return { kind: 'unanswered' };
      default:
        throw cancelled('The question');
    }
  }

  #questionFor({ asked, words, options, call, frame, outcome, plan = null }: Asked): Question {
    const { sessionId, task, clock, control, step, display } = this.deps;
    const timeoutMs = asked === 'finish' ? this.deps.keepMs : this.deps.timeoutMs;
    const createdAt = clock.wallMs();
    const expiresAt = createdAt + timeoutMs;
    const id = createId();
    const { bound, digest } = bind({ id, session: sessionId, asked, words, options, plan, expiresAt });
    return {
      approval: {
        kind: 'question',
        id,
        sessionId,
        task,
        step: step(),
        sentence: plan === null ? sentenceFor(asked, words, outcome) : planSentence(plan),
        findings: [],
        level: 'low',
        digest,
        createdAt,
        expiresAt,
        hold: null,
        asked,
        words,
        options,
        plan,
        frame,
        display: display(),
      },
      bound,
      toolUseId: call?.toolUseId ?? null,
      action: call?.recorded ?? null,
      frame,
      timeoutMs,
      signal: control.signal,
      changes: null,
    };
  }
}

function sentenceFor(asked: Asked['asked'], words: string, outcome: TaskOutcome = 'not_done'): string {
  if (asked === 'finish') return claimSentence('agent', outcome);
  return SENTENCES[words.trim() === '' ? 'nothing' : asked];
}

function planSentence({ before }: NonNullable<Asked['plan']>): string {
  return before.length === 0
    ? 'The agent proposes a plan.'
    : 'The agent wants to leave its plan for another.';
}

const SENTENCES = {
  call: 'The agent asks you.',
  turn: 'The agent has stopped and tells you something.',
  console: 'The agent seems to go in circles.',
  plan: 'The agent proposes a plan.',
  nothing: 'The agent has stopped without a word.',
} as const;
