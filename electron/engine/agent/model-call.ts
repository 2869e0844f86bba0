import type { BetaContentBlock, BetaTextBlockParam, BetaToolUnion } from '@anthropic-ai/sdk/resources/beta';
import { CONVERSATION_FAULT, type SentRequest } from '../../../shared/domain/audit-entry';
import type { HaltCause } from '../../../shared/domain/halt';
import type { ModelRow } from '../../../shared/domain/model-row';
import type { Session } from '../../../shared/domain/session';
import { allTokens } from '../../../shared/domain/token-usage';
import type { Clock } from '../base/clock';
import type { RunControl } from '../control/run-control';
import { BodyMeter } from '../history/body-meter';
import type { History } from '../history/history';
import { PictureSlots } from '../history/picture-slots';
import type { SessionRecord } from '../record/session-record';
import { backOffMs } from './back-off';
import { lastWords } from './last-words';
import type { Model, ModelEars, ModelTurn } from './model';
import { ModelFailure } from './model-failure';
import type { Purpose } from './model-request';
import { prefixAlarm } from './prefix-alarm';
import { isToolUse } from './read-stop';
import { KnownSecret, type Secrets, secretInTurn, wordsAsTheyCome } from './secret-words';
import { systemPrompt } from './system-prompt';
import type { AnsweredRequest } from './warm-call';

/** A whole answer of the model, with its number in the run and what it says. */
export type Turn = ModelTurn & {
  /** From 1. */
  readonly number: number;
  /** Unverified. */
  readonly words: string;
};

/** What came of a call: an answer, or why this very request gets none, however often it is sent. */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly turn: Turn }
  | { readonly kind: 'refused'; readonly failure: ModelFailure };

export type ModelCallDeps = {
  readonly model: () => Model;
  /** What the model is told that it can do: the same in every request of a run. */
  readonly tools: readonly BetaToolUnion[];
  /** Whether the agent is told to propose its steps first. */
  readonly planFirst: boolean;
  readonly record: Pick<SessionRecord, 'append' | 'saveHead' | 'readFrame'>;
  readonly control: RunControl;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly secrets: Secrets;
  /** The words of the turn under way, all of them so far. */
  readonly onWords: (text: string) => void;
  readonly onRetry: (retry: Session['retry']) => void;
  /** Told what the service has in its cache: a turn's request once it is answered; null as the next one is made. */
  readonly onCached: (answered: AnsweredRequest | null) => void;
  /** Puts the run aside for the operator, with the reason; `control.ready()` then waits for the resume. */
  readonly putAside: (reason: string) => Promise<void>;
  /** Halts the run until the operator has decided whether it goes on. */
  readonly halt: (cause: HaltCause) => Promise<unknown>;
};

/** One question to the model: what for, in which turn of the run. */
export type Question = {
  readonly history: History;
  readonly purpose: Purpose;
  /** From 1. */
  readonly number: number;
  /** Done before each attempt. */
  readonly prepare: () => Promise<void>;
};

/** Over 32 MB the API refuses a request with 413 (Messages API, "Request size limits"); what comes near is not sent. */
const MAX_REQUEST_BYTES = 30_000_000;

/** Asks the model, as often as it takes. Every attempt is recorded, with what exactly was sent. */
export class ModelCall {
  readonly #meter = new BodyMeter();
  #lastBytes = 0;
  readonly #system: readonly BetaTextBlockParam[];
  /** The newest answer, and how often the conversation had been cut by then. */
  #newest: { readonly id: string; readonly cuts: number } | null = null;

  constructor(private readonly deps: ModelCallDeps) {
    const text = systemPrompt(deps.planFirst);
    this.#system = [{ type: 'text', text, cache_control: { type: 'ephemeral' } }];
  }

  /** Bytes of the newest request. */
  get lastBytes(): number {
    return this.#lastBytes;
  }

  get row(): ModelRow {
    return this.deps.model().row;
  }

  /** Rejects with `cancelled` when stopped, `audit-failed` when the record can't be written. */
  async ask(question: Question): Promise<CallOutcome> {
    const { control, clock } = this.deps;
    let since = clock.monotonicMs();
    for (let attempt = 1; ; attempt += 1) {
      await control.ready();
      await question.prepare();
      try {
        return { kind: 'answered', turn: await this.#askOnce(question, attempt) };
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error;
        // What had come of an answer is paid for, also where the run ends with it.
        if (control.signal.aborted && error.usage !== null)
          await this.#note(error, { question, attempt, retryInMs: null });
        await control.ready();
        const next = await this.#afterFailure(error, { question, attempt, since });
        if (next === 'give-up') return { kind: 'refused', failure: error };
        if (next === 'again') continue;
        attempt = 0;
        since = clock.monotonicMs();
      }
    }
  }

  /** `anew`: it was put aside or halted, and whoever let it go on begins anew. */
  async #afterFailure(
    failure: ModelFailure,
    at: { readonly question: Question; readonly attempt: number; readonly since: number },
  ): Promise<'again' | 'anew' | 'give-up'> {
    const { control, clock, onRetry, random, putAside, halt } = this.deps;
    const { attempt } = at;
    const tryingForMs = clock.monotonicMs() - at.since;
    const waitMs =
      failure.kind === 'transient' ? backOffMs(attempt, tryingForMs, failure.retryAfterMs, random()) : null;
    await this.#note(failure, { ...at, retryInMs: waitMs });
    if (waitMs !== null) {
      onRetry({ attempt: attempt + 1, dueAt: clock.wallMs() + waitMs, cause: failure.message });
      await clock.sleep(waitMs, control.signal).finally(() => onRetry(null));
      return 'again';
    }
    if (failure instanceof KnownSecret) await halt({ kind: 'known-secret', entry: failure.credential });
    else if (failure.isFinal) return 'give-up';
    else await putAside(failure.message);
    return 'anew';
  }

  async #note(
    failure: ModelFailure,
    at: { readonly question: Question; readonly attempt: number; readonly retryInMs: number | null },
  ): Promise<void> {
    const { recorded: cause, isPartial: isPartialDiscarded, usage } = failure;
    const { attempt, retryInMs } = at;
    await this.deps.record.append({
      kind: 'model-failed',
      tokens_used: usage === null ? null : allTokens(usage),
      detail: {
        turn: at.question.number,
        attempt,
        purpose: at.question.purpose.kind,
        cause,
        retryInMs,
        isPartialDiscarded,
        usage,
      },
    });
  }

  async #askOnce({ history, purpose, number }: Question, attempt: number): Promise<Turn> {
    const { model, tools, record, control, clock, secrets, onWords, onCached } = this.deps;
    const current = model();
    const start = clock.monotonicMs();
    onWords('');
    onCached(null);
    const slots = new PictureSlots();
    const readFrame = (frame: string) => record.readFrame(frame);
    const messages = history.asRequest(slots);
    const previous = purpose.kind === 'turn' ? this.#previousOf(history) : undefined;
    const request = { system: this.#system, tools, messages, slots, readFrame };
    const { lines } = history;
    const turn = await current.ask(
      { ...request, purpose, previous, meter: this.#meter },
      this.#ears(
        { turn: number, attempt, model: current.name, purpose: purpose.kind },
        { lines, ...(previous !== undefined && { previous }) },
      ),
      control.signal,
    );
    const credential = secretInTurn(turn.content, secrets);
    // Before any of it is written down, shown or run.
    if (credential !== null) throw new KnownSecret(credential, turn.usage);
    const words = wordsOf(turn.content);
    // Whole, whatever was left out on the way. A summary is nothing that it says about what it does.
    if (purpose.kind === 'turn') onWords(words);
    await record.append({
      kind: 'model-responded',
      model_response_id: turn.id,
      tokens_used: allTokens(turn.usage),
      detail: {
        turn: number,
        purpose: purpose.kind,
        requestId: turn.requestId,
        stopReason: turn.stopReason,
        text: words,
        actions: turn.content.filter(isToolUse).length,
        usage: turn.usage,
        ...(previous !== undefined && { cacheMiss: turn.prefix.cacheMiss }),
        durationMs: Math.round(clock.monotonicMs() - start),
      },
    });
    onWords('');
    if (purpose.kind === 'turn') {
      this.#newest = { id: turn.id, cuts: history.cuts };
      onCached({ number, model: current.name, request, lines, usage: turn.usage, sentAtMs: start });
    }
    const what = prefixAlarm(turn.prefix);
    if (what !== null) await record.append({ kind: 'fault', detail: { where: CONVERSATION_FAULT, what } });
    return { ...turn, number, words };
  }

  /** The answer that a request goes on from: with what was left out since, it goes on from none. Undefined: it can't be said. */
  #previousOf({ cuts }: History): string | null | undefined {
    if (this.row.computerTool !== 'computer_toolset_20260801') return undefined;
    return this.#newest?.cuts === cuts ? this.#newest.id : null;
  }

  #ears(asked: Asked, made: Pick<SentRequest, 'lines' | 'previous'>): ModelEars {
    const { record, secrets, clock, onWords } = this.deps;
    const toShow = wordsAsTheyCome(secrets, clock);
    let hasText = false;
    return {
      onSend: async ({ head, bytes, sha256 }) => {
        this.#lastBytes = bytes;
        if (bytes > MAX_REQUEST_BYTES)
          throw new ModelFailure('too-large', 'the conversation is larger than the API takes');
        const request = { head: await record.saveHead(head), ...made, bytes, sha256 };
        await record.append({ kind: 'model-requested', detail: { ...asked, request } });
      },
      onText: (words) => {
        hasText ||= words.trim() !== '';
        const shown = toShow(words);
        if (shown !== null) onWords(shown);
      },
      // What it says goes before what it thinks. Looked through whole: the end of a secret would not be known as one.
      onThinking: (thinking) => {
        if (hasText || asked.purpose !== 'turn') return;
        const shown = toShow(thinking);
        if (shown !== null) onWords(lastWords(shown));
      },
    };
  }
}

type Asked = {
  readonly turn: number;
  readonly attempt: number;
  readonly model: string;
  readonly purpose: Purpose['kind'];
};

/** What the model said before its calls. Newer models say it in their thinking and leave the text empty. */
function wordsOf(content: readonly BetaContentBlock[]): string {
  const text = content.map(saidIn).join('');
  if (text.trim() !== '') return text;
  return content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join('');
}

function saidIn(block: BetaContentBlock): string {
  if (block.type === 'text') return block.text;
  return block.type === 'compaction' ? (block.content ?? '') : '';
}
