import type { BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import type { Action } from '../../../shared/domain/action';
import type { Guidance } from '../../../shared/domain/guidance';
import type { Claim } from '../../../shared/domain/session';
import type { GuidanceBook } from '../dialogue/guidance-book';
import type { Asked, OperatorQuestions, Reply } from '../dialogue/operator-questions';
import type { Denial } from '../dialogue/operator-words';
import type { PlanReply, PlanTalk, Told } from '../dialogue/plan-talk';
import type { Effects } from '../effects/effects';
import type { Batch } from '../gate/batch';
import type { Gate } from '../gate/gate';
import { notDoneText, refusalText } from '../gate/refusal';
import { errorResult, textResult } from './call-result';
import { DIALOGUE_TOOLS } from './dialogue-tools';
import { PLAN_TOOLS } from './plan-tools';
import type { Answered, ToolCall, ToolDriver } from './tool-driver';

export type DialogueDriverDeps = {
  readonly gate: Pick<Gate, 'admit'>;
  readonly effects: Pick<Effects, 'carryOut'>;
  readonly questions: Pick<OperatorQuestions, 'ask' | 'keepsDesktop'>;
  readonly guidance: Pick<GuidanceBook, 'hasUnread'>;
  /** Keeps the screen of now; answers its name in the record. */
  readonly keepScreen: () => Promise<string>;
  /** Null in a run that begins without a plan. */
  readonly plans: Pick<PlanTalk, 'propose' | 'mark'> | null;
};

/** How a run ends by what was said. */
export type SpokenEnd =
  | { readonly kind: 'finished'; readonly claim: Claim }
  | { readonly kind: 'unanswered' };

const UNREAD =
  'Not ended: the operator has said something meanwhile. Read it, then go on or call finish again.';
const READ_FIRST =
  'Not executed: the operator has not approved the plan as you proposed it. Read the answer, then go on from there.';
const ENDED = 'Not executed: the run has ended.';

/** Serves the calls by which the agent speaks to its operator. */
export class DialogueDriver implements ToolDriver {
  #end: SpokenEnd | null = null;

  constructor(private readonly deps: DialogueDriverDeps) {}

  /** How the run ends, as a call of the turn under way has said; null while it goes on. */
  get end(): SpokenEnd | null {
    return this.#end;
  }

  serves({ name, toolset_name: toolset = null }: BetaToolUseBlock): boolean {
    return toolset === null && this.definitions().some((tool) => tool.name === name);
  }

  definitions(): typeof DIALOGUE_TOOLS {
    return this.deps.plans === null ? DIALOGUE_TOOLS : [...DIALOGUE_TOOLS, ...PLAN_TOOLS];
  }

  /** Rejects when the run can't go on: `cancelled`, `audit-failed`, a fault of ours. */
  async answer({ toolUse, call }: ToolCall, batch: Batch): Promise<Answered> {
    const { gate, effects } = this.deps;
    const ruling = await gate.admit(call, batch);
    if (ruling.verdict !== 'allowed')
      return { result: errorResult(toolUse, refusalText(ruling)), frame: null };
    const { action, recorded, toolUseId } = ruling.permit;
    const outcome = await effects.carryOut(ruling.permit);
    if (outcome.kind !== 'done')
      return { result: errorResult(toolUse, notDoneText(outcome.kind, outcome.error)), frame: null };
    const asking = { frame: outcome.frame.name, call: { toolUseId, recorded } };
    const came = await this.#carryOn(action, asking);
    if (came.kind === 'refused') return { result: errorResult(toolUse, came.text), frame: null };
    if (came.kind === 'answer') return { result: textResult(toolUse, answerText(came.text)), frame: null };
    if (came.kind === 'told') {
      if (came.stops) batch.halt(READ_FIRST);
      return { result: textResult(toolUse, came.text), frame: null };
    }
    this.#close(came.end, batch);
    return { result: textResult(toolUse, ENDED), frame: null };
  }

  /**
   * Asks the operator in the console's own words about what the agent does; what the agent reads of the answer, or null when
   * the run ends by it. Rejects as `answer` does.
   */
  async consult(words: string, batch: Batch): Promise<string | null> {
    const { questions, keepScreen } = this.deps;
    const frame = await keepScreen();
    const reply = await questions.ask({ asked: 'console', words, options: [], call: null, frame });
    // The words are no report of the agent's.
    const end = endOf(reply, '');
    if (end === null && reply.kind === 'answer') return answerText(reply.text);
    if (end !== null) this.#close(end, batch);
    return null;
  }

  async #carryOn(action: Action, asking: Pick<Asked, 'frame' | 'call'>): Promise<CameOfIt> {
    switch (action.member) {
      case 'finish':
        return this.#finish(action.input, asking);
      case 'ask_operator': {
        const { question: words, options } = action.input;
        const reply = await this.deps.questions.ask({
          ...asking,
          asked: 'call',
          words,
          options: options ?? [],
        });
        const end = endOf(reply, words);
        if (end !== null) return { kind: 'end', end };
        return { kind: 'answer', text: reply.kind === 'answer' ? reply.text : '' };
      }
      case 'propose_plan':
        return cameOf((await this.deps.plans?.propose(action.input, asking)) ?? NO_PLANS);
      case 'mark_step':
        return cameOf(this.deps.plans?.mark(action.input) ?? NO_PLANS);
      default:
        return NO_PLANS;
    }
  }

  /** The run ends by what the agent says, unless there is more for it to do while its desktop is kept. */
  async #finish(claimed: Omit<Claim, 'by'>, asking: Pick<Asked, 'frame' | 'call'>): Promise<CameOfIt> {
    const { questions, guidance } = this.deps;
    if (guidance.hasUnread) return { kind: 'refused', text: UNREAD };
    const end: SpokenEnd = { kind: 'finished', claim: { by: 'agent', ...claimed } };
    if (!questions.keepsDesktop) return { kind: 'end', end };
    const { report: words, outcome } = claimed;
    const reply = await questions.ask({ ...asking, asked: 'finish', words, options: [], outcome });
    return reply.kind === 'answer' ? reply : { kind: 'end', end };
  }

  #close(end: SpokenEnd, batch: Batch): void {
    this.#end = end;
    batch.halt(ENDED);
  }
}

/** What came of a call: an answer to go on with, the end of the run, or neither. */
type CameOfIt =
  | { readonly kind: 'answer'; readonly text: string }
  | Told
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'end'; readonly end: SpokenEnd };

const UNSERVED = { verdict: 'denied', reason: 'there is no such action' } as const;
const NO_PLANS = { kind: 'refused', text: refusalText(UNSERVED) } as const;

function cameOf(reply: PlanReply): CameOfIt {
  if (reply.kind === 'told' || reply.kind === 'refused') return reply;
  return { kind: 'end', end: reply.kind === 'over' ? overBy(reply.by, '') : { kind: 'unanswered' } };
}

function overBy(by: string, report: string): SpokenEnd {
  return { kind: 'finished', claim: { by, outcome: 'done', report } };
}

/** How a run ends whose agent has said `words` and got this; null when it goes on. */
export function endOf(reply: Reply, words: string): SpokenEnd | null {
  switch (reply.kind) {
    case 'answer':
    case 'plan':
      return null;
    case 'over':
      return overBy(reply.by, words);
    case 'unanswered':
      return { kind: 'unanswered' };
  }
}

/** What the agent reads of what the operator says to it unasked. */
export function guidanceText(guidance: readonly Guidance[]): string {
  return `The operator says:\n${guidance.map(({ text }) => text).join('\n\n')}`;
}

/** What the agent reads of a denial besides the result of its call. */
export function deniedText({ member, reason }: Denial): string {
  return `The operator has denied your ${member} and says:\n${reason}`;
}

/** What the agent reads of an answer. It comes by a way that no page can write to. */
export function answerText(answer: string): string {
  return `The operator answers:\n${answer}`;
}
