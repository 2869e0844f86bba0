import type { BetaMessage } from '@anthropic-ai/sdk/resources/beta';
import { IdleWatch } from '../base/idle-watch';
import { diagnosticsOf } from '../history/request-params';
import { createClient } from '../models/sdk-client';
import { heardFetch } from './heard-fetch';
import { InputCheck } from './input-check';
import type { ModelEars, ModelOptions, ModelTurn } from './model';
import { ModelFailure } from './model-failure';
import { betasOf, headOf, type ModelRequest } from './model-request';
import { readPrefixReport } from './prefix-alarm';
import { toFailure } from './read-failure';
import { readUsage } from './read-usage';
import { sentFetch } from './sent-fetch';
import { UsageWatch } from './usage-watch';

/** Silence on an open stream after which the answer is given up. Pings are none. */
const STALL_LIMIT_MS = 60_000;

/**
 * Of an answer so many characters are taken in, its calls included; no model puts out as many (64,000 tokens are asked for
 * at most). What comes is kept in memory, and looked through as it grows.
 */
const MOST_CHARACTERS = 1_000_000;

/** What was noted of an answer as it came. */
type Heard = { readonly inputs: InputCheck; readonly paid: UsageWatch };

type Listening = { readonly ears: ModelEars; readonly signal: AbortSignal };

/** Asks once, and takes in the answer as it comes. Rejects as `Model.ask` does. */
export async function streamTurn(
  options: ModelOptions,
  request: ModelRequest,
  { ears, signal }: Listening,
): Promise<ModelTurn> {
  const { clock, apiKey, address, fetch, stallLimitMs = STALL_LIMIT_MS } = options;
  const call = new AbortController();
  const stop = () => call.abort();
  const stall = new IdleWatch(clock, stallLimitMs);
  const ends = [signal, stall.signal];
  for (const end of ends) end.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const head = headOf(options, request);
  const heard = heardFetch(fetch, () => stall.touch());
  // What keeps a request from being sent is no failure of the model, which the SDK would make of it.
  let fault: { readonly error: unknown } | null = null;
  const keep = (error: unknown): never => {
    fault = { error };
    throw error;
  };
  const sent = sentFetch({
    fetch: heard,
    slots: request.slots,
    meter: request.meter,
    readFrame: (frame) => request.readFrame(frame).catch(keep),
    onSend: (size) => ears.onSend({ ...size, head: JSON.stringify(head) }).catch(keep),
  });
  const client = createClient({ apiKey, address, fetch: sent });
  const inputs = new InputCheck();
  const paid = new UsageWatch();
  let hasBegun = false;
  try {
    const betas = betasOf(options, request);
    const stream = client.beta.messages.stream(
      {
        ...head,
        messages: [...request.messages],
        ...diagnosticsOf(request.previous),
        ...(betas.length > 0 && { betas: [...betas] }),
      },
      { signal: call.signal },
    );
    stream.on('streamEvent', (event) => {
      hasBegun = true;
      inputs.note(event);
      paid.note(event);
      if (paid.characters <= MOST_CHARACTERS) return;
      fault ??= { error: tooLong(paid) };
      stop();
    });
    stream.on('text', (_delta, snapshot) => ears.onText(snapshot));
    stream.on('thinking', (_delta, snapshot) => ears.onThinking(snapshot));
    const message = await stream.finalMessage();
    return turnOf(message, { inputs, paid }, stream.request_id ?? null);
  } catch (error) {
    if (fault !== null) throw (fault as { readonly error: unknown }).error;
    const hasStalled = stall.signal.aborted && !signal.aborted;
    throw toFailure(error, { isPartial: hasBegun, usage: paid.spent, hasStalled, wallMs: clock.wallMs() });
  } finally {
    stall.end();
    for (const end of ends) end.removeEventListener('abort', stop);
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
