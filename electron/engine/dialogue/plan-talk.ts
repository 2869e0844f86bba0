import type { MemberInputs } from '../../../shared/domain/action';
import type { PlanStep } from '../../../shared/domain/plan';
import type { Asked, OperatorQuestions, Reply } from './operator-questions';
import type { PlanBook } from './plan-book';

export type PlanTalkDeps = {
  readonly questions: Pick<OperatorQuestions, 'ask'>;
  readonly book: PlanBook;
};

/** What the agent reads of what it said of a plan; `stops`: before anything else of its turn is run. */
export type Told = { readonly kind: 'told'; readonly text: string; readonly stops: boolean };
export type PlanReply = Told | { readonly kind: 'refused'; readonly text: string } | Ended;
type Ended = Extract<Reply, { readonly kind: 'over' | 'unanswered' }>;

const NO_STEP = 'Not noted: the approved plan has no such step.';
const NOTED = 'Noted.';

/** What agent and operator say to each other about a plan. */
export class PlanTalk {
  constructor(private readonly deps: PlanTalkDeps) {}

  /** Waits for the operator. Rejects as `OperatorQuestions.ask` does. */
  async propose(
    { steps, note }: MemberInputs['propose_plan'],
    asking: Pick<Asked, 'frame' | 'call'>,
  ): Promise<PlanReply> {
    const { questions, book } = this.deps;
    const before = book.approved;
    const settle = book.propose();
    try {
      const plan = { steps, before: before?.steps.map(({ text }) => text) ?? [] };
      const reply = await questions.ask({ ...asking, asked: 'plan', words: note ?? '', options: [], plan });
      if (reply.kind === 'answer')
        return { kind: 'told', text: refusedText(reply.text, before?.steps ?? null), stops: true };
      if (reply.kind !== 'plan') return reply;
      const changed = JSON.stringify(reply.steps) !== JSON.stringify(steps);
      await book.approve({ steps: reply.steps, by: reply.by, changed });
      return { kind: 'told', text: approvedText(book.approved?.steps ?? [], changed), stops: changed };
    } finally {
      settle();
    }
  }

  mark(mark: MemberInputs['mark_step']): PlanReply {
    return this.deps.book.mark(mark)
      ? { kind: 'told', text: NOTED, stops: false }
      : { kind: 'refused', text: NO_STEP };
  }
}

function approvedText(steps: readonly PlanStep[], changed: boolean): string {
  const how = changed
    ? 'The operator has changed your plan and approved it so:'
    : 'The operator has approved your plan as you proposed it:';
  return `${how}\n${numbered(steps)}`;
}

function refusedText(answer: string, before: readonly PlanStep[] | null): string {
  const next =
    before === null
      ? 'The plan is not approved. Propose it again with propose_plan, as this answer wants it.'
      : `That plan is not approved; the one before still holds:\n${numbered(before)}`;
  return `The operator answers:\n${answer}\n\n${next}`;
}

const SAID = {
  open: '',
  begun: ' (begun, you said)',
  done: ' (done, you said)',
  left_out: ' (left out, you said)',
};

/** The steps of a plan as lines, numbered from 1, with what the agent has said of them. */
export function numbered(steps: readonly PlanStep[]): string {
  return steps.map(({ text, state }, index) => `${index + 1}. ${text}${SAID[state]}`).join('\n');
}
