import type { BetaRawMessageStreamEvent } from '@anthropic-ai/sdk/resources/beta';

/**
 * Whether the inputs of a streamed turn arrived whole. The SDK reads the beginning of one as if it were all of it, so a
 * click that was to hold a key would become a plain one.
 */
export class InputCheck {
  readonly #texts = new Map<number, string>();

  note(event: BetaRawMessageStreamEvent): void {
    if (event.type !== 'content_block_delta' || event.delta.type !== 'input_json_delta') return;
    this.#texts.set(event.index, (this.#texts.get(event.index) ?? '') + event.delta.partial_json);
  }

  /** `index`: the block's place in the turn. What was sent without a character is an empty input. JSON of RFC 8259. */
  isWhole(index: number): boolean {
    const text = this.#texts.get(index) ?? '';
    if (text === '') return true;
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  }
}
