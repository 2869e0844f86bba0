import type { BetaMessage } from '@anthropic-ai/sdk/resources/beta';
import { InputCheck } from './input-check';
import type { ModelOptions, ModelTurn } from './model';
import { ModelFailure } from './model-failure';
import type { ModelRequest } from './model-request';
import { type Listening, OpenCall } from './open-call';
import { readPrefixReport } from './prefix-alarm';
import { readUsage } from './read-usage';
import { UsageWatch } from './usage-watch';

/**
 * Of an answer so many characters are taken in, its calls included; no model puts out as many (64,000 tokens are asked for
 * at most). What comes is kept in memory, and looked through as it grows.
 */
const MOST_CHARACTERS = 1_000_000;

/** What was noted of an answer as it came. */
type Heard = { readonly inputs: InputCheck; readonly paid: UsageWatch };

/** Asks once, and takes in the answer as it comes. Rejects as `Model.ask` does. */
export async function streamTurn(
  options: ModelOptions,
  request: ModelRequest,
  listening: Listening,
): Promise<ModelTurn> {
  const { ears } = listening;
  const call = new OpenCall(options, request, listening);
  const inputs = new InputCheck();
  const paid = new UsageWatch();
  let hasBegun = false;
  try {
    const stream = call.client.beta.messages.stream(call.params, { signal: call.signal });
    stream.on('streamEvent', (event) => {
      hasBegun = true;
      inputs.note(event);
      paid.note(event);
      if (paid.characters > MOST_CHARACTERS) call.giveUp(tooLong(paid));
    });
    stream.on('text', (_delta, snapshot) => ears.onText(snapshot));
    stream.on('thinking', (_delta, snapshot) => ears.onThinking(snapshot));
    const message = await stream.finalMessage();
    return turnOf(message, { inputs, paid }, stream.request_id ?? null);
  } catch (error) {
    throw call.failureOf(error, { isPartial: hasBegun, usage: paid.spent });
  } finally {
    call.end();
  }
}

function tooLong({ spent: usage }: UsageWatch): ModelFailure {
  const message = `the answer was longer than ${MOST_CHARACTERS.toLocaleString('en-US')} characters and was thrown away`;
  return new ModelFailure('too-long', message, { isPartial: true, usage });
}

/** Rejects when the answer ended before it was whole. */
function turnOf(message: BetaMessage, { inputs, paid }: Heard, requestId: string | null): ModelTurn {
  if (message.stop_reason === null) {
    throw new ModelFailure('transient', 'the answer broke off', {
      isPartial: true,
      requestId,
      usage: paid.spent,
    });
  }
  const { id, content, usage } = message;
  return {
    id,
    requestId,
    content,
    cutOff: new Set(content.filter((_block, index) => !inputs.isWhole(index))),
    stopReason: message.stop_reason,
    refusedFor: message.stop_details?.category ?? null,
    usage: readUsage(usage),
    prefix: readPrefixReport(message),
  };
}
