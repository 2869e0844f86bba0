import type { ModelOptions, ModelTurn } from './model';
import type { ModelRequest } from './model-request';
import { type Listening, OpenCall } from './open-call';
import { readPrefixReport } from './prefix-alarm';
import { readUsage } from './read-usage';

/** Nothing is asked for, and little is to be said about it. */
const MOST_BYTES = 100_000;

/**
 * Asks for nothing, so that the service reads its cache and keeps it (Messages API, `max_tokens: 0`, which is not streamed).
 * Rejects as `Model.ask` does.
 */
export async function warmPrefix(
  options: ModelOptions,
  request: ModelRequest,
  listening: Listening,
): Promise<ModelTurn> {
  const call = new OpenCall(options, request, { ...listening, mostBytes: MOST_BYTES });
  try {
    const message = await call.client.beta.messages.create(call.params, { signal: call.signal });
    const { id, content, usage } = message;
    return {
      id,
      requestId: message._request_id ?? null,
      content,
      cutOff: new Set(),
      stopReason: message.stop_reason ?? '',
      refusedFor: null,
      usage: readUsage(usage),
      prefix: readPrefixReport(message),
    };
  } catch (error) {
    throw call.failureOf(error, { isPartial: false, usage: null });
  } finally {
    call.end();
  }
}
