import type { BetaRawMessageStreamEvent, BetaUsage } from '@anthropic-ai/sdk/resources/beta';
import type { TokenUsage } from '../../../shared/domain/token-usage';
import { readUsage } from './read-usage';

/** Characters of a token at the least, in what a model writes and calls: an estimate must not come out too low. */
const CHARACTERS_PER_TOKEN = 3;

/**
 * What an answer has taken so far. The prompt's tokens come with its first event and those of its output with the last, so
 * that of an answer that broke off in between the output is estimated by what came of it. Thinking that is not shown can't
 * be seen, so that the estimate may be too low.
 */
export class UsageWatch {
  #usage: BetaUsage | null = null;
  #isCounted = false;
  #characters = 0;

  note(event: BetaRawMessageStreamEvent): void {
    if (event.type === 'message_start') this.#usage = { ...event.message.usage };
    if (event.type === 'content_block_delta') this.#characters += charactersIn(event.delta);
    if (event.type === 'message_delta' && this.#usage !== null) {
      this.#usage = { ...this.#usage, ...said(event.usage) };
      this.#isCounted = true;
    }
  }

  /** Of what has come, in thinking, words and calls. */
  get characters(): number {
    return this.#characters;
  }

  /** Null while nothing of an answer has come. */
  get spent(): TokenUsage | null {
    if (this.#usage === null) return null;
    const usage = readUsage(this.#usage);
    if (this.#isCounted) return usage;
    return {
      ...usage,
      output: Math.max(usage.output, Math.ceil(this.#characters / CHARACTERS_PER_TOKEN)),
    };
  }
}

type Delta = Extract<BetaRawMessageStreamEvent, { type: 'content_block_delta' }>['delta'];

function charactersIn(delta: Delta): number {
  switch (delta.type) {
    case 'text_delta':
      return delta.text.length;
    case 'thinking_delta':
      return delta.thinking.length;
    case 'input_json_delta':
      return delta.partial_json.length;
    case 'compaction_delta':
      return delta.content?.length ?? 0;
    default:
      return 0;
  }
}

/** What the last event says; where it says nothing, the first has said it. */
function said<T extends object>(usage: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> {
  const entries = Object.entries(usage).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Partial<{ [K in keyof T]: NonNullable<T[K]> }>;
}
