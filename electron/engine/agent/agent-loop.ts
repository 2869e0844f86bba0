import type {
  BetaContentBlock,
  BetaContentBlockParam,
  BetaToolResultBlockParam,
  BetaToolUseBlock,
} from '@anthropic-ai/sdk/resources/beta';
import { AirlockError } from '../../../shared/airlock-error';
import { MEMBERS } from '../../../shared/domain/action';
import type { Session } from '../../../shared/domain/session';
import { recordCall } from '../actions/describe-action';
import type { Clock } from '../base/clock';
import { Batch, type BatchCall } from '../gate/batch';
import type { Gate } from '../gate/gate';
import type { RunControl } from '../gate/run-control';
import type { SessionRecord } from '../record/session-record';
import { backOffMs } from './back-off';
import type { ComputerDriver } from './computer-driver';
import type { Model, ModelTurn } from './model';
import { ModelFailure } from './model-failure';
import { SYSTEM_PROMPT } from './system-prompt';
import { recordedMessage, type TurnMessage, withCacheBreakpoints } from './transcript';

/** What a call gets that was not run because one before it in the same turn failed. The API's own wording. */
export const NOT_EXECUTED = 'Not executed: an earlier computer action in this turn failed.';

export type LoopDeps = {
  readonly task: string;
  readonly maxSteps: number;
  readonly model: () => Model;
  readonly driver: ComputerDriver;
  readonly gate: Gate;
  readonly record: SessionRecord;
  readonly control: RunControl;
  readonly clock: Clock;
  readonly random: () => number;
  /** The words of the turn under way, all of them so far. */
  readonly onWords: (text: string) => void;
  readonly onRetry: (retry: Session['retry']) => void;
  /** Which budget of the policy is used up, in words; null while there is some left. */
  readonly overspent: () => string | null;
  /** Pauses the run for the operator, with the reason; `control.ready()` then waits for the resume. */
  readonly pauseFor: (reason: string) => Promise<void>;
};

export type LoopEnd =
  | { readonly kind: 'finished'; readonly words: string }
  | { readonly kind: 'out-of-steps'; readonly words: string }
  | { readonly kind: 'overspent'; readonly words: string; readonly budget: string };

/** The conversation with the model: ask, run what it asks for through the driver, answer, until it has nothing more to do. */
export class AgentLoop {
  readonly #messages: TurnMessage[] = [];
  #turn = 0;
  #words = '';
  #batch = new Batch(0, '', []);

  constructor(private readonly deps: LoopDeps) {}

  /** The turn whose actions are running. */
  get batch(): Batch {
    return this.#batch;
  }

  /** Runs to the end. Rejects with `cancelled` when stopped, `audit-failed` when the record can't be written. */
  async run(): Promise<LoopEnd> {
    await this.#add({ role: 'user', content: [{ type: 'text', text: this.deps.task }] });
    for (;;) {
      const turn = await this.#nextTurn();
      const ruling = await this.#handleStop(turn);
      if (ruling === 'finished') return { kind: 'finished', words: this.#words };
      if (ruling === 'again') continue;
      await this.#add({ role: 'assistant', content: [...turn.content] as BetaContentBlockParam[] });
      const calls = turn.content.filter(isToolUse);
      if (calls.length > 0) await this.#add({ role: 'user', content: await this.#runBatch(calls) });
      if (this.deps.gate.steps >= this.deps.maxSteps) return { kind: 'out-of-steps', words: this.#words };
      const budget = this.deps.overspent();
      if (budget !== null) return { kind: 'overspent', words: this.#words, budget };
    }
  }

  /** `go-on`: the turn counts. `again`: it was put aside and the operator has resumed. */
  async #handleStop(turn: ModelTurn): Promise<'finished' | 'go-on' | 'again'> {
    const hasCalls = turn.content.some(isToolUse);
    switch (turn.stopReason) {
      case 'tool_use':
        return hasCalls ? 'go-on' : this.#putAside('the model announced an action and named none');
      case 'end_turn':
      case 'stop_sequence':
        if (hasCalls) return 'go-on';
        await this.#add({ role: 'assistant', content: [...turn.content] as BetaContentBlockParam[] });
        return 'finished';
      case 'pause_turn':
        return 'go-on';
      case 'refusal':
        return this.#putAside('the model declined to go on');
      case 'max_tokens':
        return this.#putAside('the answer was too long and was cut off');
      case 'model_context_window_exceeded':
        return this.#putAside("the conversation no longer fits the model's memory");
      default:
        return this.#putAside('the model stopped for a reason this version does not know');
    }
  }

  async #putAside(reason: string): Promise<'again'> {
    await this.deps.pauseFor(`Paused: ${reason}. Resume asks the model again; stop ends the run.`);
    return 'again';
  }

  async #nextTurn(): Promise<ModelTurn> {
    const { control, clock, onRetry, record, random } = this.deps;
    this.#turn += 1;
    let since = clock.monotonicMs();
    for (let attempt = 1; ; attempt += 1) {
      await control.ready();
      try {
        return await this.#ask(attempt);
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error;
        await control.ready();
        const waitMs =
          error.kind === 'transient'
            ? backOffMs(attempt, clock.monotonicMs() - since, error.retryAfterMs, random())
            : null;
        await record.append({
          kind: 'model-failed',
          detail: {
            turn: this.#turn,
            attempt,
            cause: error.message,
            retryInMs: waitMs,
            isPartialDiscarded: error.isPartial,
          },
        });
        if (waitMs === null) {
          await this.#putAside(error.message);
          attempt = 0;
          since = clock.monotonicMs();
        } else {
          onRetry({ attempt: attempt + 1, dueAt: clock.wallMs() + waitMs, cause: error.message });
          await clock.sleep(waitMs, control.signal).finally(() => onRetry(null));
        }
      }
    }
  }

  async #ask(attempt: number): Promise<ModelTurn> {
    const { model, driver, record, control, clock, onWords } = this.deps;
    const current = model();
    await record.append({
      kind: 'model-requested',
      detail: { turn: this.#turn, attempt, model: current.name },
    });
    const start = clock.monotonicMs();
    onWords('');
    const turn = await current.ask(
      {
        system: [{ type: 'text', text: SYSTEM_PROMPT, cache_control: { type: 'ephemeral' } }],
        tools: [driver.toJSON()],
        messages: withCacheBreakpoints(this.#messages),
      },
      onWords,
      control.signal,
    );
    this.#words = wordsOf(turn.content);
    await record.append({
      kind: 'model-responded',
      model_response_id: turn.id,
      tokens_used: turn.usage.input + turn.usage.output + turn.usage.cacheRead + turn.usage.cacheWrite,
      detail: {
        turn: this.#turn,
        stopReason: turn.stopReason,
        text: this.#words,
        actions: turn.content.filter(isToolUse).length,
        usage: turn.usage,
        durationMs: Math.round(clock.monotonicMs() - start),
      },
    });
    onWords('');
    return turn;
  }

  /** Runs the calls in order; the first that fails or is refused halts the rest, and every one gets its result. */
  async #runBatch(calls: readonly BetaToolUseBlock[]): Promise<BetaToolResultBlockParam[]> {
    const batch = new Batch(this.#turn, this.#words, calls.map(batchCall));
    this.#batch = batch;
    const results: BetaToolResultBlockParam[] = [];
    let halt: string | null = null;
    for (const call of calls) {
      const result: BetaToolResultBlockParam =
        halt === null ? await this.#runCall(call, batch) : await this.#skip(call, halt);
      halt ??= result.is_error === true ? NOT_EXECUTED : batch.haltReason;
      results.push(result);
    }
    return this.#withScreen(calls, results);
  }

  async #runCall(call: BetaToolUseBlock, batch: Batch): Promise<BetaToolResultBlockParam> {
    const { driver, gate } = this.deps;
    const isKnown = (MEMBERS as readonly string[]).includes(call.name) && call.toolset_name === 'computer';
    if (!isKnown) {
      // The toolset refuses these before it asks the gate, so the gate is told here: no call goes unrecorded.
      const ruling = await gate.admit(batchCall(call), batch);
      const reason = ruling.verdict === 'denied' ? ruling.reason : 'there is no such action';
      return errorResult(call, `ACTION DENIED: ${reason}. Choose a different approach.`);
    }
    const result = await driver.toolResult(call);
    if (driver.fatal !== null) throw driver.fatal;
    return withNote(result, driver.note);
  }

  async #skip(call: BetaToolUseBlock, why: string): Promise<BetaToolResultBlockParam> {
    await this.deps.record.append({
      kind: 'action-skipped',
      action: recordCall(call.name, call.input),
      permitted: false,
      denial_reason: why,
      detail: { toolUseId: call.id },
    });
    return errorResult(call, why);
  }

  /** The screen after a batch rides on its last result, so the model need not ask for it. Errors may hold text only. */
  #withScreen(
    calls: readonly BetaToolUseBlock[],
    results: readonly BetaToolResultBlockParam[],
  ): BetaToolResultBlockParam[] {
    const last = results.at(-1);
    const frame = this.deps.driver.lastFrame;
    const hasPicture = ['screenshot', 'zoom', 'cursor_position'].includes(calls.at(-1)?.name ?? '');
    if (last === undefined || frame === null || last.is_error === true || hasPicture) return [...results];
    const picture = {
      type: 'image' as const,
      source: {
        type: 'base64' as const,
        media_type: 'image/png' as const,
        data: frame.png.toString('base64'),
      },
    };
    const content = Array.isArray(last.content) ? [...last.content, picture] : [picture];
    return [...results.slice(0, -1), { ...last, content }];
  }

  async #add(message: TurnMessage): Promise<void> {
    await this.deps.record.saveMessage(recordedMessage(message));
    this.#messages.push(message);
  }
}

function isToolUse(block: BetaContentBlock): block is BetaToolUseBlock {
  return block.type === 'tool_use';
}

function batchCall({ id, name, input, toolset_name: toolset }: BetaToolUseBlock): BatchCall {
  return { toolUseId: id, member: toolset === 'computer' ? name : `${toolset ?? ''}/${name}`, input };
}

/** What the model said before its calls. Newer models say it in their thinking and leave the text empty. */
function wordsOf(content: readonly BetaContentBlock[]): string {
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  if (text.trim() !== '') return text;
  return content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join('');
}

function withNote(result: BetaToolResultBlockParam, note: string | null): BetaToolResultBlockParam {
  if (note === null) return result;
  const content =
    typeof result.content === 'string' ? [{ type: 'text' as const, text: result.content }] : result.content;
  return { ...result, content: [{ type: 'text', text: note }, ...(content ?? [])] };
}

function errorResult(call: BetaToolUseBlock, text: string): BetaToolResultBlockParam {
  return {
    type: 'tool_result',
    tool_use_id: call.id,
    toolset_name: call.toolset_name ?? null,
    content: [{ type: 'text', text }],
    is_error: true,
  };
}

/** True for the error that means "stopped", which is no failure. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AirlockError && error.code === 'cancelled';
}
