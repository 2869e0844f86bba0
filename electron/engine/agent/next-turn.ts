import type { BetaContentBlock, BetaToolUnion } from '@anthropic-ai/sdk/resources/beta';
import type { HaltCause } from '../../../shared/domain/halt';
import type { Session } from '../../../shared/domain/session';
import type { Clock } from '../base/clock';
import type { RunControl } from '../control/run-control';
import type { GuidanceBook } from '../dialogue/guidance-book';
import { modelRow } from '../models/model-table';
import type { SessionRecord } from '../record/session-record';
import { backOffMs } from './back-off';
import type { Conversation } from './conversation';
import { guidanceText } from './dialogue-driver';
import type { Model, ModelTurn } from './model';
import { ModelFailure } from './model-failure';
import { isToolUse } from './read-stop';
import { KnownSecret, type Secrets, secretInTurn, wordsAsTheyCome } from './secret-words';
import { SYSTEM_PROMPT } from './system-prompt';

/** A whole answer of the model, with its number in the run and what it says. */
export type Turn = ModelTurn & {
  /** From 1. */
  readonly number: number;
  /** Unverified. */
  readonly words: string;
};

export type NextTurnDeps = {
  readonly model: () => Model;
  /** What the model is told that it can do. */
  readonly tools: () => readonly BetaToolUnion[];
  readonly record: Pick<SessionRecord, 'append'>;
  readonly control: RunControl;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly secrets: Secrets;
  readonly guidance: Pick<GuidanceBook, 'hasUnread' | 'take'>;
  /** The words of the turn under way, all of them so far. */
  readonly onWords: (text: string) => void;
  readonly onRetry: (retry: Session['retry']) => void;
  /** Puts the run aside for the operator, with the reason; `control.ready()` then waits for the resume. */
  readonly putAside: (reason: string) => Promise<void>;
  /** Halts the run until the operator has decided whether it goes on. */
  readonly halt: (cause: HaltCause) => Promise<unknown>;
};

/** Asks the model for the next turn of a conversation, as often as it takes. Every attempt is recorded. */
export class NextTurn {
  #number = 0;

  constructor(private readonly deps: NextTurnDeps) {}

  /** Rejects with `cancelled` when stopped, `audit-failed` when the record can't be written. */
  async take(conversation: Conversation): Promise<Turn> {
    const { control, clock } = this.deps;
    this.#number += 1;
    let since = clock.monotonicMs();
    for (let attempt = 1; ; attempt += 1) {
      await control.ready();
      await this.#passOn(conversation);
      try {
        return await this.#ask(conversation, attempt);
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error;
        await control.ready();
        if (await this.#tryAgain(error, attempt, clock.monotonicMs() - since)) continue;
        attempt = 0;
        since = clock.monotonicMs();
      }
    }
  }

  /** What the operator has said goes to the agent before it is asked, also where it is asked once more. */
  async #passOn(conversation: Conversation): Promise<void> {
    const { guidance, model } = this.deps;
    if (!guidance.hasUnread || !conversation.isOurTurn) return;
    await conversation.say(guidanceText(await guidance.take()), modelRow(model().name).takesSystemMessages);
  }

  /** False when it was put aside or halted: whoever lets it go on begins anew. */
  async #tryAgain(failure: ModelFailure, attempt: number, tryingForMs: number): Promise<boolean> {
    const { control, clock, onRetry, record, random, putAside, halt } = this.deps;
    const waitMs =
      failure.kind === 'transient' ? backOffMs(attempt, tryingForMs, failure.retryAfterMs, random()) : null;
    await record.append({
      kind: 'model-failed',
      detail: {
        turn: this.#number,
        attempt,
        cause: failure.recorded,
        retryInMs: waitMs,
        isPartialDiscarded: failure.isPartial,
      },
    });
    if (waitMs === null) {
      if (failure instanceof KnownSecret) await halt({ kind: 'known-secret', entry: failure.credential });
      else await putAside(failure.message);
      return false;
    }
    onRetry({ attempt: attempt + 1, dueAt: clock.wallMs() + waitMs, cause: failure.message });
    await clock.sleep(waitMs, control.signal).finally(() => onRetry(null));
    return true;
  }

  async #ask(conversation: Conversation, attempt: number): Promise<Turn> {
    const { model, tools, record, control, clock, secrets, onWords } = this.deps;
    const current = model();
    const number = this.#number;
    await record.append({
      kind: 'model-requested',
      detail: { turn: number, attempt, model: current.name },
    });
    const start = clock.monotonicMs();
    onWords('');
    const toShow = wordsAsTheyCome(secrets, clock);
    const turn = await current.ask(
      {
        system: [{ type: 'text', text: SYSTEM_PROMPT, cache_control: { type: 'ephemeral' } }],
        tools: tools(),
        messages: await conversation.asRequest(),
      },
      (words) => {
        const shown = toShow(words);
        if (shown !== null) onWords(shown);
      },
      control.signal,
    );
    const credential = secretInTurn(turn.content, secrets);
    // Before any of it is written down, shown or run.
    if (credential !== null) throw new KnownSecret(credential);
    const words = wordsOf(turn.content);
    // Whole, whatever was left out on the way.
    onWords(words);
    const { input, output, cacheRead, cacheWrite } = turn.usage;
    await record.append({
      kind: 'model-responded',
      model_response_id: turn.id,
      tokens_used: input + output + cacheRead + cacheWrite,
      detail: {
        turn: number,
        stopReason: turn.stopReason,
        text: words,
        actions: turn.content.filter(isToolUse).length,
        usage: turn.usage,
        durationMs: Math.round(clock.monotonicMs() - start),
      },
    });
    onWords('');
    return { ...turn, number, words };
  }
}

/** What the model said before its calls. Newer models say it in their thinking and leave the text empty. */
function wordsOf(content: readonly BetaContentBlock[]): string {
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  if (text.trim() !== '') return text;
  return content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join('');
}
