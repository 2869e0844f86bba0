import type { Claim } from '../../../shared/domain/session';
import type { GuidanceBook } from '../dialogue/guidance-book';
import type { OperatorQuestions } from '../dialogue/operator-questions';
import type { Gate } from '../gate/gate';
import type { History } from '../history/history';
import { type TurnBlock, wordsOf } from '../history/turn-message';
import type { BatchRunner } from './batch-runner';
import { CallIntake, type ReceivedCall } from './call-intake';
import { answerText, type DialogueDriver, endOf, guidanceText, type SpokenEnd } from './dialogue-driver';
import type { Turn } from './model-call';
import type { NextTurn } from './next-turn';

export type LoopDeps = {
  readonly task: string;
  readonly maxSteps: number;
  readonly history: History;
  readonly nextTurn: Pick<NextTurn, 'take'>;
  readonly batches: BatchRunner;
  readonly dialogue: Pick<DialogueDriver, 'end'>;
  readonly questions: Pick<OperatorQuestions, 'ask'>;
  readonly guidance: Pick<GuidanceBook, 'take'>;
  /** Keeps the screen of now; answers its name in the record. */
  readonly keepScreen: () => Promise<string>;
  readonly gate: Pick<Gate, 'steps'>;
  /** Which budget of the policy is used up, in words; null while there is some left. */
  readonly overspent: () => string | null;
};

export type LoopEnd =
  | { readonly kind: 'finished'; readonly claim: Claim }
  | { readonly kind: 'unanswered' | 'out-of-steps' }
  | { readonly kind: 'overspent'; readonly budget: string };

/** The agent: ask the model, run what it asks for, answer, until it says that it is done. */
export class AgentLoop {
  readonly #intake = new CallIntake();
  /** Turns without a word or a call, one after the other. */
  #silent = 0;

  constructor(private readonly deps: LoopDeps) {}

  /** Runs to the end. Rejects with `cancelled` when stopped, `audit-failed` when the record can't be written. */
  async run(): Promise<LoopEnd> {
    const { task, history, nextTurn } = this.deps;
    await history.append(wordsOf(task));
    for (;;) {
      const { turn, stop } = await nextTurn.take(history);
      this.#silent = stop === 'silent' ? this.#silent + 1 : 0;
      const spoken = stop === 'silent' ? await this.#afterSilence() : await this.#take(turn, stop);
      // Words are paid for as calls are: no further turn is once a budget is used up.
      const end = spoken ?? this.#limitReached();
      if (end !== null) return end;
    }
  }

  async #take(turn: Turn, stop: 'go-on' | 'said'): Promise<SpokenEnd | null> {
    const { history, dialogue } = this.deps;
    const { content, calls } = this.#intake.take(turn);
    await history.append({ role: 'assistant', content: content as readonly TurnBlock[] });
    if (stop === 'said') return this.#hear(turn.words);
    await this.#runCalls(turn, calls);
    return dialogue.end;
  }

  async #runCalls(turn: Turn, calls: readonly ReceivedCall[]): Promise<void> {
    const { history, batches } = this.deps;
    if (calls.length === 0) return;
    await history.append({ role: 'user', content: await batches.run(turn, calls) });
  }

  /** It is asked once more, and then the operator is. A turn without content is no message that could be sent back. */
  async #afterSilence(): Promise<SpokenEnd | null> {
    return this.#silent < 2 ? null : this.#hear('');
  }

  /** Words are no end: they may be a question, and the API's own warning of an injection is one. */
  async #hear(words: string): Promise<SpokenEnd | null> {
    const { questions, guidance, history, keepScreen } = this.deps;
    // Who has just said something is not asked for a word.
    const unread = await guidance.take();
    if (unread.length > 0) {
      await history.append(wordsOf(guidanceText(unread)));
      return null;
    }
    const asked = { asked: 'turn', words, options: [], call: null } as const;
    const reply = await questions.ask({ ...asked, frame: await keepScreen() });
    const end = endOf(reply, words);
    if (end !== null || reply.kind !== 'answer') return end;
    await history.append(wordsOf(answerText(reply.text)));
    return null;
  }

  #limitReached(): LoopEnd | null {
    const { gate, maxSteps, overspent } = this.deps;
    if (gate.steps >= maxSteps) return { kind: 'out-of-steps' };
    const budget = overspent();
    return budget === null ? null : { kind: 'overspent', budget };
  }
}
