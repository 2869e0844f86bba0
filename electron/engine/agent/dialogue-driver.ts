import type { BetaToolUnion, BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import type { Guidance } from '../../../shared/domain/guidance';
import type { Claim } from '../../../shared/domain/session';
import type { GuidanceBook } from '../dialogue/guidance-book';
import type { OperatorQuestions, Reply } from '../dialogue/operator-questions';
import type { Effects } from '../effects/effects';
import type { Batch } from '../gate/batch';
import type { Gate } from '../gate/gate';
import { notDoneText, refusalText } from '../gate/refusal';
import { errorResult, textResult } from './call-result';
import { DIALOGUE_TOOLS } from './dialogue-tools';
import type { Answered, ToolCall, ToolDriver } from './tool-driver';

export type DialogueDriverDeps = {
  readonly gate: Pick<Gate, 'admit'>;
  readonly effects: Pick<Effects, 'carryOut'>;
  readonly questions: Pick<OperatorQuestions, 'ask'>;
  readonly guidance: Pick<GuidanceBook, 'hasUnread'>;
};

/** How a run ends by what was said. */
export type SpokenEnd =
  | { readonly kind: 'finished'; readonly claim: Claim }
  | { readonly kind: 'unanswered' };

const UNREAD =
  'Not ended: the operator has said something meanwhile. Read it, then go on or call finish again.';
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
    return toolset === null && DIALOGUE_TOOLS.some((tool) => tool.name === name);
  }

  definitions(): readonly BetaToolUnion[] {
    return DIALOGUE_TOOLS;
  }

  /** Rejects when the run can't go on: `cancelled`, `audit-failed`, a fault of ours. */
  async answer({ toolUse, call }: ToolCall, batch: Batch): Promise<Answered> {
    const { gate, effects, questions, guidance } = this.deps;
    const ruling = await gate.admit(call, batch);
    if (ruling.verdict !== 'allowed')
      return { result: errorResult(toolUse, refusalText(ruling)), frame: null };
    const { action, recorded, toolUseId } = ruling.permit;
    const outcome = await effects.carryOut(ruling.permit);
    if (outcome.kind !== 'done')
      return { result: errorResult(toolUse, notDoneText(outcome.kind, outcome.error)), frame: null };
    if (action.member === 'finish') {
      if (guidance.hasUnread) return { result: errorResult(toolUse, UNREAD), frame: null };
      this.#close({ kind: 'finished', claim: { by: 'agent', ...action.input } }, batch);
      return { result: textResult(toolUse, ENDED), frame: null };
    }
    if (action.member !== 'ask_operator')
      return { result: errorResult(toolUse, refusalText(UNSERVED)), frame: null };
    const { question, options } = action.input;
    const frame = outcome.frame.name;
    const asked = { asked: 'call', words: question, options: options ?? [], frame } as const;
    const reply = await questions.ask({ ...asked, call: { toolUseId, recorded } });
    const end = endOf(reply, question);
    if (end === null && reply.kind === 'answer')
      return { result: textResult(toolUse, answerText(reply.text)), frame: null };
    if (end !== null) this.#close(end, batch);
    return { result: textResult(toolUse, ENDED), frame: null };
  }

  #close(end: SpokenEnd, batch: Batch): void {
    this.#end = end;
    batch.halt(ENDED);
  }
}

const UNSERVED = { verdict: 'denied', reason: 'there is no such action' } as const;

/** How a run ends whose agent has said `words` and got this; null when it goes on. */
export function endOf(reply: Reply, words: string): SpokenEnd | null {
  switch (reply.kind) {
    case 'answer':
      return null;
    case 'over':
      return { kind: 'finished', claim: { by: reply.by, outcome: 'done', report: words } };
    case 'unanswered':
      return { kind: 'unanswered' };
  }
}

/** What the agent reads of what the operator says to it unasked. */
export function guidanceText(guidance: readonly Guidance[]): string {
  return `The operator says:\n${guidance.map(({ text }) => text).join('\n\n')}`;
}

/** What the agent reads of an answer. It comes by a way that no page can write to. */
export function answerText(answer: string): string {
  return `The operator answers:\n${answer}`;
}
