import type { LineRange } from '../../../shared/domain/audit-entry';
import { allTokens, type TokenUsage } from '../../../shared/domain/token-usage';
import type { Clock } from '../base/clock';
import { cancelled } from '../base/limits';
import type { RunControl } from '../control/run-control';
import { BodyMeter } from '../history/body-meter';
import type { SessionRecord } from '../record/session-record';
import type { Model, ModelEars, ModelTurn } from './model';
import { ModelFailure } from './model-failure';
import type { ModelRequest } from './model-request';

/** A turn's request that was answered, as it can be sent once more. */
export type AnsweredRequest = {
  /** The turn's, from 1. */
  readonly number: number;
  readonly model: string;
  readonly request: Omit<ModelRequest, 'purpose' | 'previous' | 'meter'>;
  /** Which lines of the record's messages it holds. */
  readonly lines: readonly LineRange[];
  readonly usage: TokenUsage;
  /** Monotonic milliseconds, of before it went out: its time in the cache may count from then on. */
  readonly sentAtMs: number;
};

/** `failed`: not this time; `unable`: nor at any other. */
export type WarmOutcome = 'kept' | 'failed' | 'unable';

export type WarmCallDeps = {
  readonly model: () => Model;
  readonly record: Pick<SessionRecord, 'append' | 'saveHead'>;
  readonly control: Pick<RunControl, 'signal'>;
  readonly clock: Clock;
};

/** Sends a turn's request once more, for nothing but that the service's cache keeps it. Tried once, and recorded as every call is. */
export class WarmCall {
  /** Its own: what it sends begins otherwise than a turn does. */
  readonly #meter = new BodyMeter();

  constructor(private readonly deps: WarmCallDeps) {}

  /** Rejects with `audit-failed` when the record can't be written, `cancelled` when it was called off before it was sent. */
  async read(answered: AnsweredRequest, signal: AbortSignal): Promise<WarmOutcome> {
    const { clock, control, record } = this.deps;
    const start = clock.monotonicMs();
    const turn = await this.#ask(answered, signal);
    if (!(turn instanceof ModelFailure)) {
      await this.#noteAnswer(answered, turn, clock.monotonicMs() - start);
      return outcomeOf(turn);
    }
    const { recorded: cause, usage } = turn;
    // With the run its record ends, where nothing would stand behind its end.
    if (control.signal.aborted) return 'failed';
    await record.append({
      kind: 'model-failed',
      tokens_used: usage === null ? null : allTokens(usage),
      detail: {
        turn: answered.number,
        attempt: 1,
        purpose: 'warm',
        cause,
        retryInMs: null,
        isPartialDiscarded: false,
        usage,
      },
    });
    return turn.isFinal ? 'unable' : 'failed';
  }

  async #ask(answered: AnsweredRequest, signal: AbortSignal): Promise<ModelTurn | ModelFailure> {
    const model = this.deps.model();
    const request = { ...answered.request, purpose: { kind: 'warm' }, meter: this.#meter } as const;
    try {
      return await model.ask(request, this.#ears(answered, signal), signal);
    } catch (error) {
      if (error instanceof ModelFailure) return error;
      throw error;
    }
  }

  #ears({ number: turn, model, lines }: AnsweredRequest, signal: AbortSignal): ModelEars {
    const { record } = this.deps;
    return {
      onSend: async ({ head: json, bytes, sha256 }) => {
        const head = await record.saveHead(json);
        if (signal.aborted) throw cancelled('The call');
        const request = { head, lines, bytes, sha256 };
        await record.append({
          kind: 'model-requested',
          detail: { turn, attempt: 1, model, purpose: 'warm', request },
        });
      },
      onText: () => undefined,
      onThinking: () => undefined,
    };
  }

  /** Nothing is asked for: what is said all the same is neither kept nor run. */
  async #noteAnswer({ number: turn }: AnsweredRequest, answer: ModelTurn, durationMs: number): Promise<void> {
    const { id, requestId, stopReason, usage } = answer;
    await this.deps.record.append({
      kind: 'model-responded',
      model_response_id: id,
      tokens_used: allTokens(usage),
      detail: {
        turn,
        purpose: 'warm',
        requestId,
        stopReason,
        text: '',
        actions: 0,
        usage,
        durationMs: Math.round(durationMs),
      },
    });
  }
}

function outcomeOf({ content, usage }: ModelTurn): WarmOutcome {
  // A service that answers what asks for nothing would be paid for its answers.
  if (content.length > 0 || usage.output > 0) return 'unable';
  // It had been forgotten, or is not kept: the next turn would pay no more than that.
  return usage.cacheWrite > usage.cacheRead || usage.cacheRead === 0 ? 'failed' : 'kept';
}
