import type { BetaContentBlock, BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import { createId } from '../base/ids';
import type { ModelTurn } from './model';
import { isThere, isToolUse } from './read-stop';

/** A call as it came in. `flaw`: what the agent is told of one that is none; null when it can be put to the gate. */
export type ReceivedCall = { readonly toolUse: BetaToolUseBlock; readonly flaw: string | null };

/** What a turn leaves in the conversation, in a form that the API takes back, and its calls in order. */
export type Received = {
  readonly content: readonly BetaContentBlock[];
  readonly calls: readonly ReceivedCall[];
};

const CUT_OFF = 'Not executed: the input of this call did not arrive whole. Send it again.';
const REPEATED = 'Not executed: this call had the id of another one. Send it again.';

/** Takes in the turns of one run, so that each call is one of its own, and whole. */
export class CallIntake {
  readonly #ids = new Set<string>();

  take({ content, cutOff }: ModelTurn): Received {
    const received = content
      .filter(isThere)
      .map((block) => (isToolUse(block) ? this.#take(block, cutOff.has(block)) : block));
    return {
      content: received.map((block) => ('toolUse' in block ? asSentBack(block.toolUse) : block)),
      calls: received.filter((block): block is ReceivedCall => 'toolUse' in block),
    };
  }

  /** One that repeats an id gets another: a request with two results for one id would be refused ever after. */
  #take(toolUse: BetaToolUseBlock, isCutOff: boolean): ReceivedCall {
    const isRepeated = this.#ids.has(toolUse.id);
    const id = isRepeated ? `toolu_${createId()}` : toolUse.id;
    this.#ids.add(id);
    return { toolUse: { ...toolUse, id }, flaw: isRepeated ? REPEATED : isCutOff ? CUT_OFF : null };
  }
}

/** An input that is no object is refused as it came, and never sent back so: the API would refuse the conversation. */
function asSentBack(toolUse: BetaToolUseBlock): BetaToolUseBlock {
  const { input } = toolUse;
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  return isObject ? toolUse : { ...toolUse, input: {} };
}
