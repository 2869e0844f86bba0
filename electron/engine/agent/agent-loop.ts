import type { Gate } from '../gate/gate';
import type { BatchRunner } from './batch-runner';
import { CallIntake, type ReceivedCall } from './call-intake';
import type { Conversation } from './conversation';
import type { NextTurn, Turn } from './next-turn';
import { readStop } from './read-stop';
import type { TurnBlock } from './turn-message';

export type LoopDeps = {
  readonly task: string;
  readonly maxSteps: number;
  readonly conversation: Conversation;
  readonly nextTurn: NextTurn;
  readonly batches: BatchRunner;
  readonly gate: Pick<Gate, 'steps'>;
  /** Which budget of the policy is used up, in words; null while there is some left. */
  readonly overspent: () => string | null;
  /** Puts the run aside for the operator, with the reason; the next turn then waits for the resume. */
  readonly putAside: (reason: string) => Promise<void>;
};

export type LoopEnd =
  | { readonly kind: 'finished'; readonly words: string }
  | { readonly kind: 'out-of-steps'; readonly words: string }
  | { readonly kind: 'overspent'; readonly words: string; readonly budget: string };

/** The agent: ask the model, run what it asks for, answer, until it has nothing more to do. */
export class AgentLoop {
  readonly #intake = new CallIntake();

  constructor(private readonly deps: LoopDeps) {}

  /** Runs to the end. Rejects with `cancelled` when stopped, `audit-failed` when the record can't be written. */
  async run(): Promise<LoopEnd> {
    const { task, conversation, nextTurn, putAside } = this.deps;
    await conversation.append({ role: 'user', content: [{ type: 'text', text: task }] });
    for (;;) {
      const turn = await nextTurn.take(conversation);
      const stop = readStop(turn);
      if (stop.kind === 'aside') {
        await putAside(stop.reason);
        continue;
      }
      const { content, calls } = this.#intake.take(turn);
      await conversation.append({ role: 'assistant', content: content as readonly TurnBlock[] });
      if (stop.kind === 'finished') return { kind: 'finished', words: turn.words };
      await this.#runCalls(turn, calls);
      const end = this.#limitReached(turn);
      if (end !== null) return end;
    }
  }

  async #runCalls(turn: Turn, calls: readonly ReceivedCall[]): Promise<void> {
    const { conversation, batches } = this.deps;
    if (calls.length === 0) return;
    await conversation.append({ role: 'user', content: await batches.run(turn, calls) });
  }

  #limitReached({ words }: Turn): LoopEnd | null {
    const { gate, maxSteps, overspent } = this.deps;
    if (gate.steps >= maxSteps) return { kind: 'out-of-steps', words };
    const budget = overspent();
    return budget === null ? null : { kind: 'overspent', words, budget };
  }
}
